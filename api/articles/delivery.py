"""Articles over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.articles import queries
from api.articles.errors import ArticleNotFound
from api.articles.schemas import (
    ArticleListQuerySchema,
    ArticleListSchema,
    ArticleQuerySchema,
    ArticleSchema,
    RelatedQuerySchema,
    TagListQuerySchema,
    TagListSchema,
)
from api.http import representation
from api.http.pagination import Page
from api.http.smorest import Blueprint
from api.publishing.live.bodies import in_format
from api.publishing.live.tables import LiveObject
from api.runtime.jsons import dumps
from api.sites import queries as sites
from api.views import queries as viewcounts

blp = Blueprint("articles", __name__, description="News.")


@blp.get("/v1/articles")
@blp.arguments(ArticleListQuerySchema, location="query")
@blp.response(200, ArticleListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_articles(query: dict[str, Any]) -> Response:
    """List live articles, the newest first unless told otherwise.

    Filters are joined by "and"; one that names nothing finds nothing. `next` leads to the following
    page and stays right while articles come and go.
    """
    site = sites.slug_of(query["site"])
    page = queries.page(query, site)
    return _summaries(page, site, query["fields"])


@blp.get("/v1/articles/<uuid:article_id>")
@blp.arguments(ArticleQuerySchema, location="query")
@blp.response(200, ArticleSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_article(query: dict[str, Any], article_id: UUID) -> Response:
    """Read one live article; 410 with the reason for one that was withdrawn.

    With its body in the format that is asked for, its images, files and corrections.
    """
    return _whole(queries.live.get(article_id), query)


@blp.get("/v1/sites/<slug:site>/articles/<slug:slug>")
@blp.arguments(ArticleQuerySchema, location="query")
@blp.response(200, ArticleSchema)
@blp.moves()
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_article_by_slug(query: dict[str, Any], site: str, slug: str) -> Response:
    """Read one live article by its slug; 301 for an old slug.

    The same as by its id. A slug is reserved for good, so a withdrawn article answers 410 here too.
    """
    try:
        return _whole(queries.live.get_by_slug(site, slug), query)
    except ArticleNotFound:
        return _at_last(sites.present(queries.live, site, slug), query)


@blp.get("/v1/articles/<uuid:article_id>/related")
@blp.arguments(RelatedQuerySchema, location="query")
@blp.response(200, ArticleListSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def list_related_articles(query: dict[str, Any], article_id: UUID) -> Response:
    """List articles that share category and tags with this one: most shared first, then newest.

    One page; there is no `next`.
    """
    article = queries.live.get(article_id)
    rows: list[tuple[Any, ...]] = [*queries.related(article, query["limit"])]
    return _summaries(Page(rows, None, None), article.site, query["fields"])


@blp.get("/v1/tags")
@blp.arguments(TagListQuerySchema, location="query")
@blp.response(200, TagListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_tags(query: dict[str, Any]) -> Response:
    """List the tags of live articles with their counts.

    A tag is there for as long as a live article has it.
    """
    site = sites.slug_of(query["site"])
    page = queries.tags(query, site)
    rows = [dumps(dict(zip(_TAG, row, strict=True))) for row in page.rows]
    keys = representation.list_keys(["article"], site)
    return representation.listing(page, rows, keys, fields=query["fields"])


_TAG = ("site", "slug", "name", "articles")


def _whole(article: LiveObject, query: dict[str, Any]) -> Response:
    (views,) = viewcounts.counted([article.id])
    keys = representation.item_keys(article.id, article.site)
    return representation.item(in_format(article.whole, query["body"]), query, keys, views)


def _summaries(page: Page, site: str | None, fields: tuple[str, ...] | None) -> Response:
    rows = [bytes(summary) for _, summary in page.rows]
    views = viewcounts.counted([UUID(str(id_)) for id_, _ in page.rows])
    keys = representation.list_keys(["article"], site)
    return representation.listing(page, rows, keys, views=views, fields=fields)


def _at_last(at: sites.Present, query: dict[str, Any]) -> Response:
    """What is said of an address where no live row stands."""
    if at.is_here:
        return _whole(queries.live.get(at.id), query)
    keys = representation.item_keys(at.id, at.site)
    return representation.moved(f"/v1/sites/{at.site}/articles/{at.slug}", keys)
