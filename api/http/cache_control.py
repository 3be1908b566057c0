"""What this process knows of change: which sites change by themselves next, and what `seq` is new.

The node's file says when anything moved; then, and only then, the database is asked. So a response
made here is never older than the last commit of this node, and none outlives the next due time.
"""

import logging
import threading
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from peewee import DatabaseError

from api.runtime import change_signal
from api.runtime.change_signal import State
from api.runtime.clock import day_after
from api.runtime.failures import Floods
from api.runtime.runtime import Part

FRESH_SECONDS = 15
STALE_SECONDS = 60
COUNT_SECONDS = 5
"""Counts are kept so long here, and again by whoever asked: together ten seconds."""
OUTAGE_SECONDS = 86_400
"""So long what was public may be shown on while we cannot be asked."""
STALE_DIRECTIVES = f", stale-while-revalidate={STALE_SECONDS}, stale-if-error={OUTAGE_SECONDS}"
NOTHING_PROMISED = "public, max-age=0"
NEVER_STALE = "no-cache"
"""Of what proves something: whoever keeps it asks before each use, and has nothing without us."""

Loader = Callable[[], Mapping[str, datetime]]

_floods = Floods(logging.getLogger(__name__))


class Control(NamedTuple):
    """A Cache-Control, and before when it says the same unless something moves."""

    text: str
    before: datetime


class Known(NamedTuple):
    """When sites change by themselves next, by slug, and the controls that were made of that."""

    due: Mapping[str, datetime]
    controls: dict[Hashable, Control]


class DueTimes:
    """When the sites of one installation change by themselves next."""

    def __init__(self, load: Loader = dict) -> None:
        self._load = load
        self._lock = threading.Lock()
        self._tick = -1
        self._known = Known({}, {})

    def read(self) -> Known:
        """What is known now, asked for again whenever something has moved."""
        tick = change_signal.state().tick
        if tick != self._tick:
            with self._lock:
                self._known = Known(dict(self._load()), {})
                self._tick = tick
        return self._known

    def are_current(self, tick: int) -> bool:
        """Whether they are known without asking the database."""
        return tick == self._tick


_due_times = Part(DueTimes)


def use(load: Loader) -> None:
    """Ask `load` for each site's next due time, by slug, whenever something has moved."""
    _due_times.set(DueTimes(load))


def is_current(state: State) -> bool:
    """Whether what is due next is known without asking the database."""
    return _due_times.get().are_current(state.tick)


def cache_control(
    at: datetime,
    sites: Iterable[str] | None,
    *,
    until: datetime | None = None,
    is_ok: bool = True,
    is_count: bool = False,
) -> str:
    """The public Cache-Control of a response about `sites`: see `lasting`."""
    return lasting(at, sites, until=until, is_ok=is_ok, is_count=is_count).text


def lasting(
    at: datetime,
    sites: Iterable[str] | None,
    *,
    until: datetime | None = None,
    is_ok: bool = True,
    is_count: bool = False,
) -> Control:
    """The public Cache-Control of a response about `sites`, cut at their next due time.

    Midnight is one of all, and `until` of this response alone. A cache may serve a stale copy for
    a minute more than it is fresh, so the stale directives go as soon as the due time lies within
    that reach; errors never carry them. While the database cannot say what is due, nothing is
    promised.
    """
    try:
        known = _due_times.get().read()
    except DatabaseError as error:
        _floods.met(logging.WARNING, "what is due next is not known", error)
        return Control(NOTHING_PROMISED, at)
    about = None if sites is None else tuple(sites), until, is_ok, is_count
    control = known.controls.get(about)
    if control is None or at >= control.before:
        control = known.controls[about] = _control(known.due, at, *about)
    return control


def _control(
    due: Mapping[str, datetime],
    at: datetime,
    sites: tuple[str, ...] | None,
    until: datetime | None,
    is_ok: bool,
    is_count: bool,
) -> Control:
    midnight = day_after(at)
    next_due = [due[site] for site in (due if sites is None else sites) if site in due]
    end = min([midnight, until or midnight, *next_due])
    text = _text(int((end - at).total_seconds()), is_ok, is_count)
    return Control(text, end - timedelta(seconds=FRESH_SECONDS + STALE_SECONDS))


def _text(left: int, is_ok: bool, is_count: bool) -> str:
    longest = COUNT_SECONDS if is_count else FRESH_SECONDS
    control = f"public, max-age={max(0, min(longest, left))}"
    may_be_stale = is_ok and not is_count and left >= FRESH_SECONDS + STALE_SECONDS
    return control + STALE_DIRECTIVES if may_be_stale else control
