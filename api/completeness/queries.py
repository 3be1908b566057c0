"""Looks at everything that is public of a site, as a reader of its API would see it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from api.completeness.links import Links
from api.criteria.catalogue import criteria
from api.criteria.gaps import BROKEN, Gap
from api.criteria.verdicts import Examination
from api.publishing.content_type import ContentType, content_type, content_types
from api.runtime import clock
from api.runtime.config import api_url
from api.runtime.jsons import loads_stored

MOST_DOCUMENTS = 2_000
"""Of each type, the newest; the report says how many there are."""
MOST_GAPS = 500
Shown = Mapping[str, Any]


@dataclass
class Gaps:
    """What the types themselves miss."""

    at: datetime
    items: list[dict[str, Any]] = field(default_factory=list)
    more: int = 0

    def see(self, handled: ContentType, shown: Shown) -> None:
        """Ask the type what an object lacks."""
        for gap in handled.gaps(shown, self.at):
            self.add(handled, shown, gap)

    def add(self, handled: ContentType, shown: Shown, gap: Gap) -> None:
        """Tell of one, or count it."""
        if len(self.items) < MOST_GAPS:
            self.items.append(_gap(handled, shown, gap))
        else:
            self.more += 1


def completeness(site: UUID, name: str, at: datetime) -> dict[str, Any]:
    """What a live site lacks, by `schemas.CompletenessSchema` without its `site`."""
    examination, gaps = Examination(criteria(name, clock.day_of(at)), at, address), Gaps(at)
    counts, links = [], Links(site)
    for handled in content_types():
        looked_at = 0
        for shown in _live(handled, site):
            examination.see(handled.name, shown)
            gaps.see(handled, shown)
            links.see(handled, shown)
            looked_at += 1
        counts.append(_count(handled, site, looked_at))
    for link in links.broken():
        gaps.add(link.handled, link.shown, Gap(BROKEN, "/body_html", link.address))
    return {
        "at": at, "criteria": name, "score": examination.score(),
        "verdicts": examination.verdicts(), "gaps": gaps.items, "more_gaps": gaps.more,
        "looked_at": counts,
    }  # fmt: skip


def address(type_name: str, shown: Shown, pointer: str) -> str:
    """Where an editor changes a member: the document, and the field in it."""
    document = f"/{shown['id']}#{field_of(pointer)}" if "id" in shown else ""
    return api_url(f"/authoring/v1/{content_type(type_name).collection}{document}")


def field_of(pointer: str) -> str:
    """The field of the content from which a public member comes: body images are of the body."""
    return "/body_html" if pointer.startswith("/images/") else pointer


def _live(handled: ContentType, site: UUID) -> Iterator[Shown]:
    model = handled.model
    newest = model.select(model.whole).where(model.site == site).order_by(model.id.desc())
    for (whole,) in newest.limit(MOST_DOCUMENTS).tuples().iterator():
        yield loads_stored(whole)


def _count(handled: ContentType, site: UUID, looked_at: int) -> dict[str, Any]:
    of_site = handled.model.select().where(handled.model.site == site)
    documents = looked_at if looked_at < MOST_DOCUMENTS else of_site.count()
    return {"type": handled.name, "documents": documents, "looked_at": looked_at}


def _gap(handled: ContentType, shown: Shown, gap: Gap) -> dict[str, Any]:
    label = shown.get("title") or shown.get("name") or shown.get("label") or ""
    return {
        "type": handled.name, "id": shown["id"], "label": label, "code": gap.code,
        "pointer": field_of(gap.pointer), "address": address(handled.name, shown, gap.pointer),
        "found": gap.found, "detail": gap.detail, "detail_vi": gap.detail_vi,
    }  # fmt: skip
