"""Figures that a commune reports upward and pays its writers by."""

from typing import Any

from flask import Response

from api.db.fields import stored_id
from api.db.statements import ALWAYS, Condition, one_of
from api.http.authoring import Blueprint, actor, answer
from api.publishing.access.placing import site_asked
from api.publishing.access.sight import seen_by
from api.publishing.content_type import content_types
from api.publishing.models import Role
from api.runtime import clock
from api.statistics import figures, queries, schemas
from api.statistics.period import Period, period_of
from api.text.spreadsheets import as_csv
from api.views import queries as views

ROOT = "/authoring/v1/statistics"
MOST_READ = 100
CSV = "text/csv; charset=utf-8"
_ALSO_CSV = {200: {"content": {"text/csv": {"schema": {"type": "string"}}}}}

blp = Blueprint("statistics", __name__, description="Figures for reports.")


@blp.get(f"{ROOT}/views")
@blp.arguments(schemas.ViewsQuerySchema, location="query")
@blp.response(200, schemas.ViewsStatisticsSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_views_statistics(query: dict[str, Any]) -> Response:
    """Count how often the sites within reach were read, day by day.

    Those are the sites on which one has a role. At most 366 days; the last 30 unless told.
    """
    period, of = period_of(query, clock.now()), _of_views(query)
    most_read = queries.most_read(period, of, MOST_READ)
    shown = figures.of_views(period, queries.read(period, of), most_read)
    return answer({**_days(period), **shown}, schemas.ViewsStatisticsSchema)


@blp.get(f"{ROOT}/published")
@blp.arguments(schemas.PublishedQuerySchema, location="query")
@blp.doc(responses=_ALSO_CSV)
@blp.response(200, schemas.PublishedStatisticsSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_published_statistics(query: dict[str, Any]) -> Response:
    """Count what was published in a period, by type, author, byline and category, with its views.

    Authors see what they began, editors and up all of their sites. `format=csv` names each
    document. At most 366 days; the last 30 unless told.
    """
    period = period_of(query, clock.now())
    documents = queries.published(period, _of_documents(query))
    if query["format"] == "csv":
        return _sheet(as_csv(figures.table(documents)), period)
    facts = {**_days(period), **figures.of_published(documents)}
    return answer(facts, schemas.PublishedStatisticsSchema)


@blp.get(f"{ROOT}/ratings")
@blp.arguments(schemas.RatingsQuerySchema, location="query")
@blp.response(200, schemas.RatingsStatisticsSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_ratings_statistics(query: dict[str, Any]) -> Response:
    """Count the votes of readers on each item of the sites within reach.

    Those found useful by the fewest come first. Nobody else is told.
    """
    of = [*_site(query["site"], '"site"'), _within_reach()]
    items = figures.of_ratings(views.verdicts(of), with_reasons=query["reasons"])
    return answer({"items": items}, schemas.RatingsStatisticsSchema)


def _days(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


def _sheet(table: bytes, period: Period) -> Response:
    response = Response(table, content_type=CSV)
    name = f"bai-da-dang-{period.first}-{period.last}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _of_views(query: dict[str, Any]) -> list[Condition]:
    return [*_among('"kind"', query["type"]), *_site(query["site"], '"site"'),
            _within_reach()]  # fmt: skip


def _of_documents(query: dict[str, Any]) -> list[Condition]:
    types = query["type"] or [
        content_type.name
        for content_type in content_types()
        if content_type.reviewed and content_type.folder
    ]
    return [*_among('d."type"', types), *_site(query["site"], 'd."site"'),
            seen_by(actor())]  # fmt: skip


def _site(slug: str | None, column: str) -> list[Condition]:
    """That it is of the site that was named, or SiteNotFound for one beyond reach."""
    if slug is None:
        return []
    return [Condition(f"{column} = ?", (stored_id(site_asked(slug, actor())),))]


def _within_reach() -> Condition:
    sites = actor().sites_with(Role.AUTHOR)
    return ALWAYS if sites is None else one_of('"site"', [stored_id(site) for site in sites])


def _among(column: str, values: Any) -> list[Condition]:
    return [one_of(column, values)] if values else []
