"""Follows a portal for as long as nobody ends it: waits, asks, waits longer when it is not well."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from api.runtime.clock import local
from api.tools.client import seconds_of
from api.tools.errors import Unanswered
from api.tools.mirroring import Mirror, Report

A_MINUTE = timedelta(minutes=1)
LONGEST_WAIT = 900.0
LONGEST_OBEYED = 3_600.0
"""A portal may ask for more patience than we have of our own, up to an hour."""

Say = Callable[[str], object]


@dataclass
class Follower:
    """One copy being kept.

    `say` hears, in a line each, of what somebody should know; `tell`, of what changed, and once a
    minute that nothing did.
    """

    mirror: Mirror
    say: Say
    progress: Callable[[Report], object]
    interval: float = 60.0
    tell: Say = lambda line: None
    _failures: int = field(default=0, init=False)
    _told_at: datetime | None = field(default=None, init=False)

    def once(self) -> tuple[Report, bool]:
        """Sync, and again from the beginning where the copy is not identical; whether it was."""
        report = self.mirror.sync(self.progress)
        if report.held == report.stated:
            return report, True
        self.say(
            f"NOT IDENTICAL: the portal has {report.stated}, the copy {report.held};"
            " everything is compared anew"
        )
        self.mirror.begin_anew()
        return self.mirror.sync(self.progress), False

    def wait_after(self, error: Unanswered, at: datetime) -> float:
        """How many seconds to wait after one more failure."""
        self._failures += 1
        own = min(LONGEST_WAIT, self.interval * 2 ** min(self._failures, 16))
        asked = seconds_of(error.retry_after, at)
        return own if asked is None else min(LONGEST_OBEYED, max(self.interval, asked))

    def follow(self, wait: Callable[[float], object], now: Callable[[], datetime]) -> Report:
        """Go on until `wait` raises; return only when the copy could not be made identical."""
        while True:
            try:
                report, _was_identical = self.once()
            except Unanswered as error:
                seconds = self.wait_after(error, now())
                self.say(f"{error}; asking again in {seconds:.0f} s")
                wait(seconds)
                continue
            self._failures = 0
            if report.held != report.stated:
                return report
            for fault in report.faults:
                self.say(fault)
            self._tell(report, now())
            wait(self.interval)

    def _tell(self, report: Report, at: datetime) -> None:
        """A line for what changed, or where the next look would be more than a minute late."""
        next_at = at + timedelta(seconds=self.interval)
        is_time = self._told_at is None or next_at - self._told_at > A_MINUTE
        if is_time or report.stored or report.removed:
            self._told_at = at
            state = "Identical" if report.is_identical else "Not whole"
            self.tell(f"{local(at)} {state}: {summary(report)}.")


def summary(report: Report) -> str:
    """What a copy holds, and what was done to it."""
    return f"{report.held.count} objects; {report.stored} written, {report.removed} removed"
