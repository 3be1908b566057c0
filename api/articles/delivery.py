"""Articles over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.articles import queries
from api.articles.queries import Asked
from api.articles.schemas import (
    ArticleListQuerySchema,
    ArticleListSchema,
    ArticleQuerySchema,
    ArticleSchema,
    MostReadQuerySchema,
    MostReadSchema,
    RelatedQuerySchema,
    TagListQuerySchema,
    TagListSchema,
)
from api.http import representation
from api.http.pagination import Page
from api.http.smorest import Blueprint
from api.runtime.clock import now
from api.runtime.jsons import dumps
from api.sites import queries as sites
from api.sites.answers import Answers
from api.views.queries import counted, since

blp = Blueprint("articles", __name__, description="News.")
_answers = Answers(queries.live, "articles", counted)


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
    return _answers.listing(queries.page(query, site), query, site)


@blp.get("/v1/articles/<uuid:article_id>")
@blp.arguments(ArticleQuerySchema, location="query")
@blp.response(200, ArticleSchema)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_article(query: dict[str, Any], article_id: UUID) -> Response:
    """Read one live article; 410 with the reason for one that was withdrawn.

    With its body in the format that is asked for, its images, files and corrections.
    """
    return _answers.item(query, article_id)


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
    return _answers.item_at(query, site, slug)


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
    return _answers.listing(Page(rows, None, None), query, article.site)


@blp.get("/v1/articles/most-read")
@blp.doc(tags=["views"])
@blp.arguments(MostReadQuerySchema, location="query")
@blp.response(200, MostReadSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_most_read_articles(query: dict[str, Any]) -> Response:
    """List the articles that were read most in a window, at most ten seconds old.

    `views` of each are those of the window.
    """
    site = None if query["site"] is None else sites.get_reference(query["site"])
    begin = since(query["window"], now())
    most_read = queries.most_read(Asked(site and (site.id, site.slug), begin, query["limit"]))
    body = representation.counted_list(most_read, query["fields"])
    keys = representation.list_keys(["article"], site and site.slug)
    head = b'{"window":%s,"items":' % dumps(query["window"])
    return representation.answer(head + body + b"}", [representation.COUNTS, *keys])


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
