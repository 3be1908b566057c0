"""What stands between content and its being public, the same for every type that has a text."""

from typing import Any

import pytest

from api.content_types import CONTENT_TYPES
from api.media import commands as media
from api.publishing import commands
from api.publishing.checks.gates import findings
from api.publishing.errors import GateFailed
from api.publishing.live.projection import Release
from api.publishing.models import Document, Public, Role
from api.publishing.workflow import OPERATOR, Actor
from api.runtime.errors import InvalidContent
from tests.api.media import samples
from tests.api.publishing.people import ERROR, LATER, fresh, person, publisher
from tests.api.publishing.test_named import LEAST, keep_file, keep_image
from tests.factories import NOON, make, make_site, take_into_library

WITH_HTML = [each.name for each in CONTENT_TYPES if each.bundle.html]
CITIZEN, MOBILE, OFFICE = "038090001234", "0912 345 678", "0238 3870 123"
A = "a" * 40
FILES = (
    ("b" * 40, f"Nguyễn Văn An {CITIZEN}"),
    ("c" * 40, f"{CITIZEN}, 038090001235, 038090001236; gọi {MOBILE} hoặc {OFFICE}"),
)


@pytest.fixture
def site(database: str) -> Document:
    site = make_site(phone=OFFICE)
    media.keep_for(site.id, {keep_image(A): "cau.jpg"}, NOON)
    return site


def draft(site: Document, type_name: str = "article", **content: Any) -> Document:
    content = {**LEAST[type_name], **content}
    return commands.create(type_name, site.id, content, (person(site, Role.AUTHOR), NOON))


def live(site: Document, **content: Any) -> Document:
    return make("article", site, **{**LEAST["article"], **content})


def revised(document: Document, **content: Any) -> Document:
    commands.save(document, {**LEAST[document.type], **content}, OPERATOR, LATER)
    return document


def found(document: Document, by: Actor = OPERATOR) -> list[tuple[str | None, str]]:
    """Where and what; each with words in both languages."""
    told = findings(document, LATER)
    assert all(each.detail and each.detail_vi and each.detail != each.detail_vi for each in told)
    return [(each.pointer, each.code) for each in told]


def image(media_id: str, alt: str | None = None) -> str:
    words = f' alt="{alt}"' if alt is not None else ""
    return f'<p>Ảnh</p><figure><img src="media:{media_id}"{words}></figure>'


def picture(width: int) -> str:
    """An image with all its files, as what is public needs them."""
    return media.keep_image(samples.encoded(samples.picture(width, 8), "PNG"), NOON).id


@pytest.mark.parametrize("type_name", WITH_HTML)
def test_every_type_with_a_text_is_looked_at(site: Document, type_name: str) -> None:
    body = f"<h4>Kết quả</h4><p>Gọi {MOBILE}, chơi tài xỉu</p>{image(A)}"
    document = draft(site, type_name, body_html=body)

    assert found(document) == [
        ("/body_html/images/0", "alt_missing"),
        ("/body_html/headings/0", "heading_order"),
        ("/body_html", "personal_data"),
        ("/body_html", "spam_words"),
    ]
    with pytest.raises(GateFailed) as refusal:
        commands.publish(document, publisher(site), NOON)
    assert len(refusal.value.errors) == 4
    assert (fresh(document).public, fresh(document).version) == (Public.NONE, 1)


def test_an_image_that_is_public_without_words_only_warns(site: Document) -> None:
    bare, told = picture(9), picture(10)
    article = live(site, body_html=image(bare) + image(told, "Cầu"), cover={"media": bare})

    revised(article, body_html=image(bare) + image(told), cover={"media": told})

    assert found(article) == [
        ("/cover/alt", "alt_missing"),
        ("/body_html/images/0", "alt_missing_old"),
        ("/body_html/images/1", "alt_missing"),
    ]


def test_an_old_image_passes_once_it_is_acknowledged(site: Document) -> None:
    body = image(picture(9))
    article = revised(live(site, body_html=body), body_html=f"{body}<p>Thêm</p>")
    boss, note = publisher(site), "Bổ sung."

    with pytest.raises(GateFailed):
        commands.correct(article, boss, LATER, Release(correction=note))
    passed = frozenset({"alt_missing_old"})
    told = commands.correct(article, boss, LATER, Release(passed, correction=note))

    assert [each.code for each in told] == ["alt_missing_old"]


def test_an_ornament_needs_no_words(site: Document) -> None:
    cover = {"media": A, "decorative": True}

    assert found(draft(site, body_html=image(A, ""), cover=cover)) == []
    with pytest.raises(InvalidContent) as refusal:
        draft(site, cover={**cover, "alt": "Cầu"})
    assert [each.pointer for each in refusal.value.errors] == ["/cover/decorative"]


@pytest.mark.parametrize(
    ("body", "places"),
    [
        ("<h2>a</h2><h3>b</h3><h4>c</h4><h2>d</h2><h3>e</h3>", []),
        ("<p>a</p>", []),
        ("<h3>a</h3>", [0]),
        ("<h2>a</h2><h4>b</h4><h4>c</h4>", [1]),
        ("<h2>a</h2><blockquote><h4>b</h4></blockquote>", [1]),
    ],
)
def test_headings_skip_no_level(site: Document, body: str, places: list[int]) -> None:
    expected = [(f"/body_html/headings/{place}", "heading_order") for place in places]

    assert found(draft(site, body_html=body)) == expected


def test_a_heading_that_is_public_so_only_warns(site: Document) -> None:
    article = live(site, body_html="<h3>Cũ</h3><p>a</p><h3>Khác</h3>")

    revised(article, body_html="<h3>Cũ</h3><h2>Mới</h2><h4>Khác</h4><h3>Khác</h3>")

    assert found(article) == [
        ("/body_html/headings/0", "heading_order_old"),
        ("/body_html/headings/2", "heading_order"),
    ]


def test_personal_data_in_a_new_file_is_told_once_for_each_kind(site: Document) -> None:
    old, new = ({"media": keep_file(*each), "name": "a.pdf"} for each in FILES)
    take_into_library(site, [old, new])
    article = live(site, attachments=[old])

    revised(article, attachments=[old, new])

    place = "/attachments/1/media"
    told = findings(article, LATER)
    assert [(each.pointer, each.code) for each in told] == [(place, "personal_data")] * 2
    assert told[0].detail_vi == (
        "“038•••••••35” (×2) là dữ liệu cá nhân: số căn cước hoặc chứng minh nhân dân."
    )


def test_personal_data_is_told_once_for_each_new_value(site: Document) -> None:
    make("official", site, name="Lê Văn Phúc", phone="0987 654 321")
    article = live(site, body_html=f"<p>CCCD {CITIZEN}</p>")
    revised(
        article, lead=f"Gọi {MOBILE}, hoặc {OFFICE}, 0987.654.321",
        body_html="<p>CCCD 038 090 001 234, gọi 0912.345.678</p><p>Đơn của ông Lê Văn An</p>",
    )  # fmt: skip

    assert found(article) == [("/lead", "personal_data"), ("/body_html", "personal_data")]
    (first, second) = findings(article, LATER)
    assert first.detail == "“091• ••• •78” is personal data: a telephone number."
    assert second.detail_vi == "“Đơn của ông L… V… A…” là dữ liệu cá nhân: tên người có đơn."


def test_what_was_withdrawn_is_new_again(site: Document) -> None:
    article = live(site, body_html=f"<p>CCCD {CITIZEN}</p>")
    commands.withdraw(article, OPERATOR, NOON, ERROR)

    assert found(article) == [("/body_html", "personal_data")]


def test_numbers_of_another_commune_are_somebodys(site: Document) -> None:
    make_site("yen-trung", hotline=MOBILE)

    assert found(draft(site, lead=f"Gọi {MOBILE}")) == [("/lead", "personal_data")]


def test_t61_words_of_gambling_are_flagged_and_may_be_published(site: Document) -> None:
    warning = "Công an xã cảnh báo: nhà cái, tài xỉu, cá cược trên mạng đều là lừa đảo"
    notice = draft(site, "notice", title=warning)

    assert found(notice) == [("/title", "spam_words")]
    commands.publish(notice, publisher(site), NOON, Release(frozenset({"spam_words"})))

    assert fresh(notice).public == Public.LIVE


def test_t74_what_has_gone_since_it_was_named_is_found_at_publication(site: Document) -> None:
    category = make("category", site, name="Tin tức")
    article = draft(site, category=str(category.id))
    commands.withdraw(category, OPERATOR, NOON, ERROR)
    commands.trash(category, OPERATOR, NOON)

    assert found(article) == [("/category", "unknown_reference")]
    with pytest.raises(GateFailed):
        commands.publish(article, publisher(site), NOON)


def test_what_is_published_by_its_save_warns_nobody(site: Document) -> None:
    editor = person(site, Role.EDITOR)
    content = {"name": "Lê Văn Phúc", "position": f"Trưởng ban, {MOBILE}"}

    official = commands.create("official", site.id, content, (editor, NOON))

    assert fresh(official).public == Public.LIVE
    with pytest.raises(GateFailed):
        commands.save(official, {**content, "photo": {"media": A}}, editor, NOON)
