"""What must happen to a document at a moment, and who does it: whoever deletes the row first."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from peewee import PeeweeException

from api.db.connections import is_passing
from api.db.databases import close
from api.db.rows import rows
from api.db.unit_of_work import transaction
from api.publishing import queries
from api.publishing.documents import is_new, lock
from api.publishing.models import Document, Due
from api.runtime.disk.storage_faults import fault_of
from api.runtime.failures import Failures

PUBLISH = "publish"
END = "end"
"""The edition that is scheduled is not to be public any more: its UNPUBLISH once it is out."""
UNPUBLISH = "unpublish"
ERASE = "erase"
"""The content itself says that it must not be public any longer."""
REFRESH = "refresh"
PURGE = "purge"
"""It has lain in the trash for long enough."""

Action = Callable[[Document, datetime], None]

_failures = Failures(logging.getLogger(__name__))
_LONGEST_WAIT = timedelta(minutes=10)
_WAIT_FOR_A_DISK = timedelta(seconds=5)


def put(document: Document, action: str, at: datetime) -> None:
    """Let `action` happen to the document at `at`, instead of at any other time."""
    times = {"at": at, "attempt_at": at, "failures": 0}
    row = {"document": document.id, "site": document.site, "action": action, **times}
    key = (Due.document, Due.action)
    Due.insert(row).on_conflict(conflict_target=key, update=times).execute()


def drop(document: Document, *actions: str) -> None:
    """Let none of `actions` happen to the document."""
    # Nothing can be due yet for a document that is just being made, and imports make thousands.
    if not is_new(document):
        wanted = (Due.document == document.id) & Due.action.in_(actions)
        Due.delete().where(wanted).execute()


def put_or_drop(document: Document, action: str, at: datetime | None) -> None:
    """`put` where there is a time, else `drop`."""
    if at is None:
        drop(document, action)
    else:
        put(document, action, at)


def at(document: Document, action: str) -> datetime | None:
    """When `action` will happen to the document."""
    row = Due.get_or_none(Due.document == document.id, Due.action == action)
    return row.at if row else None


def all_of(document: Document) -> dict[str, datetime]:
    """Everything that will happen to the document, and when."""
    if is_new(document):
        return {}
    return {row.action: row.at for row in rows(Due, "document", document.id)}


def perform(actions: Mapping[str, Action], at: datetime) -> int:
    """Do everything due by `at`, each in its own transaction; return how many were done here."""
    return sum(_attempt(due, actions, at) for due in queries.due(at))


def wait_no_longer() -> None:
    """Let whatever has failed be tried again at once."""
    Due.update(attempt_at=Due.at).where(Due.failures > 0).execute()


def _attempt(due: Due, actions: Mapping[str, Action], at: datetime) -> bool:
    try:
        with transaction():
            document = lock(due.document)
            if not _won(due):
                return False
            actions[due.action](document, at)
    except Exception as error:
        _fail(due, error, at)
        return False
    _failures.worked(f"{due.action} of {due.document}")
    return True


def _fail(due: Due, error: Exception, at: datetime) -> None:
    fault, is_away = fault_of(error), is_passing(error)
    what = f"{due.action} of {due.document}"
    _failures.failed(what, error, with_trace=fault is None and not is_away)
    if is_away:
        return
    # One that fails for good must not keep the others from their time; a disk may soon have room.
    longest = _LONGEST_WAIT if fault is None else _WAIT_FOR_A_DISK
    try:
        _postpone(due, at, longest)
    except PeeweeException as failure:
        _failures.failed(f"postponing the {what}", failure, with_trace=False)
        close()


def _won(due: Due) -> bool:
    is_same = (Due.id == due.id) & (Due.at == due.at)
    return bool(Due.delete().where(is_same).execute())


def _postpone(due: Due, at: datetime, longest: timedelta) -> None:
    wait = min(timedelta(seconds=2 ** min(due.failures, 20)), longest)
    (
        Due.update(attempt_at=at + wait, failures=Due.failures + 1)
        .where((Due.id == due.id) & (Due.at == due.at))
        .execute()
    )
