"""What is right of an installation and what is not, each with the command that mends it.

It reads. Only where it is told to, it makes again what can be made of the rest.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple

from api.operations.examinations import data, surroundings
from api.operations.examinations.verdicts import FIX, Verdict, restoring
from api.runtime.disk.storage_faults import said_of
from api.settings import Settings

Examination = Callable[[Settings, datetime], Verdict]
EXAMINATIONS: dict[str, Examination] = {
    "settings": surroundings.settings,
    "factors": surroundings.factors,
    "disk": surroundings.disk,
    "clock": surroundings.clock,
    "database": data.database,
    "media": data.media,
    "audit": data.audit,
    "editions": data.editions,
    "live_rows": data.live_rows,
    "digest": data.digest,
    "search": data.search,
    "ticker": surroundings.ticker,
    "jobs": data.jobs,
    "backups": surroundings.backups,
    "versions": surroundings.versions,
}
MENDING: dict[str, Callable[[datetime], object]] = {
    "database": data.mend_database,
    "media": data.mend_media,
    "live_rows": data.mend_live_rows,
    "digest": data.mend_digest,
    "search": data.mend_search,
    "jobs": data.mend_jobs,
}
"""What `--fix` does."""


class Check(NamedTuple):
    """One of the things that were looked at.

    `mend` is None where all is well, or where no command of this version helps.
    """

    id: str
    ok: bool
    says: str
    mend: str | None


def examine(settings: Settings, at: datetime) -> list[Check]:
    """Look at everything."""
    return [_check(name, settings, at) for name in EXAMINATIONS]


def fix(checks: Iterable[Check], settings: Settings, at: datetime) -> list[Check]:
    """Mend what can be made again of the rest, and look at it once more."""
    return [check if check.ok else _fixed(check, settings, at) for check in checks]


def _fixed(check: Check, settings: Settings, at: datetime) -> Check:
    mend = MENDING.get(check.id)
    if mend is None or check.mend != FIX:
        return check
    try:
        mend(at)
    except Exception as error:
        return check._replace(says=f"{check.says}; that could not be mended: {_said(error)}")
    return _check(check.id, settings, at)


def _check(name: str, settings: Settings, at: datetime) -> Check:
    try:
        verdict = EXAMINATIONS[name](settings, at)
    except Exception as error:
        # Whatever it is, it is what the operator has to know.
        mend = FIX if name in MENDING else restoring(settings.state_dir)
        verdict = Verdict(_said(error), mend)
    return Check(name, verdict.mend is None, verdict.says, verdict.mend)


def _said(error: Exception) -> str:
    return said_of(error) or f"{type(error).__name__}: {error}"
