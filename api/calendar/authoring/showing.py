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
    entries = commands.entries(where, actor)
    was_public = queries.was_public(where.site, where.week)
    names = people.named(
        [who for entry in entries for who in (entry.document.author, entry.head.author)]
    )
    bare = queries.week_of_entries(where.week, publishing.site_slug(where.site), [])
    shown = [
        {
            **_entry(entry, names, at),
            "goes_out_as": marks.marked(entry.content, entry.live, was_public=was_public),
        }
        for entry in commands.in_order(entries)
    ]
    facts = {**orjson.loads(bare), "was_public": was_public, "entries": shown}
    return facts, commands.tag_of(entries)


def skipped(entry: Skipped) -> dict[str, Any]:
    """What was not copied, by `schemas.SkippedEntrySchema`."""
    shown = {"title": entry.content["title"], "date": entry.content["date"]}
    return {**shown, "id": entry.id, "reason": entry.reason, "holiday": entry.holiday}


def _entry(entry: Planned, names: Any, at: datetime) -> dict[str, Any]:
    document = entry.document
    publication = Publication(document, entry.content, at)
    return {
        "id": document.id,
        "version": document.version,
        "public": document.public,
        "stage": document.stage,
        "author": names[document.author],
        "saved_by": names[entry.head.author],
        "saved_at": document.saved_at,
        "content": entry.content,
        "is_pending": entry.is_pending,
        "findings": map(asdict, gates.findings_of(publication) if entry.is_pending else ()),
    }
