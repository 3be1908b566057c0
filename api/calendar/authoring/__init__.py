"""The calendar by the week over HTTP: a set of drafts that is written and published as a unit."""

from typing import Any

from flask import Response

from api.calendar import commands
from api.calendar.authoring import schemas, showing
from api.calendar.authoring.sources import source_week
from api.calendar.commands import New, SiteWeek, site_week
from api.calendar.schemas import WeekSiteQuerySchema
from api.http.authoring import Blueprint, actor, answer, require_code
from api.http.openapi import ETAG
from api.http.writes.guarded import IF_MATCH_SET, guarded_set
from api.http.writes.once import once, takes_key
from api.publishing.access.placing import site_asked
from api.runtime import clock

ONE = "/authoring/v1/calendar/weeks/<week:week>"

blp = Blueprint("calendar_weeks", __name__, description="The calendar by the week.")


@blp.get(ONE)
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.response(200, schemas.PlannedWeekSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
def get_planned_week(query: dict[str, Any], week: str) -> Response:
    """Read a week as it is planned.

    Its ETag, made of its entries' versions, is what a write must send back in If-Match.
    """
    return _shown(_asked(query, week))


@blp.put(ONE)
@guarded_set
@blp.doc(parameters=[IF_MATCH_SET])
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.arguments(schemas.WeekEntriesSchema)
@blp.response(200, schemas.PlannedWeekSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(409, response="CONFLICT")
@blp.alt_response(412, response="PRECONDITION_FAILED")
@blp.alt_response(428, response="PRECONDITION_REQUIRED")
def put_planned_week(query: dict[str, Any], said: dict[str, Any], week: str, tag: str) -> Response:
    """Write the whole week as a set of drafts.

    One that is left out is cancelled if it was public, else put into the trash.
    """
    where = _asked(query, week)
    new = [New(entry["id"], entry["content"]) for entry in said["entries"]]
    commands.plan(where, new, tag, (actor(), clock.now()))
    return _shown(where)


@blp.post(f"{ONE}/copy")
@once
@takes_key(blp)
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.arguments(schemas.CopySchema)
@blp.response(201, schemas.CopiedWeekSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
def copy_week(query: dict[str, Any], said: dict[str, Any], week: str) -> Response:
    """Draft the entries of another week in this one, weekday by weekday.

    What falls on a holiday, does not take place or is there already is skipped, and told.
    """
    where = _asked(query, week)
    skipped = commands.copy(where, source_week(said["from"]), (actor(), clock.now()))
    return _shown(where, {"skipped": map(showing.skipped, skipped)})


@blp.put(f"{ONE}/publication")
@guarded_set
@blp.doc(parameters=[IF_MATCH_SET])
@blp.arguments(WeekSiteQuerySchema, location="query")
@blp.arguments(schemas.WeekPublicationSchema, required=False)
@blp.response(200, schemas.PlannedWeekSchema, headers=ETAG)
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(409, response="CONFLICT")
@blp.alt_response(412, response="PRECONDITION_FAILED")
@blp.alt_response(428, response="PRECONDITION_REQUIRED")
def publish_week(query: dict[str, Any], said: dict[str, Any], week: str, tag: str) -> Response:
    """Publish the week as a unit.

    One entry refused refuses all, and each is named. What readers have seen is marked.
    """
    where = _asked(query, week)
    require_code()
    how = said["marks"], frozenset(said["acknowledged"])
    commands.publish(where, tag, how, (actor(), clock.now()))
    return _shown(where)


def _asked(query: dict[str, Any], week: str) -> SiteWeek:
    return site_week(site_asked(query["site"], actor()), week)


def _shown(where: SiteWeek, copied: dict[str, Any] | None = None) -> Response:
    facts, tag = showing.planned(where, actor(), clock.now())
    if copied is None:
        response = answer(facts, schemas.PlannedWeekSchema)
    else:
        response = answer({**facts, **copied}, schemas.CopiedWeekSchema, status=201)
    response.headers["ETag"] = f'"w{tag}"'
    return response
