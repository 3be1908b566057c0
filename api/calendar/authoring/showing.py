"""A week as those see it who plan it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

import orjson

from api.calendar import commands, marks, queries
from api.calendar.commands import SiteWeek, Skipped
from api.calendar.queries import Planned
from api.publishing import queries as publishing
from api.publishing.access import people
from api.publishing.checks import gates
from api.publishing.content_type import Publication
from api.publishing.workflow import Actor


def planned(where: SiteWeek, actor: Actor, at: datetime) -> tuple[dict[str, Any], str]:
    """The week by `schemas.PlannedWeekSchema`, and the tag that guards it."""
    found = commands.entries(where, actor)
    was_public = queries.was_public(where.site, where.week)
    names = people.named(
        [who for each in found for who in (each.document.author, each.head.author)]
    )
    bare = queries.week_of_entries(where.week, publishing.site_slug(where.site), [])
    shown = [
        {
            **_entry(each, names, at),
            "goes_out_as": marks.marked(each.content, each.live, was_public=was_public),
        }
        for each in commands.in_order(found)
    ]
    facts = {**orjson.loads(bare), "was_public": was_public, "entries": shown}
    return facts, commands.tag_of(found)


def skipped(each: Skipped) -> dict[str, Any]:
    """What was not copied, by `schemas.SkippedEntrySchema`."""
    told = {"title": each.content["title"], "date": each.content["date"]}
    return {**told, "id": each.id, "reason": each.reason, "holiday": each.holiday}


def _entry(each: Planned, names: Any, at: datetime) -> dict[str, Any]:
    document = each.document
    publication = Publication(document, each.content, at)
    return {
        "id": document.id,
        "version": document.version,
        "public": document.public,
        "stage": document.stage,
        "author": names[document.author],
        "saved_by": names[each.head.author],
        "saved_at": document.saved_at,
        "content": each.content,
        "is_pending": each.is_pending,
        "findings": map(asdict, gates.findings_of(publication) if each.is_pending else ()),
    }
