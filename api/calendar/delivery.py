"""The leaders' calendar over HTTP."""

from datetime import date, timedelta
from typing import Any

from flask import Response

from api.calendar import ics, queries
from api.calendar.schemas import (
    CalendarFileQuerySchema,
    EntryListQuerySchema,
    EntryListSchema,
    WeekQuerySchema,
    WeekSchema,
)
from api.calendar.weeks import get_week
from api.db.fields import stored_bytes
from api.http import representation
from api.http.smorest import Blueprint
from api.runtime.clock import day_of, now
from api.runtime.errors import InvalidParameter
from api.sites import queries as sites

blp = Blueprint("calendar", __name__, description="The leaders' working calendar.")

MOST_DAYS = 92
USUAL_DAYS = 30
PAST_DAYS = 90


@blp.get("/v1/calendar/entries")
@blp.arguments(EntryListQuerySchema, location="query")
@blp.response(200, EntryListSchema)
@blp.alt_response(404, response="NOT_FOUND")
def list_calendar_entries(query: dict[str, Any]) -> Response:
    """List the entries of a site from day to day, at most 92 days.

    Today and 30 days more unless told otherwise. What was cancelled or moved stays, and says so.
    """
    site = sites.get_only(query["site"]).slug
    page = queries.page(query, site, _days(query))
    keys = representation.list_keys(["calendar_entry"], site)
    rows = [stored_bytes(summary) for (summary,) in page.rows]
    return representation.listing(page, rows, keys, fields=query["fields"])


@blp.get("/v1/calendar/weeks/<week:week>")
@blp.arguments(WeekQuerySchema, location="query")
@blp.response(200, WeekSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_calendar_week(query: dict[str, Any], week: str) -> Response:
    """Read an ISO week (`2026-W07`): seven days, each with its entries.

    With holidays, lunar dates, and the weeks before and after.
    """
    site = sites.get_only(query["site"]).slug
    keys = representation.list_keys(["calendar_entry"], site)
    return representation.answer(queries.week_json(get_week(week), site, query["official"]), keys)


@blp.get("/v1/calendar.ics")
@blp.arguments(CalendarFileQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type="text/calendar")
@blp.alt_response(404, response="NOT_FOUND")
def get_calendar_ics(query: dict[str, Any]) -> Response:
    """Subscribe to the calendar of a site or of one official: from 90 days ago on, RFC 5545.

    Unknown parameters are ignored, since calendars add their own.
    """
    site = sites.get_only(query["site"])
    body = ics.calendar(site, queries.since(site.slug, _past(), query["official"]))
    keys = representation.list_keys(["calendar_entry"], site.slug)
    return representation.answer(body, keys, content_type="text/calendar; charset=utf-8")


def _past() -> date:
    return day_of(now()) - timedelta(days=PAST_DAYS)


def _days(query: dict[str, Any]) -> tuple[date, date]:
    first = date.fromisoformat(query["from"]) if query["from"] else day_of(now())
    usual = min(timedelta(USUAL_DAYS), date.max - first)
    last = date.fromisoformat(query["to"]) if query["to"] else first + usual
    if not 0 <= (last - first).days < MOST_DAYS:
        raise InvalidParameter.of(
            "to",
            f"Must be from 0 to {MOST_DAYS - 1} days after from.",
            f"Phải sau “from” từ 0 đến {MOST_DAYS - 1} ngày.",
        )
    return first, last
