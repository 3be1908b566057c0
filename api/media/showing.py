"""Files are public exactly as long as something live refers to them: shown, hidden, put right."""

import logging
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from peewee import PeeweeException

from api.db.unit_of_work import State, Transaction, transaction
from api.media import queries, uses
from api.media.models import MediaUse
from api.media.store import FOLDERS as FOLDERS
from api.publishing import registry
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.config import api_url
from api.runtime.failures import Failures
from api.runtime.remarks import remark

UNFINISHED = timedelta(minutes=5)
"""What is written and this young may still be written."""

_failures = Failures(logging.getLogger(__name__))


def shown(publication: Any) -> None:
    """Let what is public show its images and no others; their files are public at its commit."""
    document = publication.document
    _show(document, registry.content_type(document.type).media_ids(publication.content))


def hidden(document: Any) -> None:
    """Something is public no more: files that only it showed stop being public."""
    _show(document, [])


def _show(document: Any, media_ids: Iterable[str] | None) -> None:
    if media_ids is not None:
        with transaction() as tx:
            _SHOWING.of(tx).wanted[document.id] = set(media_ids)


class _Showing:
    """What documents will show at the end of one transaction, whatever they did on the way."""

    def __init__(self, tx: Transaction) -> None:
        self.wanted: dict[UUID, set[str]] = {}
        self._tx = tx
        self._fresh: set[str] = set()
        self._left: set[str] = set()
        self._linking = ExitStack()
        tx.before_commit(self._write)
        # Files are no rows: whichever way it ends, they follow what is in the database then.
        tx.after_commit(lambda: self._end(self._left))
        tx.after_rollback(lambda: self._end(self._fresh))

    def _write(self) -> None:
        before = uses.shown_by(self.wanted)
        for document, wanted in self.wanted.items():
            shown = before.get(document, set())
            self._fresh |= wanted - shown
            self._left |= shown - wanted
            self._change(document, wanted - shown, shown - wanted)
        if self._fresh:
            # No answer may name a file that is not there, so they come first; and none of them is
            # taken for one that a killed process left behind.
            self._linking.enter_context(queries.store().linking())
            queries.store().publish(queries.files_of(self._fresh))

    def _change(self, document: UUID, fresh: set[str], left: set[str]) -> None:
        for media_id in fresh:
            self._tx.add(MediaUse(document=document, media=media_id))
        if left:
            is_left = (MediaUse.document == document) & MediaUse.media.in_(left)
            MediaUse.delete().where(is_left).execute()

    def _end(self, media_ids: set[str]) -> None:
        self._linking.close()
        if not media_ids:
            return
        try:
            _take_away(queries.files_of(media_ids))
        except PeeweeException:
            # Whoever withdraws is told; which files these are, the ticker asks again at once.
            alarms.sound(Alarm.MEDIA)
            raise


_SHOWING = State(_Showing)


def _take_away(keys: set[str]) -> None:
    """Let none of these files be public that nothing needs; what cannot be now is the ticker's."""
    files = queries.store()
    try:
        with files.locked():
            files.withdraw(keys - uses.needed(keys))
    except OSError as error:
        alarms.sound(Alarm.MEDIA)
        remark(_still_public(keys - uses.needed(keys), error))


def _still_public(keys: set[str], error: OSError) -> str:
    urls = sorted(api_url(f"/media/{key}") for key in keys if _is_public(key))
    return (
        f"still public ({error.strerror}), and taken away as soon as that can be done:"
        f" {' '.join(urls)}"
    )


def _is_public(key: str) -> bool:
    try:
        return queries.store().public_path(key) is not None
    except OSError:
        return True


def sweep(at: datetime) -> None:
    """Put right what killed processes left: called once a second, it looks at one folder a time."""
    second = int(at.timestamp())
    queries.store().sweep_incoming(second - UNFINISHED.total_seconds())
    put_right(second % FOLDERS)


def put_all_right() -> None:
    """Make exactly those files public that something live needs."""
    for number in range(FOLDERS):
        put_right(number)


def put_right(number: int) -> None:
    """Make exactly those files of one folder public that something live needs."""
    prefix = f"{number:02x}"
    files = queries.store()
    with files.locked():
        needed, public = uses.needed_below(prefix), files.public_keys(prefix)
        if public - needed:
            files.withdraw(public - needed)
        for key in needed - public:
            _bring_back(key)


def _bring_back(key: str) -> None:
    what = f"bringing back {key}, which something live shows,"
    try:
        queries.store().publish([key])
    except FileNotFoundError as error:
        _failures.failed(what, error, with_trace=False)
    else:
        _failures.worked(what)
