"""What the processes of a node tell each other of their health, beside `change_signal.py`.

Any process raises an alarm; it stays open, over restarts too, until the ticker has looked into it
and answers. What the ticker finds by trying it reports; a report is worth something while fresh.
"""

import logging
from collections.abc import Iterable, Sequence
from enum import IntEnum

from api.runtime import change_signal
from api.runtime.disk.storage_faults import Fault

_log = logging.getLogger(__name__)


class Alarm(IntEnum):
    """What was met, and is to be looked into."""

    DAMAGE = 0
    """Stored data could not be read."""
    FULL = 1
    """There was no room for something."""
    MEDIA = 2
    """Files in `public/` may not be those that are public."""


_OF_FAULTS = {Fault.DAMAGED: Alarm.DAMAGE, Fault.FULL: Alarm.FULL}
_REPORT, _FIRST = change_signal.OTHERS, change_signal.OTHERS + 1
_NAME_BITS = 16
"""The lower bits of a report tell what failed, those above when: one number, stored at once."""


def hear(fault: Fault) -> None:
    """Sound what a fault of storage calls for."""
    if fault in _OF_FAULTS:
        sound(_OF_FAULTS[fault])


def sound(alarm: Alarm) -> None:
    """Raise an alarm; that it cannot be told must not hinder who raises it."""
    numbers = change_signal.attached()
    if numbers is None:
        return
    try:
        numbers.store(_raised(alarm), numbers.number(_raised(alarm)) + 1)
    except OSError as error:
        _log.error("an alarm (%s) reaches nobody: %s", alarm.name, error)


def opened(alarm: Alarm) -> int | None:
    """The number under which an alarm waits for an answer; it moves when it is raised again."""
    numbers = change_signal.attached()
    if numbers is None:
        return None
    raised, answered = numbers.number(_raised(alarm)), numbers.number(_raised(alarm) + 1)
    return None if raised == answered else raised


def answer(alarm: Alarm, number: int) -> None:
    """Close an alarm, unless it was raised again since it had this number."""
    numbers = change_signal.attached()
    if numbers is not None:
        numbers.store(_raised(alarm) + 1, number)


def report(failed: Iterable[str], names: Sequence[str], seconds: float) -> None:
    """Tell which of `names` failed when they were tried at `seconds` of the monotonic clock."""
    numbers = change_signal.attached()
    if numbers is not None:
        bits = sum(1 << names.index(name) for name in failed)
        numbers.store(_REPORT, int(seconds * 1000) << _NAME_BITS | bits)


def reported(names: Sequence[str]) -> tuple[float, set[str]]:
    """When the last report was made, and which of `names` had failed."""
    numbers = change_signal.attached()
    number = numbers.number(_REPORT) if numbers is not None else 0
    failed = {name for place, name in enumerate(names) if number >> place & 1}
    return (number >> _NAME_BITS) / 1000, failed


def _raised(alarm: Alarm) -> int:
    return _FIRST + 2 * alarm
