"""Renders live rows again, in the background and in batches, when what they embed has changed.

Whatever comes out different is a change like any other, so mirrors and caches learn of it.
"""

import logging
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from peewee import DatabaseError

from api.db.unit_of_work import transaction
from api.publishing.content_type import ContentType, content_types
from api.publishing.documents import lock_idle
from api.publishing.live import projection
from api.runtime.disk.storage_faults import fault_of

BATCH = 100

_log = logging.getLogger(__name__)


def render_all_stale(at: datetime) -> None:
    """Render again whatever needs it."""
    while render_stale(at):
        pass


def waiting() -> set[UUID]:
    """The documents whose rows are yet to be rendered again."""
    return {row for content_type in content_types() for row in _stale(content_type)}


def render_stale(at: datetime, limit: int = BATCH) -> int:
    """Render up to `limit` rows of each type again; how many there were, 0 at the end."""
    return sum(_render_batch(content_type, at, limit) for content_type in content_types())


def _render_batch(handled: ContentType, at: datetime, limit: int) -> int:
    stale = _stale(handled, limit)
    try:
        return _render(stale, at)
    except Exception as error:
        raise_what_is_no_rows(error)
        # One that cannot be rendered must not keep the others from it.
        return sum(_render_alone(handled, row, at) for row in stale)


def _stale(handled: ContentType, limit: int | None = None) -> list[UUID]:
    model, version = handled.model, handled.render_version
    is_older = (model.render_version < version) & (model.render_version != -version)
    return [row.id for row in model.select(model.id).where(is_older).limit(limit)]


def _render(stale: Sequence[UUID], at: datetime) -> int:
    with transaction():
        # Whoever holds one of the others publishes it right now, which renders it.
        documents = lock_idle(stale)
        for document in documents:
            projection.refresh(document, at)
        return len(documents)


def _render_alone(handled: ContentType, document_id: UUID, at: datetime) -> int:
    try:
        return _render([document_id], at)
    except Exception as error:
        raise_what_is_no_rows(error)
        _log.exception("the %s %s cannot be rendered", handled.name, document_id)
        failed = handled.model.update(render_version=-handled.render_version)
        return int(failed.where(handled.model.id == document_id).execute())


def raise_what_is_no_rows(error: Exception) -> None:
    """A database that is away and a disk that is full are the fault of no document."""
    if isinstance(error, DatabaseError) or fault_of(error) is not None:
        raise error
