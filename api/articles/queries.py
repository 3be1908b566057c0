"""Reading live articles. The SQL is ours and short; what a client gives travels as parameters."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.articles.errors import ArticleNotFound, ArticleWithdrawn
from api.db.databases import execute
from api.db.fields import stored_bytes, stored_id, stored_time
from api.db.statements import Condition, Filters, Select, chosen, one_of
from api.http.pagination import Listing, Page, fetch, of_site
from api.publishing.live.tables import LiveObject, LiveTable, times
from api.text import slugs
from api.views.queries import Viewed, most_viewed

# So many candidates for each place, because what was withdrawn since keeps its count.
_SPARE = 4

live = LiveTable("article", "article", ArticleNotFound, ArticleWithdrawn)
"""Live articles by id and by address."""


def page(query: Mapping[str, Any], site: str | None) -> Page:
    """The articles that `query` asks for: rows of (id, summary)."""
    where = [*_filters(query, site), *chosen(_FILTERS, query)]
    terms = [*_terms(query)]
    order, descending = _ORDERS[query["sort"]]
    source = '"article" AS a'
    if terms and query["sort"] != "title":
        # The first term leads: its rows lie in the index in the order that is asked for.
        kind, term = terms.pop(0)
        source = '"article_term" AS t JOIN "article" AS a ON a."id" = t."article"'
        where = [*_leading(kind, term, site), *where]
        order = tuple(_TERM_COLUMNS[column] for column in order)
    where += [Condition(_UNDER, pair) for pair in terms]
    listing = Listing(
        columns='a."id", a."summary"',
        source=source,
        where=tuple(where),
        order=order,
        descending=descending,
    )
    return fetch(listing, query, "/v1/articles")


_BY_TIME = ('a."published_at"', 'a."id"')
_TERM_COLUMNS = {'a."published_at"': 't."published_at"', 'a."id"': 't."article"'}
_ORDERS: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "-published_at": (_BY_TIME, True),
    "published_at": (_BY_TIME, False),
    "title": (('a."sort_key"', 'a."id"'), False),
}
_UNDER = (
    'EXISTS (SELECT 1 FROM "article_term" AS u'
    ' WHERE u."kind" = ? AND u."term" = ? AND u."article" = a."id")'
)


def _filters(query: Mapping[str, Any], site: str | None) -> Iterable[Condition]:
    if site is not None:
        # Beside ids no index of the site is meant: SQLite would look at all that this has.
        column = 'a."site_slug"' if query["ids"] is None else 'CAST(a."site_slug" AS TEXT)'
        yield Condition(f"{column} = ?", (site,))
    if query["ids"] is not None:
        yield one_of('a."id"', [stored_id(article_id) for article_id in query["ids"]])


_FILTERS: Filters = {"featured": ('a."featured" = ?', bool), **times("a.")}


def _terms(query: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    if query["tag"] is not None:
        yield "tag", slugs.slugify(query["tag"]) or query["tag"]
    if query["author"] is not None:
        yield "author", query["author"].casefold()
    if query["category"] is not None:
        yield "category", query["category"]


def _leading(kind: str, term: str, site: str | None) -> Iterable[Condition]:
    yield Condition('t."kind" = ?', (kind,))
    if site is not None:
        yield Condition('t."site_slug" = ?', (site,))
    yield Condition('t."term" = ?', (term,))


def related(article: LiveObject, limit: int) -> list[tuple[UUID, bytes]]:
    """Live articles of the same site: those that share most terms first, then the newest."""
    under = execute(_TERMS_OF, (stored_id(article.id),)).fetchall()
    terms = [pair for pair in under if pair[0] in _SHARED]
    if not terms:
        return []
    sql = _RELATED.replace("{candidates}", " UNION ALL ".join([_NEWEST_OF_TERM] * len(terms)))
    params = [value for kind, term in terms for value in (kind, article.site, term)]
    return _pairs(execute(sql, (*params, stored_id(article.id), limit)).fetchall())


_SHARED = ("category", "tag")
# Asked for these kinds alone, SQLite would look at all articles under them.
_TERMS_OF = 'SELECT "kind", "term" FROM "article_term" WHERE "article" = ?'
# Only what is chosen is read: the order of the others is in the index.
_RELATED = (
    'SELECT a."id", a."summary" FROM ('
    'SELECT "article", "published_at", COUNT(*) AS shared FROM ({candidates}) AS c'
    ' WHERE "article" <> ? GROUP BY "article", "published_at"'
    ' ORDER BY shared DESC, "published_at" DESC, "article" DESC LIMIT ?'
    ') AS s JOIN "article" AS a ON a."id" = s."article"'
    ' ORDER BY s.shared DESC, s."published_at" DESC, s."article" DESC'
)
# The newest of each term are enough to choose from, however many articles stand under it.
_NEWEST_OF_TERM = (
    'SELECT * FROM (SELECT "article", "published_at" FROM "article_term"'
    ' WHERE "kind" = ? AND "site_slug" = ? AND "term" = ?'
    ' ORDER BY "published_at" DESC, "article" DESC LIMIT 120) AS t'
)


def newest(site: str, limit: int) -> list[tuple[UUID, bytes]]:
    """The newest live articles of a site: (id, summary)."""
    return _pairs(execute(_NEWEST.format(also=""), (site, limit)).fetchall())


def foremost(site: str, limit: int, since: datetime) -> list[tuple[UUID, bytes]]:
    """What leads: what is pinned, then what is featured and public since then; newest first."""
    pinned = execute(_PINNED, (site, True, limit)).fetchall()
    featured = execute(_FEATURED, (site, True, False, stored_time(since), limit)).fetchall()
    return _pairs([*pinned, *featured][:limit])


def _pairs(rows: Iterable[tuple[Any, Any]]) -> list[tuple[UUID, bytes]]:
    return [(UUID(str(id_)), stored_bytes(summary)) for id_, summary in rows]


_NEWEST = (
    'SELECT "id", "summary" FROM "article" WHERE "site_slug" = ?{also}'
    ' ORDER BY "published_at" DESC, "id" DESC LIMIT ?'
)
_PINNED = _NEWEST.format(also=' AND "pinned" = ?')
_FEATURED = _NEWEST.format(also=' AND "featured" = ? AND "pinned" = ? AND "published_at" > ?')


def summaries(ids: Sequence[UUID], site: str | None) -> dict[UUID, bytes]:
    """The summaries of those of `ids` that are live articles, of a site or of any."""
    if not ids:
        return {}
    named = one_of('"id"', [stored_id(article_id) for article_id in ids])
    # Asked for the site too, SQLite would look at all that this has.
    rows = Select('"id", "summary", "site_slug"', '"article"', (named,)).rows()
    return dict(_pairs((id_, summary) for id_, summary, of in rows if site in (None, of)))


class Read(NamedTuple):
    """A live article with its views in a window."""

    id: UUID
    summary: bytes
    views: int


class Asked(NamedTuple):
    """Of which site (None: of all), since which hour (None: ever), and how many."""

    site: tuple[UUID, str] | None
    since: int | None
    limit: int


def most_read(asked: Asked) -> list[Read]:
    """The live articles that were read most, one of them for each place as long as there are."""
    site, slug = asked.site or (None, None)
    of, size, skipped = Viewed("article", site, asked.since), asked.limit * _SPARE, 0
    reads: list[Read] = []
    while len(reads) < asked.limit:
        views = most_viewed(of, size, skipped)
        live = summaries(list(views), slug)
        reads += [Read(item, live[item], views[item]) for item in views if item in live]
        if len(views) < size:
            break
        skipped += size
    return reads[: asked.limit]


def count_by_category(categories: Sequence[tuple[str, str]]) -> dict[tuple[str, str], int]:
    """How many live articles stand under each (site, category slug)."""
    if not categories:
        return {}
    named = ", ".join(["(?, ?)"] * len(categories))
    sql = _UNDER_EACH.replace("{named}", named)
    rows = execute(sql, tuple(part for pair in categories for part in pair)).fetchall()
    return {(site, slug): count for site, slug, count in rows}


# Each is a walk along its part of the index; grouped, SQLite would walk along all of it.
_UNDER_EACH = (
    'SELECT column1, column2, (SELECT COUNT(*) FROM "article_term" WHERE "kind" = \'category\''
    ' AND "site_slug" = column1 AND "term" = column2) FROM (VALUES {named}) AS named'
)


def tags(query: Mapping[str, Any], site: str | None) -> Page:
    """Tags with their counts: rows of (site, slug, name, count)."""
    listing = Listing(
        columns='"site_slug", "term", MIN("label"), COUNT(*)',
        source='"article_term"',
        where=(Condition('"kind" = ?', ("tag",)), *of_site(site)),
        order=('"site_slug"', '"term"'),
        group_by=' GROUP BY "site_slug", "term"',
    )
    return fetch(listing, query, "/v1/tags")
