"""The bytes that delivery sends are what the delivery schema makes of the same content today."""

import pytest

from api.articles import content as articles
from api.articles.models import Article
from api.articles.schemas import ArticleStoredSchema, ArticleSummarySchema
from api.categories.models import Category
from api.categories.schemas import CategorySchema
from api.publishing import editions, queries
from api.publishing.content_type import Publication, content_type
from api.publishing.models import Document, LiveRow
from api.runtime.jsons import dumps, loads
from api.sites import content as sites
from api.sites.models import Site
from api.sites.schemas import SiteSchema
from tests.factories import NOON, make_article, make_category, make_site

BODY = "<p>Sáng 11/7, <strong>cầu Yên Hòa</strong> thông xe.</p><ul><li>Dài 47,5 m</li></ul>"


@pytest.fixture
def live(database: str) -> dict[str, Document]:
    """One live document of each type, filled."""
    site = make_site(province="Đắk Lắk", phone="0258 3123 456", languages=["vi", "en"])
    parent = make_category(site, "Tin tức")
    category = make_category(site, "Giao thông", parent=str(parent.id), order=2)
    article = make_article(
        site,
        category=str(category.id),
        lead="Cầu mới nối hai thôn.",
        body_html=BODY,
        tags=["cầu đường", "Yên Hòa"],
        byline="Nguyễn Thị Hạnh",
        source={"name": "Báo xã", "url": "https://example.vn/cau"},
    )
    return {"site": site, "category": category, "article": article}


@pytest.mark.parametrize("name", ["site", "category", "article"])
def test_rendering_today_gives_the_bytes_that_are_kept(
    live: dict[str, Document], name: str
) -> None:
    document = queries.get_document(live[name].id)
    handled = content_type(name)
    words = editions.content(document, editions.live(document))

    now: LiveRow = handled.row(Publication(document, words, NOON))

    assert now.__data__ == handled.model.get_by_id(document.id).__data__


def test_the_bytes_of_an_article_are_a_fresh_dump(live: dict[str, Document]) -> None:
    document = queries.get_document(live["article"].id)
    words = editions.content(document, editions.live(document))
    row = Article.get_by_id(document.id)

    assert row.whole == dumps(articles.rendered(document, words))
    assert loads(row.whole).keys() == ArticleStoredSchema().fields.keys()
    assert loads(row.summary).keys() == ArticleSummarySchema().fields.keys()
    assert loads(row.whole) | loads(row.summary) == loads(row.whole)


def test_the_bytes_of_a_site_and_a_category_are_a_fresh_dump(live: dict[str, Document]) -> None:
    site = queries.get_document(live["site"].id)
    words = editions.content(site, editions.live(site))

    assert Site.get_by_id(site.id).whole == dumps(sites.rendered(site, words))
    assert loads(Site.get_by_id(site.id).whole).keys() == SiteSchema().fields.keys()
    category = loads(Category.get_by_id(live["category"].id).whole)
    assert category == CategorySchema().dump(category)
