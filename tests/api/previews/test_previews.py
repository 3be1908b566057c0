"""Somebody sees an edition as the public would, by a link that ends."""

from datetime import timedelta
from typing import Any

import pytest

from api.content_types import CONTENT_TYPES
from api.media import commands as media
from api.previews import commands
from api.previews.models import PreviewLink
from api.publishing.content_type import content_type
from api.publishing.models import AuditEvent, Document, Role
from api.runtime import clock
from tests.api.media import samples
from tests.api.publishing.authoring.desk import Desk
from tests.api.publishing.test_named import LEAST
from tests.factories import NOON, make, make_site

OTHER = samples.encoded(samples.picture(60), "JPEG")
ROOT = "/authoring/v1/previews"


def made(desk: Desk, document: dict[str, Any], **said: Any) -> dict[str, Any]:
    """A link to a document's preview."""
    answer = desk.call("POST", f"/articles/{document['id']}/preview-links", said)
    assert answer.status_code == 201, answer.text
    return dict(answer.json)


def token_of(link: dict[str, Any]) -> str:
    return str(link["url"]).rpartition("/")[2]


@pytest.fixture
def draft(author: Desk, site: Document) -> dict[str, Any]:
    """A draft with a photo in its body."""
    photo = media.keep_image(samples.encoded(samples.picture(700), "JPEG"), NOON)
    media.keep_for(site.id, {photo.id: "cau.jpg"}, NOON)
    body = f'<p>Nước lên.</p><figure><img src="media:{photo.id}" alt="Cầu"></figure>'
    return dict(author.create("/articles", {"title": "Bão số 3", "body_html": body}).json)


def test_a_draft_is_seen_as_the_public_would_with_its_pictures(client, author, draft) -> None:
    link = made(author, draft)

    answer = client.get(f"{ROOT}/{token_of(link)}")

    assert answer.status_code == 200
    assert answer.json["type"] == "article"
    shown = answer.json["object"]
    assert (shown["id"], shown["title"], shown["slug"]) == (draft["id"], "Bão số 3", "bao-so-3")
    assert answer.headers["Cache-Control"] == "private, no-store, no-transform"
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    addresses = [each["url"] for each in shown["images"][0]["renditions"]]
    assert all(f"{ROOT}/{token_of(link)}/media/" in each for each in addresses)
    for each in addresses:
        picture = client.get(each.partition("portal.test")[2] or each.partition("//")[2][9:])
        assert (picture.status_code, picture.headers["Cache-Control"]) == (
            200,
            "private, no-store, no-transform",
        )
    assert client.get(f"/v1/articles/{draft['id']}").status_code == 404
    assert Document.get_by_id(draft["id"]).version == draft["version"]


def test_it_shows_one_edition_whatever_is_written_later(client, author, draft, monkeypatch) -> None:
    link = made(author, draft)
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    author.write("PATCH", f"/articles/{draft['id']}", draft, {"title": "Bão tan"})

    assert client.get(f"{ROOT}/{token_of(link)}").json["object"]["title"] == "Bão số 3"
    older = made(author, draft, edition=1)
    assert client.get(f"{ROOT}/{token_of(older)}").json["object"]["title"] == "Bão số 3"
    newest = made(author, draft)
    assert client.get(f"{ROOT}/{token_of(newest)}").json["object"]["title"] == "Bão tan"


def test_t20_a_link_that_is_over_or_revoked_leads_nowhere(
    client, author, draft, monkeypatch
) -> None:
    first, second = made(author, draft, hours=1), made(author, draft, hours=72)
    key = client.get(f"{ROOT}/{token_of(second)}").json["object"]["images"][0]["renditions"][0]
    picture = f"{ROOT}/{token_of(second)}/media/{key['url'].rpartition('/')[2]}"
    unknown = client.get(f"{ROOT}/la")
    listed = author.get(f"/articles/{draft['id']}/preview-links")["items"]
    assert [each["id"] for each in listed] == [second["id"], first["id"]]
    assert all("url" not in each for each in listed)

    gone = author.call("DELETE", f"/articles/{draft['id']}/preview-links/{second['id']}")
    later = clock.now() + timedelta(hours=1)
    monkeypatch.setattr(clock, "now", lambda: later)

    assert gone.status_code == 204
    for each in (f"{ROOT}/{token_of(first)}", f"{ROOT}/{token_of(second)}", picture):
        told = client.get(each)
        assert (told.status_code, told.data) == (404, unknown.data)
    assert author.get(f"/articles/{draft['id']}/preview-links")["items"] == []
    commands.sweep(later)
    assert PreviewLink.select().count() == 0


def test_t20_a_link_shows_no_file_but_its_own(client, author, site, draft) -> None:
    other = media.keep_image(OTHER, NOON)
    media.keep_for(site.id, {other.id: "khac.jpg"}, NOON)
    at = f"{ROOT}/{token_of(made(author, draft))}/media"

    assert client.get(f"{at}/{other.key}").status_code == 404


def test_t20_who_does_not_see_the_document_makes_no_link(client, author, draft, site) -> None:
    strangers = [Desk(client, site, Role.AUTHOR), Desk(client, make_site("tan-lap"), Role.ADMIN)]
    link = made(author, draft)
    at = f"/articles/{draft['id']}/preview-links"

    for each in strangers:
        for method, path in (("POST", at), ("GET", at), ("DELETE", f"{at}/{link['id']}")):
            assert each.call(method, path).status_code == 404
    wrong = author.call("POST", at, {"hours": 73})
    assert (wrong.status_code, wrong.json["errors"][0]["pointer"]) == (422, "/hours")
    unknown = author.call("POST", at, {"edition": 9})
    assert unknown.json["errors"][0]["code"] == "unknown_reference"


def test_t33_no_row_and_no_event_holds_the_token(author, draft) -> None:
    link = made(author, draft)

    rows = [each.__data__ for each in PreviewLink.select()]
    events = [each.__data__ for each in AuditEvent.select()]

    assert token_of(link) not in repr(rows) + repr(events)
    assert [each["action"] for each in events if "preview" in each["action"]] == ["create_preview"]


def test_a_page_in_a_frame_may_read_it_and_no_cookie_is_asked_for(client, author, draft) -> None:
    link = made(author, draft)

    answer = client.get(f"{ROOT}/{token_of(link)}", headers={"Origin": "null"})

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in answer.headers


def test_its_page_is_kept_nowhere_and_framed_by_ours_alone(client, author, draft) -> None:
    link = made(author, draft)

    page, unknown = client.get(f"/xem-truoc/{token_of(link)}"), client.get("/xem-truoc/la")

    assert (page.status_code, unknown.status_code) == (200, 404)
    assert page.headers["Cache-Control"] == "private, no-store"
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["X-Robots-Tag"] == "noindex"
    assert "X-Frame-Options" not in page.headers
    assert "frame-ancestors http://portal.test;" in page.headers["Content-Security-Policy"]
    assert client.get("/pages/frame.js").headers["Access-Control-Allow-Origin"] == "*"
    assert client.get("/").headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize("name", [each.name for each in CONTENT_TYPES if each.reviewed])
def test_every_reviewed_type_has_a_preview_by_its_public_schema(
    client, site: Document, name: str
) -> None:
    admin = Desk(client, None, Role.ADMIN)
    handled = content_type(name)
    photo = {"media": media.keep_image(OTHER, NOON).id, "alt": "Cầu"}
    needed = {"image": photo} if "image" in handled.bundle.files else {}
    document = make(name, site, published=False, **LEAST[name], **needed)
    path = f"/{handled.collection}/{document.id}/preview-links"

    link = admin.call("POST", path).json

    shown = client.get(f"{ROOT}/{token_of(link)}").json
    assert (shown["type"], shown["object"]["id"]) == (name, str(document.id))
    assert set(handled.shown().fields) - {"views"} <= set(shown["object"])
