"""Keeps once a day how complete each portal is, and says what has moved since a month ago."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from api.completeness import queries
from api.completeness.models import SiteScore
from api.criteria.catalogue import LATEST
from api.runtime import clock
from api.sites import queries as sites

WEEK = timedelta(days=7)
MONTH = timedelta(days=30)
KEPT = timedelta(days=400)


def keep_one(at: datetime) -> bool:
    """Look at one portal that was not looked at today; whether more of them wait."""
    today = clock.day_of(at)
    done = {score.site for score in SiteScore.select().where(SiteScore.day == today.isoformat())}
    waiting = [site.id for site in sites.references() if site.id not in done]
    if not waiting:
        SiteScore.delete().where(SiteScore.day < (today - KEPT).isoformat()).execute()
        return False
    report = queries.completeness(waiting[0], LATEST, at)
    row = {
        "site": waiting[0],
        "day": today.isoformat(),
        "criteria": LATEST,
        "found": _results(report),
    }
    # Another node may have been quicker.
    SiteScore.insert(**row).on_conflict_ignore().execute()
    return len(waiting) > 1


def moved(site: UUID, report: Mapping[str, Any]) -> dict[str, Any] | None:
    """What has changed since a month ago, or since the first day that was kept; None before."""
    today = clock.day_of(report["at"])
    before = _before(site, report["criteria"], today)
    if before is None:
        return None
    then, now = before.found["results"], _results(report)["results"]
    names = [name for name in now if name in then]
    return {
        "day": before.day,
        "score": before.found["score"],
        "gained": [name for name in names if (then[name], now[name]) == ("missing", "met")],
        "lost": [name for name in names if (then[name], now[name]) == ("met", "missing")],
    }


def latest(at: datetime) -> dict[UUID, SiteScore]:
    """The newest day of each portal, of the last week."""
    since = (clock.day_of(at) - WEEK).isoformat()
    rows = SiteScore.select().where(SiteScore.day >= since).order_by(SiteScore.day)
    return {score.site: score for score in rows}


def _before(site: UUID, criteria: str, today: date) -> SiteScore | None:
    same = (SiteScore.site == site) & (SiteScore.criteria == criteria)
    rows = SiteScore.select().where(same & (SiteScore.day < today.isoformat()))
    month_ago = (today - MONTH).isoformat()
    newest_before = rows.where(SiteScore.day <= month_ago).order_by(SiteScore.day.desc())
    score: SiteScore | None = newest_before.first() or rows.order_by(SiteScore.day).first()
    return score


def _results(report: Mapping[str, Any]) -> dict[str, Any]:
    results = {verdict["id"]: verdict["result"] for verdict in report["verdicts"]}
    return {"score": report["score"], "results": results}
