"""Where a mirror stands in the change feed, as the cursor that it keeps for us.

Cursors are not signed: a lost key must not strand every mirror. What one says is checked instead.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as BadBase64
from typing import NamedTuple

from api.runtime.errors import InvalidParameter
from api.runtime.jsons import dumps, loads

FORM = 2
"""Stands in front of what a cursor holds. The first ones had none: their digest knew no content."""


class Position(NamedTuple):
    """A place in the log of one `epoch`, for the filters of one `scope`.

    What is live is sent up to `first`, the head when the first sync began, without tombstones;
    from then on every change is. 0 once the first sync is over.
    """

    epoch: str
    scope: str
    seq: int = 0
    first: int = 0


def cursor_of(position: Position) -> str:
    """The cursor of a position."""
    return urlsafe_b64encode(dumps([FORM, *position])).decode().rstrip("=")


def read(cursor: str) -> Position | None:
    """The position of a cursor, None for one of the first form.

    What never was a cursor is an InvalidParameter.
    """
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        *form, epoch, scope, seq, first = loads(urlsafe_b64decode(padded.encode()))
    except (BadBase64, ValueError, TypeError) as error:
        raise foreign() from error
    is_good = isinstance(epoch, str) and isinstance(scope, str) and _is_number(seq)
    if not is_good or not _is_number(first) or form not in ([], [FORM]):
        raise foreign()
    return Position(epoch, scope, seq, first) if form else None


def foreign() -> InvalidParameter:
    """The refusal of a cursor that was not made here, or for other filters."""
    return InvalidParameter.of(
        "cursor",
        "This cursor was not made here, or for other filters: start again without it.",
        "Con trỏ này không phải của nguồn này: hãy bắt đầu lại từ đầu.",
    )


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 2**63
