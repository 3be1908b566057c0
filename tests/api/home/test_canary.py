"""What is not public stands in no public byte: a canary in every such field, every address read."""

from collections.abc import Iterable

import pytest
from werkzeug.test import TestResponse

from api.media.commands import keep_prepared
from api.media.images import intake
from api.media.models import Media, SiteMedia
from api.previews import commands as previews
from api.previews.queries import Subject
from api.publishing import commands, editions
from api.publishing.commands import Withdrawal
from api.publishing.live.projection import Origin
from api.publishing.models import AuditEvent, Document, Edition, Role
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR, Actor
from tests.api.banners.making import make_banner, photo
from tests.api.delivery.world import World, asking, at, operations
from tests.api.media.samples import encoded, picture
from tests.factories import NOON, make, make_article, make_category

CANARY = "canary-7f3a"
WORD = f"Chim {CANARY}"
TYPES = ("article", "notice", "page", "banner", "calendar_entry")


@pytest.fixture(scope="module")
def world(standing_app) -> World:
    """Something at every address, with a canary in all that is not public."""
    world = World()
    banner = make_banner(world.site, "Hiến máu", "header")
    image = photo()
    for kind in TYPES:
        _drafts(world.site, kind, image)
    for live in (world.article, world.notice, world.page, banner):
        _head_draft(get_document(live.id))
    make("calendar_entry", world.site, date="2026-07-14", title="Kín", internal_note=WORD)
    make_banner(world.site, WORD, starts_at=at(24 * 365 * 20))
    make_banner(world.site, WORD, ends_at=at(-1))
    _by_canaries(world.site)
    _removed(world.site)
    _illustrated(world.site)
    SiteMedia.update(name=WORD, alt=WORD, caption=WORD, credit=WORD).execute()
    return world


def _content(kind: str, image: str) -> dict[str, object]:
    return {
        "article": {"title": WORD, "lead": WORD, "body_html": f"<p>{WORD}</p>", "byline": WORD,
                    "tags": [WORD]},
        "notice": {"title": WORD, "number": f"15/{CANARY}", "issuer": WORD, "areas": [WORD]},
        "page": {"title": WORD, "body_html": f"<p>{WORD}</p>"},
        "banner": {"placement": "header", "image": {"media": image, "alt": WORD}, "label": WORD},
        "calendar_entry": {"date": "2026-07-13", "title": WORD, "chair": WORD, "note": WORD,
                           "internal_note": WORD},
    }[kind]  # fmt: skip


def _drafts(site: Document, kind: str, image: str) -> None:
    """A draft, one in review that was returned with a comment, one in the bin, one scheduled."""
    content, who = _content(kind, image), Actor(CANARY, {site.id: Role.PUBLISHER})
    one, returned, trashed, scheduled = (
        commands.create(kind, site.id, content, (who, NOON), Origin()) for _ in range(4)
    )
    commands.submit(returned, who, NOON)
    commands.return_to_author(returned, OPERATOR, NOON, WORD)
    commands.trash(trashed, OPERATOR, NOON)
    commands.schedule(scheduled, OPERATOR, NOON, at(24 * 365 * 20))
    commands.submit(one, who, NOON)


def _head_draft(document: Document) -> None:
    """A later draft of something live, returned with a comment."""
    content = dict(editions.content(document, editions.live(document)))
    name = "label" if document.type == "banner" else "title"
    who = Actor(CANARY, {document.site: Role.EDITOR})
    commands.save(document, {**content, name: WORD}, who, NOON)
    commands.submit(document, who, NOON)
    commands.return_to_author(document, OPERATOR, NOON, WORD)


def _by_canaries(site: Document) -> None:
    """Live, but nobody is to know who wrote, approved or took part."""
    author, approver = (
        Actor(f"{CANARY}-{name}", {site.id: Role.PUBLISHER}) for name in ("writes", "approves")
    )
    notice = commands.create("notice", site.id, {"title": "Do ai"}, (author, NOON))
    commands.publish(notice, approver, NOON)


def _removed(site: Document) -> None:
    """What was public is not any more, but for the reason and the note."""
    for kind, content in (("article", {"title": "Đã gỡ", "lead": WORD}),
                          ("notice", {"title": "Đã gỡ", "issuer": WORD}),
                          ("page", {"title": "Đã gỡ", "body_html": f"<p>{WORD}</p>"}),
                          ("calendar_entry", {"date": "2026-07-13", "title": WORD})):  # fmt: skip
        gone = make(kind, site, **content)
        commands.withdraw(gone, OPERATOR, NOON, Withdrawal("personal_data"))
        if kind != "notice":
            commands.trash(get_document(gone.id), OPERATOR, NOON)
    category = make_category(site, WORD)
    commands.withdraw(category, OPERATOR, NOON, Withdrawal("other"))
    official = make("official", site, name=WORD, phone=CANARY)
    commands.withdraw(official, OPERATOR, NOON, Withdrawal("other"))
    assert make_article(site, "Sau cùng")


def _illustrated(site: Document) -> None:
    """A draft with a photo that nothing else shows, and a link to it that is over."""
    cover = {"media": _hidden_photo().id, "alt": WORD, "caption": WORD}
    draft = make("article", site, published=False, title="Nháp", cover=cover)
    who = Actor(CANARY, {site.id: Role.EDITOR})
    previews.create(Subject(draft), [editions.head(draft)], 1, (who, NOON))


def _hidden_photo() -> Media:
    data = encoded(picture(90), "PNG")
    return keep_prepared(intake.prepare(data, max_bytes=1_000_000), NOON)


def addresses(world: World) -> Iterable[str]:
    """Every public address: of each operation, in other forms, of what is hidden, of pages."""
    hidden = Document.select().where(Document.site << [world.site.id, world.other.id])
    for path in world.addresses.values():
        yield from (path, asking(path, "x=1"), f"{path}%00")
    for name in ("get_article", "get_notice", "get_page"):
        for form in ("blocks", "text", "none"):
            yield asking(world.addresses[name], f"body={form}")
    yield from ("/v1/notices?active=any&limit=100", "/v1/notices?active=false",
                "/v1/articles?limit=100&total=true", f"/v1/articles?author=Chim%20{CANARY}",
                f"/v1/articles?tag=chim-{CANARY}", f"/v1/notices?number=15/{CANARY}",
                "/v1/calendar/entries?site=yen-hoa&from=2026-07-01&to=2026-09-01&limit=100",
                "/v1/calendar/weeks/2026-W29?site=yen-hoa",
                "/v1/openapi.json", "/authoring/v1/openapi.json", "/docs", "/", "/thong-bao",
                "/lich-lam-viec", "/robots.txt", "/sitemap.xml", "/healthz", "/readyz")  # fmt: skip
    yield from (f"/media/{key}" for key in _hidden_photo().public_keys)
    for each in hidden:
        for collection in ("articles", "notices", "pages"):
            yield f"/v1/{collection}/{each.id}"
            yield f"/v1/sites/yen-hoa/{collection}/{each.slug or 'khong-co'}"
        yield f"/bai-viet/{each.slug or 'khong-co'}"
        yield f"/v1/articles/{each.id}/related"


@pytest.fixture(scope="module")
def answers(standing_app, world) -> list[TestResponse]:
    """What every address answers, also to other methods, languages and revalidations."""
    client, found = standing_app.test_client(), []
    for address in addresses(world):
        answer = client.get(address)
        found.append(answer)
        if "ETag" in answer.headers:
            tag = {"If-None-Match": answer.headers["ETag"]}
            found.append(client.get(address, headers=tag))
        elif answer.status_code >= 400:
            found.append(client.get(address, headers={"Accept-Language": "vi"}))
    for each in operations():
        found += [client.post(each.nowhere), client.options(world.addresses[each.name])]
    return found


def test_t22_what_is_not_public_is_in_no_public_byte(answers) -> None:
    for answer in answers:
        asked = answer.request.full_path.encode().rstrip(b"?")
        sent = b"\n".join([answer.data, str(answer.headers).encode()])
        # An error may say back what was asked for, a page by the last part of it, and no more.
        told = sent.replace(asked, b"").replace(asked.rpartition(b"/")[2] or asked, b"")
        assert CANARY.encode() not in told, asked

    assert len(answers) > 300


def test_t21_nor_is_the_photo_of_a_draft(answers) -> None:
    photo = _hidden_photo().id

    for answer in answers:
        if photo in answer.request.path:
            assert answer.status_code >= 404, answer.request.path
        else:
            assert photo.encode() not in answer.data


def test_t22_the_crawl_reads_what_is_public(answers) -> None:
    seen = b"".join(answer.data for answer in answers)

    for public in ("Hiến máu", "Kín", "Do ai", "Sau cùng", "15/TB-UBND", "Lê Văn Phúc"):
        assert public.encode() in seen, public
    assert {answer.status_code for answer in answers} >= {200, 304, 400, 404, 405, 410}


def test_t22_the_canary_is_where_it_was_put(world) -> None:
    written = [each for each in Edition.select() if CANARY in str(each.content)]

    types = {get_document(each.document).type for each in written}
    assert types >= {*TYPES, "category", "official"}
    assert any(each.comment == WORD for each in Edition.select())
    assert any(CANARY in (each.approved_by or "") for each in Edition.select())
    assert any(CANARY in each.actor for each in AuditEvent.select())
