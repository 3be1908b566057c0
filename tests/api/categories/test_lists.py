"""Categories in their order, with the number of live articles in each."""

import orjson

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import at
from tests.factories import make_article, make_category, make_site


def read(reader, address: str) -> dict:
    answer = reader.get(address)
    assert answer.status_code == 200, answer.data
    return orjson.loads(answer.data)


def test_a_category_says_everything_the_contract_names(reader, site) -> None:
    parent = make_category(site, "Tin tức", order=1)
    child = make_category(site, "Thể thao", parent=str(parent.id), order=2)
    make_article(site, "Bài", category=str(child.id))

    page = read(reader, f"/v1/categories?site={site.slug}&total=true")

    assert page == {
        "items": [
            {"id": str(parent.id), "site": site.slug, "slug": "tin-tuc", "name": "Tin tức",
             "menu_title": None, "parent": None, "order": 1, "articles": 1},
            {"id": str(child.id), "site": site.slug, "slug": "the-thao", "name": "Thể thao",
             "menu_title": None, "parent": "tin-tuc", "order": 2, "articles": 1},
        ],
        "next": None,
        "total": 2,
    }  # fmt: skip


def test_counts_follow_what_is_live(reader, site) -> None:
    category = make_category(site, "Tin tức")
    kept = make_article(site, "Còn", category=str(category.id))
    gone = make_article(site, "Gỡ", category=str(category.id))
    make_article(site, "Nháp", category=str(category.id), published=False)
    address = f"/v1/categories?site={site.slug}&fields=articles"

    before = read(reader, address)["items"]
    commands.withdraw(gone, OPERATOR, at(1), Withdrawal("other"))
    after = read(reader, address)["items"]

    assert (before, after) == ([{"articles": 2}], [{"articles": 1}])
    assert kept.is_visible


def test_they_stand_in_their_order_and_then_by_the_alphabet(reader, site) -> None:
    for name, order in (("Ẩm thực", 2), ("Áo dài", 2), ("Ăn uống", 2), ("Đầu", 1), ("Cuối", 9)):
        make_category(site, name, order=order)

    items = read(reader, f"/v1/categories?site={site.slug}")["items"]

    assert [each["name"] for each in items] == ["Đầu", "Áo dài", "Ăn uống", "Ẩm thực", "Cuối"]


def test_the_same_slug_counts_apart_in_each_commune(reader, site) -> None:
    other = make_site(f"{site.slug}-ban")
    here, there = make_category(site, "Tin tức"), make_category(other, "Tin tức")
    make_article(site, "Một", category=str(here.id))
    for title in ("Hai", "Ba"):
        make_article(other, title, category=str(there.id))

    counts = [
        read(reader, f"/v1/categories?site={slug}&fields=slug,articles")["items"]
        for slug in (site.slug, other.slug)
    ]

    assert counts == [[{"slug": "tin-tuc", "articles": 1}], [{"slug": "tin-tuc", "articles": 2}]]


def test_pages_make_up_the_list(reader, site) -> None:
    for number in range(5):
        make_category(site, f"Mục {number}")
    address: str | None = f"/v1/categories?site={site.slug}&limit=2"
    names: list[str] = []

    while address:
        page = read(reader, address)
        names += [each["name"] for each in page["items"]]
        address = page["next"]

    assert names == [f"Mục {number}" for number in range(5)]


def test_a_category_without_articles_counts_none(reader, site) -> None:
    make_category(site, "Trống")

    assert read(reader, f"/v1/categories?site={site.slug}&fields=articles")["items"] == [
        {"articles": 0}
    ]
