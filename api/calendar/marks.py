"""What a week that readers have seen says of an entry that is not as they saw it.

A change in a calendar has force: some stand in place of invitations.
"""

from collections.abc import Mapping
from typing import Any

SCHEDULED, CHANGED, ADDED, CANCELLED = "scheduled", "changed", "added", "cancelled"
# What these said was that nothing takes place, so that it does now is a change.
_NOT_TAKING_PLACE = frozenset({CANCELLED, "postponed"})
# Readers see neither of these as words.
_NO_WORDS = frozenset({"status", "internal_note"})

Said = Mapping[str, Any]


def marked(content: Said, live: Said | None, *, was_public: bool) -> str:
    """The status with which an entry goes out; one that somebody chose stays.

    `live` is what is public of it, `was_public` whether readers have seen its week.
    """
    if content["status"] != SCHEDULED:
        return str(content["status"])
    if live is None:
        return ADDED if was_public else SCHEDULED
    if _words(content) != _words(live) or live["status"] in _NOT_TAKING_PLACE:
        return CHANGED
    return str(live["status"])


def takes_place(content: Said) -> bool:
    """Whether an entry says that something happens at its time."""
    return content["status"] not in _NOT_TAKING_PLACE


def _words(content: Said) -> dict[str, Any]:
    return {name: value for name, value in content.items() if name not in _NO_WORDS}
