"""Which articles stand below another one, and under which tags all of them are found."""

from datetime import timedelta

import orjson
import pytest

from tests.factories import NOON, make_article, make_category, make_site


def related(reader, article, query: str = "") -> list[str]:
    answer = reader.get(f"/v1/articles/{article.id}/related?fields=title{query}")
    assert answer.status_code == 200, answer.data
    page = orjson.loads(answer.data)
    assert (page["next"], page["total"]) == (None, None)
    return [each["title"] for each in page["items"]]


def test_it_lists_what_shares_most_and_then_the_newest(reader, site) -> None:
    category = str(make_category(site, "Nông nghiệp").id)
    shares = {
        "Gốc": {"category": category, "tags": ["Lúa", "Mưa"]},
        "Cùng mục, cũ": {"category": category},
        "Cùng mục, mới": {"category": category},
        "Cùng nhãn": {"tags": ["Lúa"]},
        "Cùng hết": {"category": category, "tags": ["Lúa", "Mưa"]},
        "Chẳng chung gì": {"tags": ["Bóng đá"]},
    }
    made = {
        title: make_article(site, title, at=NOON + timedelta(hours=hour), **content)
        for hour, (title, content) in enumerate(shares.items())
    }

    found = related(reader, made["Gốc"])

    assert found == ["Cùng hết", "Cùng nhãn", "Cùng mục, mới", "Cùng mục, cũ"]
    assert related(reader, made["Gốc"], "&limit=2") == found[:2]


def test_it_stays_within_the_commune(reader, site) -> None:
    article = make_article(site, "Ở đây", tags=["Chung cả hai xã"])
    make_article(make_site(f"{site.slug}-ban"), "Ở xã bạn", tags=["Chung cả hai xã"])

    assert related(reader, article) == []


def test_an_article_without_terms_has_no_relatives(reader, site) -> None:
    article = make_article(site, "Lẻ loi", byline="Tân Phượng")
    make_article(site, "Cùng tác giả", byline="Tân Phượng")

    assert related(reader, article) == []


def test_the_article_of_a_child_category_is_related_through_the_parent(reader, site) -> None:
    parent = make_category(site, "Tin tức")
    child = make_category(site, "Thể thao", parent=str(parent.id))
    article = make_article(site, "Con", category=str(child.id))
    make_article(site, "Cha", category=str(parent.id))

    assert related(reader, article) == ["Cha"]


@pytest.mark.parametrize("limit", ["0", "101", "x"])
def test_its_length_is_that_of_a_list(reader, site, limit) -> None:
    article = make_article(site, "Bài", tags=["Chung"])

    assert reader.get(f"/v1/articles/{article.id}/related?limit={limit}").status_code == 400
    assert reader.get(f"/v1/articles/{article.id}/related?limit=100").status_code == 200


def test_tags_are_counted_by_commune(reader, site) -> None:
    other = make_site(f"{site.slug}-ban")
    make_article(site, "Một", tags=["Lúa", "Mưa"])
    make_article(site, "Hai", tags=["lúa"])
    make_article(site, "Nháp", tags=["Lúa"], published=False)
    make_article(other, "Khác", tags=["Lúa"])

    here = orjson.loads(reader.get(f"/v1/tags?site={site.slug}&total=true").data)
    there = orjson.loads(reader.get(f"/v1/tags?site={other.slug}").data)["items"]

    assert here["items"] == [
        {"site": site.slug, "slug": "lua", "name": "Lúa", "articles": 2},
        {"site": site.slug, "slug": "mua", "name": "Mưa", "articles": 1},
    ]
    assert here["total"] == 2
    assert there == [{"site": other.slug, "slug": "lua", "name": "Lúa", "articles": 1}]


def test_a_tag_leads_to_its_articles(reader, site) -> None:
    make_article(site, "Một", tags=["Đại hội Đảng bộ"])
    (tag,) = orjson.loads(reader.get(f"/v1/tags?site={site.slug}").data)["items"]

    for named in (tag["slug"], tag["name"]):
        found = reader.get("/v1/articles", query_string={"tag": named, "site": site.slug})
        assert len(orjson.loads(found.data)["items"]) == tag["articles"]


def test_tags_come_in_pages_and_in_part(reader, site) -> None:
    make_article(site, "Bài", tags=[f"Nhãn {letter}" for letter in "abcdefg"])

    def names(page: dict) -> list[str]:
        return [each["name"] for each in page["items"]]

    address: str | None = f"/v1/tags?site={site.slug}&limit=3&fields=name"
    found: list[str] = []
    while address:
        page = orjson.loads(reader.get(address).data)
        assert all(list(each) == ["name"] for each in page["items"])
        found += names(page)
        address = page["next"]

    assert found == [f"Nhãn {letter}" for letter in "abcdefg"]
