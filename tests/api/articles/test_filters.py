"""Which articles a list holds: every filter of it, alone and together."""

import unicodedata
from datetime import datetime, timedelta
from urllib.parse import quote, urlencode

import orjson
import pytest

from tests.factories import NOON, make_article, make_category, make_site


def titles(reader, **query: str) -> list[str]:
    """The titles of the articles that a list holds, in its order."""
    answer = reader.get(f"/v1/articles?{urlencode({'fields': 'title', **query})}")
    assert answer.status_code == 200, answer.data
    return [each["title"] for each in orjson.loads(answer.data)["items"]]


def hours(count: int) -> datetime:
    return NOON + timedelta(hours=count)


@pytest.fixture(scope="module")
def news(standing_app):
    """Four articles of one commune, from old to new, and one of another."""
    site, other = make_site(), make_site("dong-thanh", name="Xã Đông Thành")
    parent = make_category(site, "Tin tức")
    child = make_category(site, "Thể thao", parent=str(parent.id))
    make_article(site, "Một", at=hours(1), category=str(parent.id), tags=["Đại hội", "Bóng đá"])
    make_article(site, "Hai", at=hours(2), category=str(child.id), byline="Nguyễn Thị Huệ")
    make_article(site, "Ba", at=hours(3), featured=True, tags=["bóng đá"], byline="Tân Phượng")
    make_article(site, "Bốn", at=hours(4))
    make_article(site, "Nháp", at=hours(5), published=False)
    make_article(other, "Khác", at=hours(6), tags=["Bóng đá"])
    return site


def test_it_lists_what_is_live_on_all_sites_the_newest_first(reader, news) -> None:
    assert titles(reader) == ["Khác", "Bốn", "Ba", "Hai", "Một"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"site": "yen-hoa"}, ["Bốn", "Ba", "Hai", "Một"]),
        ({"site": "dong-thanh"}, ["Khác"]),
        ({"category": "tin-tuc"}, ["Hai", "Một"]),
        ({"category": "the-thao"}, ["Hai"]),
        ({"tag": "bong-da"}, ["Khác", "Ba", "Một"]),
        ({"tag": "Bóng Đá"}, ["Khác", "Ba", "Một"]),
        ({"tag": "bong-da", "site": "yen-hoa"}, ["Ba", "Một"]),
        ({"tag": "dai-hoi", "category": "tin-tuc"}, ["Một"]),
        ({"tag": "dai-hoi", "category": "the-thao"}, []),
        ({"author": "Nguyễn Thị Huệ"}, ["Hai"]),
        ({"author": "NGUYỄN THỊ HUỆ"}, ["Hai"]),
        ({"author": "Nguyễn"}, []),
        ({"featured": "true"}, ["Ba"]),
        ({"featured": "false"}, ["Khác", "Bốn", "Hai", "Một"]),
        ({"featured": "true", "category": "tin-tuc"}, []),
        ({"published_after": "2026-07-11T22:00:00+07:00"}, ["Khác", "Bốn"]),
        ({"published_after": "2026-07-11T15:00:00Z", "site": "yen-hoa"}, ["Bốn"]),
        ({"published_before": "2026-07-11T14:00:00Z"}, ["Một"]),
        (
            {
                "published_after": "2026-07-11T13:00:00Z",
                "published_before": "2026-07-11T15:00:00Z",
            },
            ["Hai"],
        ),
        ({"updated_after": "2026-07-11T15:59:59.999999Z"}, ["Khác", "Bốn"]),
        ({"sort": "published_at", "tag": "bong-da"}, ["Một", "Ba", "Khác"]),
        ({"sort": "title", "tag": "bong-da"}, ["Ba", "Khác", "Một"]),
    ],
)  # fmt: skip
def test_a_filter_chooses(reader, news, query, expected) -> None:
    assert titles(reader, **query) == expected


@pytest.mark.parametrize("name", ["category", "tag", "author"])
@pytest.mark.parametrize("value", ["khong-co", "", "Không có", "新闻", "x" * 500, "'", "%"])
def test_a_filter_that_names_nothing_gives_an_empty_list(reader, news, name, value) -> None:
    answer = reader.get(f"/v1/articles?{name}={quote(value)}")

    assert answer.status_code == 200
    assert answer.data == b'{"items":[],"next":null,"total":null}'


@pytest.mark.parametrize("path", ["/v1/articles", "/v1/categories", "/v1/tags"])
@pytest.mark.parametrize("site", ["khong-co", "", "Yen-Hoa", "yen-hoa'", "%"])
def test_a_site_that_is_not_here_is_404(reader, news, path, site) -> None:
    answer = reader.get(f"{path}?site={quote(site)}")

    assert answer.status_code == 404
    assert orjson.loads(answer.data)["code"] == "site_not_found"


@pytest.mark.parametrize("name", ["tag", "author"])
def test_f21_a_filter_is_equal_in_every_unicode_form(reader, news, name) -> None:
    value = {"tag": "Bóng đá", "author": "Nguyễn Thị Huệ"}[name]
    forms = {unicodedata.normalize(form, value) for form in ("NFC", "NFD")}
    forms |= {f"{value[:4]}\u200b{value[4:]}", value.replace(" ", "\u00a0"), f" {value} "}

    found = {tuple(titles(reader, **{name: form})) for form in forms}

    assert len(forms) == 5
    assert found == {tuple(titles(reader, **{name: value}))}
    assert found != {()}


@pytest.mark.parametrize("name", ["category", "tag", "author"])
@pytest.mark.parametrize("bad", ["a%00b", "a%E2%80%AEb", "a%EF%BF%BF", "a" + "%CC%81" * 40, "%01"])
def test_f21_what_no_text_may_hold_names_nothing(reader, news, name, bad) -> None:
    answer = reader.get(f"/v1/articles?{name}={bad}")

    assert answer.status_code == 200
    assert orjson.loads(answer.data)["items"] == []
    assert reader.get(f"/v1/articles?site={bad}").status_code == 404


@pytest.mark.parametrize("name", ["site", "category", "tag", "author"])
@pytest.mark.parametrize("long", ["x" * 501, "%01" + "x" * 500])
def test_a_filter_has_a_length(reader, news, name, long) -> None:
    answer = reader.get(f"/v1/articles?{name}={long}")

    assert answer.status_code == 400
    (finding,) = orjson.loads(answer.data)["errors"]
    assert (finding["parameter"], finding["code"]) == (name, "too_long")


@pytest.mark.parametrize("undecodable", ["%FF", "%C0%AF", "%ED%A0%80", "%F4%90%80%80", "%F0%9F%A4"])
def test_f21_bytes_that_are_no_text_name_nothing(reader, news, undecodable) -> None:
    answer = reader.get(f"/v1/articles?tag={undecodable}")

    assert answer.status_code == 200
    assert orjson.loads(answer.data)["items"] == []


def test_ids_choose_articles_in_the_order_of_the_list(reader, news) -> None:
    items = orjson.loads(reader.get("/v1/articles?fields=id,title").data)["items"]
    ids = {each["title"]: each["id"] for each in items}
    wanted = f"{ids['Một']},{ids['Ba']},{ids['Hai']},0197f6a0-0000-7000-8000-000000000001"

    assert titles(reader, ids=wanted) == ["Ba", "Hai", "Một"]
    assert titles(reader, ids=wanted, sort="title") == ["Ba", "Hai", "Một"]
    assert titles(reader, ids=wanted, sort="published_at") == ["Một", "Hai", "Ba"]
    assert titles(reader, ids=wanted, featured="true") == ["Ba"]


@pytest.mark.parametrize(
    "ids",
    ["", "1", ",", "0197f6a0000070008000000000000001", "%7B0197f6a0-0000-7000-8000-000000000001%7D",
     ",".join(["0197f6a0-0000-7000-8000-000000000001"] * 101)],
)  # fmt: skip
def test_ids_are_at_most_a_hundred_with_hyphens_alone(reader, ids) -> None:
    answer = reader.get(f"/v1/articles?ids={ids}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in orjson.loads(answer.data)["errors"]] == ["ids"]


def test_a_hundred_ids_are_taken(reader) -> None:
    ids = ",".join(["0197f6a0-0000-7000-8000-000000000001"] * 100)

    assert titles(reader, ids=ids, limit="100") == []


@pytest.mark.parametrize(
    "moment",
    ["2026-07-11", "2026-07-11T08:30:00", "2026-07-11T08:30:00+07", "2026-13-01T00:00:00Z",
     "2026-07-11T25:00:00Z", "now", "", "0001-01-01T00:00:00%2B07:00", "1752197400",
     "٢٠٢٦-٠٧-١١T00:00:00Z", "2026-07-11T08:30:00 07:00"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["published_after", "published_before", "updated_after"])
def test_a_moment_has_an_offset(reader, name, moment) -> None:
    answer = reader.get(f"/v1/articles?{name}={moment}")

    assert answer.status_code == 400
    assert [each["parameter"] for each in orjson.loads(answer.data)["errors"]] == [name]


@pytest.mark.parametrize("featured", ["1", "0", "yes", "True", "on", "", "null"])
def test_a_choice_of_two_is_true_or_false(reader, featured) -> None:
    answer = reader.get(f"/v1/articles?featured={featured}")

    assert answer.status_code == 400
