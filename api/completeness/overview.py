"""Several portals at a glance: what waits in each, what it lacks, and who was active there last."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from api.completeness import scores
from api.completeness.models import SiteScore
from api.criteria.verdicts import MISSING
from api.db.databases import execute
from api.db.statements import Condition
from api.publishing.access import people
from api.publishing.access.sight import has_role
from api.publishing.models import Document, Role, Stage
from api.publishing.workflow import Actor
from api.sites import queries as sites

_WAITING = (
    'SELECT d."site", SUM(CASE WHEN d."stage" = ? THEN 1 ELSE 0 END),'
    ' SUM(CASE WHEN d."unconfirmed" THEN 1 ELSE 0 END),'
    ' SUM(CASE WHEN d."refusal" IS NULL THEN 0 ELSE 1 END)'
    ' FROM "document" AS d WHERE d."trashed_at" IS NULL AND d."purged_at" IS NULL AND {}'
    ' GROUP BY d."site"'
)
# The newest words of each person on each portal; programs are nobody.
_ACTIVE = (
    'SELECT d."site", e."author", MAX(d."saved_at") FROM "document" AS d'
    ' JOIN "edition" AS e ON e."id" = d."head"'
    ' WHERE e."author" NOT IN (\'operator\', \'system\') AND {} GROUP BY d."site", e."author"'
)


def overview(actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """The portals on which the actor is editor or more, by `schemas.SiteOverviewSchema`."""
    held = actor.sites_with(Role.EDITOR)
    reached = [site for site in sites.references() if held is None or site.id in held]
    waiting, active, latest = _waiting(actor), _active(actor), scores.latest(at)
    names = people.named(author for _, author in active.values())
    return [
        {
            "site": {"slug": site.slug, "name": site.name},
            **waiting.get(site.id, _counts((0, 0, 0))),
            **_score(latest.get(site.id)),
            "active_at": active[site.id][0] if site.id in active else None,
            "active": names[active[site.id][1]] if site.id in active else None,
        }
        for site in reached
    ]


def _waiting(actor: Actor) -> dict[UUID, dict[str, int]]:
    rows = _rows(_WAITING, (Stage.IN_REVIEW,), has_role(actor, Role.EDITOR))
    return {UUID(str(site)): _counts(counts) for site, *counts in rows}


def _counts(counts: Iterable[int]) -> dict[str, int]:
    return dict(zip(("in_review", "unconfirmed", "refused"), counts, strict=True))


def _active(actor: Actor) -> dict[UUID, tuple[datetime, str]]:
    activities: dict[UUID, tuple[datetime, str]] = {}
    moment: Callable[[Any], Any] = Document.saved_at.python_value
    for site, author, saved_at in _rows(_ACTIVE, (), has_role(actor, Role.EDITOR)):
        activity = moment(saved_at), author
        activities[UUID(str(site))] = max(activities.get(UUID(str(site)), activity), activity)
    return activities


def _rows(sql: str, values: tuple[Any, ...], reach: Condition) -> list[tuple[Any, ...]]:
    return list(execute(sql.format(reach.sql), (*values, *reach.params)).fetchall())


def _score(latest: SiteScore | None) -> dict[str, Any]:
    if latest is None:
        return {"score": None, "missing": None, "scored_on": None}
    missing = sum(result == MISSING for result in latest.found["results"].values())
    return {"score": latest.found["score"], "missing": missing, "scored_on": latest.day}
