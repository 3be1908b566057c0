"""When pictures of links are drawn: what was published just now first, then whatever has none."""

import logging
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from uuid import UUID

from api.link_previews import commands
from api.link_previews.queries import kinds
from api.media.errors import BrokenImage, ImageWorkerUnavailable, TooCostly
from api.publishing import queries
from api.publishing.models import Document
from api.runtime.failures import Failures

FRESH, OLD = 200, 10
"""So many of what changed, and of what has waited long already, in one run."""
_BATCH = 200
_failures = Failures(logging.getLogger(__name__))


class Drawing:
    """Follows the log from where it stands at the start; what is older waits behind it."""

    def __init__(self) -> None:
        self._done: int | None = None
        self._waiting: Iterator[UUID] = iter(())

    def run(self, at: datetime) -> None:
        """A piece of the work."""
        head = queries.head_seq()
        if self._done is None or head < self._done:
            commands.sweep()
            self._done, self._waiting = head, _all()
        for change in queries.changes_after(self._done, FRESH):
            if change.type == "site":
                # Its name and emblem stand on all of its pictures.
                self._waiting = _all()
            elif change.type in kinds():
                _draw(change.document)
            self._done = change.seq
        for document_id in islice(self._waiting, OLD):
            _draw(document_id)


def _draw(document_id: UUID) -> None:
    what = f"drawing the link preview of {document_id}"
    try:
        commands.draw(document_id)
    except (BrokenImage, TooCostly, ImageWorkerUnavailable, OSError) as error:
        _failures.failed(what, error, with_trace=False)
    else:
        _failures.worked(what)


def _all() -> Iterator[UUID]:
    """Everything live that has a picture: sites, which lend theirs, and then the newest first."""
    for kind in kinds():
        yield from _newest(kind)


def _newest(kind: str) -> Iterator[UUID]:
    last = UUID(int=2**128 - 1)
    while True:
        is_next = (Document.type == kind) & (Document.id < last) & Document.is_visible
        rows = Document.select(Document.id).where(is_next).order_by(Document.id.desc())
        ids = [row.id for row in rows.limit(_BATCH)]
        yield from ids
        if len(ids) < _BATCH:
            return
        last = ids[-1]
