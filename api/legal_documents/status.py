"""Whether a legal document holds on a day, told from its dates and from what replaces it.

A document ceases to hold on the day that it names itself, or as soon as another one that replaces
it holds (Law 64/2025/QH15 on the promulgation of legal documents). What the dates do not tell, the
office says; without either nothing is claimed.
"""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from api.runtime.clock import begin_of, day_of

STATUSES = ("in_force", "not_yet", "partly", "expired", "replaced")
IN_FORCE, NOT_YET, _, EXPIRED, REPLACED = STATUSES
_OVER = (EXPIRED, REPLACED)


def status_at(content: Mapping[str, Any], at: datetime, *, is_replaced: bool) -> str | None:
    """What it is at a moment; None where nobody can tell."""
    said, today = content["status"], day_of(at).isoformat()
    begins, ends = content["effective_on"], content["expired_on"]
    if is_replaced or (said == REPLACED and not (ends and today < ends)):
        return REPLACED
    if ends and ends <= today:
        return EXPIRED
    if begins and today < begins:
        return NOT_YET
    if said == NOT_YET or (said in _OVER and ends):
        # The days say more: it has begun, or has not ended yet.
        return IN_FORCE if begins or ends else said
    return said or (IN_FORCE if begins else None)


def moments(content: Mapping[str, Any]) -> Iterable[datetime]:
    """When its days begin that change what it is."""
    for name in ("effective_on", "expired_on"):
        if content[name]:
            yield begin_of(date.fromisoformat(content[name]))


def is_active(status: str | None) -> bool | None:
    """Whether it holds, for those who only ask that."""
    return None if status is None else status not in _OVER
