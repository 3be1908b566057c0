"""The form of a list: its page, its order, how to go on, and how to ask for less."""

import random
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import orjson
import pytest

from api.articles.schemas import ArticleItemSchema
from tests.factories import NOON, make_article, make_site

ALPHABET = ("Ao cá", "Ăn Tết", "Ấp Bắc", "Bà con", "Cầu Đá", "Dân vận", "Đại hội", "Êm đềm",
            "Ga tàu", "Lò gạch", "Lỡ hẹn", "Ngã ba", "Nghĩa tình", "Ông bà", "Ở quê", "Tả", "Tạ",
            "Ước mơ", "Xã ta", "Y tế")  # fmt: skip


def read(reader, path: str) -> dict:
    answer = reader.get(path)
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)


@pytest.fixture(scope="module")
def seven(standing_app):
    """Seven articles of the commune `bay`, from new to old."""
    site = make_site("bay")
    return [make_article(site, f"Bài {n}", at=NOON - timedelta(hours=n)) for n in range(7)]


def test_a_list_has_items_next_and_total(reader, seven) -> None:
    page = read(reader, "/v1/articles?site=bay")

    assert list(page) == ["items", "next", "total"]
    assert (len(page["items"]), page["next"], page["total"]) == (7, None, None)


def test_a_total_is_counted_when_asked_for(reader, seven) -> None:
    assert read(reader, "/v1/articles?site=bay&total=true&limit=2")["total"] == 7
    assert read(reader, "/v1/articles?site=bay&total=false")["total"] is None


def test_an_item_is_the_summary_with_nothing_left_out(reader, seven) -> None:
    (item, *_) = read(reader, "/v1/articles?site=bay")["items"]

    assert list(item) == list(ArticleItemSchema().fields)
    assert item.keys().isdisjoint({"body", "images", "attachments", "corrections"})
    nulls = {name for name, value in item.items() if value is None}
    assert nulls == {"lead", "byline", "author_role", "category", "cover", "source", "origin",
                     "licence"}  # fmt: skip
    assert item["views"] == 0
    assert item["tags"] == []
    assert item["published_at"] == "2026-07-11T19:00:00+07:00"


def test_twenty_items_make_a_page_unless_told(reader, site) -> None:
    for number in range(21):
        make_article(site, f"Bài {number}")

    assert len(read(reader, f"/v1/articles?site={site.slug}")["items"]) == 20
    assert len(read(reader, f"/v1/articles?site={site.slug}&limit=100")["items"]) == 21


def test_the_next_page_asks_with_the_same_parameters(reader, seven) -> None:
    asked = "/v1/articles?limit=3&fields=id,title&site=bay&sort=published_at&total=true"

    pages = [read(reader, asked)]
    while pages[-1]["next"]:
        pages.append(read(reader, pages[-1]["next"]))

    assert [len(page["items"]) for page in pages] == [3, 3, 1]
    assert [each["title"] for page in pages for each in page["items"]] == [
        f"Bài {n}" for n in reversed(range(7))
    ]
    assert {tuple(each) for page in pages for each in page["items"]} == {("id", "title")}
    assert {page["total"] for page in pages} == {7}
    query = parse_qs(urlsplit(pages[0]["next"]).query)
    assert query.pop("cursor")
    assert query == parse_qs(urlsplit(asked).query)


def test_the_next_page_is_a_link_too(reader, seven) -> None:
    first = reader.get("/v1/articles?site=bay&limit=4")
    following = orjson.loads(first.data)["next"]

    assert following.startswith("/v1/articles?")
    assert first.headers["Link"] == f'<{following}>; rel="next"'
    assert "Link" not in reader.get(following).headers


def test_a_filter_in_vietnamese_goes_on_to_the_next_page(reader, site) -> None:
    for number in range(3):
        make_article(site, f"Bài {number}", byline="Nguyễn Thị Huệ & cộng sự")

    page = read(reader, "/v1/articles?limit=2&author=Nguy%E1%BB%85n+Th%E1%BB%8B+Hu%E1%BB%87+%26+"
                        "c%E1%BB%99ng+s%E1%BB%B1")  # fmt: skip

    assert len(read(reader, page["next"])["items"]) == 1


def test_titles_follow_the_vietnamese_alphabet(reader, site) -> None:
    for title in sorted(ALPHABET, key=hash):
        make_article(site, title)

    items = read(reader, f"/v1/articles?sort=title&limit=100&site={site.slug}")["items"]

    assert [item["title"] for item in items] == list(ALPHABET)


def test_a_very_long_title_does_not_break_the_way_to_the_next_page(reader, site) -> None:
    # Letters without any order, so that nothing makes the key of the last row short again.
    letters = random.Random(5).choices("ầẩẫấậằẳẵắặềểễếệồổỗốộờởỡớợừửữứự 0123456789abcXYZ", k=490)  # noqa: S311
    for number in range(3):
        make_article(site, "".join(letters)[number:])

    page = read(reader, f"/v1/articles?sort=title&limit=1&site={site.slug}")
    assert len(page["next"]) > 600
    seen = [item["id"] for item in page["items"]]
    while page["next"]:
        page = read(reader, page["next"])
        seen += [item["id"] for item in page["items"]]

    assert len(set(seen)) == len(seen) == 3


@pytest.mark.parametrize(
    ("asked", "members"),
    [
        ("id", ["id"]),
        ("id,title,cover", ["id", "title", "cover"]),
        ("views", ["views"]),
        ("views,id", ["id", "views"]),
        ("title,title", ["title"]),
        ("site,category,source", ["site", "category", "source"]),
    ],
)
def test_fields_choose_members(reader, seven, asked, members) -> None:
    items = read(reader, f"/v1/articles?site=bay&fields={asked}")["items"]

    assert {tuple(item) for item in items} == {tuple(members)}


@pytest.mark.parametrize("asked", ["", "body", "images", "*", "id,", "ID", "site.slug", "password",
                                   "id,title;drop", "whole", "sort_key", "%00"])  # fmt: skip
def test_t24_fields_of_a_list_are_those_of_its_items(reader, asked) -> None:
    answer = reader.get(f"/v1/articles?fields={asked}")

    assert answer.status_code == 400
    (finding,) = orjson.loads(answer.data)["errors"]
    assert finding["parameter"] == "fields"


@pytest.mark.parametrize(
    "sort",
    ["", "-title", "views", "author.email", "published_at,title", "published_at;select", "sort_key",
     "-published_at desc"],
)  # fmt: skip
def test_t24_an_order_is_one_of_three(reader, sort) -> None:
    answer = reader.get(f"/v1/articles?sort={sort}")

    assert answer.status_code == 400
    (finding,) = orjson.loads(answer.data)["errors"]
    assert (finding["parameter"], finding["code"]) == ("sort", "not_allowed")


@pytest.mark.parametrize(
    "name",
    ["filter[author.password_hash][$startsWith]", "t1.password", "expand", "include", "where", "q"],
)
def test_t24_nothing_else_can_be_asked(reader, seven, name) -> None:
    answer = reader.get("/v1/articles", query_string={name: "a"})

    assert answer.status_code == 400
    (finding,) = orjson.loads(answer.data)["errors"]
    assert (finding["parameter"], finding["code"]) == (name, "unknown_field")


def test_a_name_that_is_no_parameter_is_not_sent_back_at_length(reader) -> None:
    answer = reader.get("/v1/articles", query_string={"x" * 5_000: "1"})

    assert answer.status_code == 400
    assert len(answer.data) < 1_000
