"""Links to previews of a week over HTTP."""

from typing import Any
from uuid import UUID

from flask import Response

from api.calendar.commands import SiteWeek, entries, site_week
from api.calendar.schemas import WeekSiteQuerySchema
from api.http.authoring import Blueprint, actor, answer, no_content
from api.previews import commands, queries, schemas
from api.previews.queries import Subject
from api.publishing.access.placing import site_asked
from api.publishing.queries import get_document
from api.runtime import clock

LINKS = "/authoring/v1/calendar/weeks/<week:week>/preview-links"

blp = Blueprint("calendar_week_previews", __name__, description="Previews of a week.")


@blp.post(LINKS)
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.arguments(schemas.NewWeekPreviewSchema, required=False)
@blp.response(201, schemas.MadeWeekPreviewLinkSchema)
@blp.alt_response(404, response="NOT_FOUND")
def create_calendar_week_preview_link(
    query: dict[str, Any], said: dict[str, Any], week: str
) -> Response:
    """Make a link by which somebody sees the week as it is planned now, for at most 72 hours.

    It shows the entries that its maker sees. Its address is shown now and never again.
    """
    where = _asked(query, week)
    shown = [entry.head for entry in entries(where, actor())]
    by = actor(), clock.now()
    link, secret = commands.create(_subject(where), shown, said["hours"] or schemas.USUAL_HOURS, by)
    facts = {**link.__data__, "url": queries.address(secret)}
    return answer(facts, schemas.MadeWeekPreviewLinkSchema, status=201)


@blp.get(LINKS)
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.response(200, schemas.WeekPreviewLinkListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_calendar_week_preview_links(query: dict[str, Any], week: str) -> Response:
    """List the links to a week that are not over, newest first.

    Nobody can read their addresses again.
    """
    links = queries.links(_subject(_asked(query, week)), clock.now())
    items = [link.__data__ for link in links]
    return answer({"items": items}, schemas.WeekPreviewLinkListSchema)


@blp.delete(f"{LINKS}/<uuid:link_id>")
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.response(204)
@blp.alt_response(404, response="NOT_FOUND")
def revoke_calendar_week_preview_link(query: dict[str, Any], week: str, link_id: UUID) -> Response:
    """Revoke a link to a week.

    From now on it leads nowhere.
    """
    commands.revoke(_subject(_asked(query, week)), link_id, (actor(), clock.now()))
    return no_content()


def _asked(query: dict[str, Any], week: str) -> SiteWeek:
    return site_week(site_asked(query["site"], actor()), week)


def _subject(where: SiteWeek) -> Subject:
    return Subject(get_document(where.site), where.week.name)
