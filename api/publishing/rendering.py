"""Renders live rows again, in the background and in batches, when what they embed has changed.

A row is marked by `render_version` 0; rows rendered by an older version of the program need no
mark. Whatever comes out different is a change like any other, so mirrors and caches learn of it.
"""

from datetime import datetime
from uuid import UUID

from api.core.db import transaction
from api.publishing import editions, log, queries
from api.publishing.content import ContentType, Publication, content_types
from api.publishing.documents import lock
from api.publishing.errors import StaleVersion
from api.publishing.models import Counter, Document, LiveRow, Op, Public

BATCH = 100
STALE = 0


def mark_embedding_rows(document: Document) -> None:
    """Mark every live row of another type that shows data of this document."""
    for each in content_types():
        column = each.embeds().get(document.type)
        if column is not None:
            each.model.update(render_version=STALE).where(column == document.id).execute()


def is_embedded(handled: ContentType) -> bool:
    """Whether live rows of any type show data of this one."""
    return any(handled.name in each.embeds() for each in content_types())


def mark_all() -> None:
    """Mark every live row: something that all of them embed has changed."""
    for each in content_types():
        each.model.update(render_version=STALE).execute()


def mark_for_base_url(base_url: str) -> None:
    """Mark every live row when the address of this API is not the one they were rendered with."""
    with transaction():
        is_other = (Counter.id == queries.COUNTER_ID) & (Counter.base_url != base_url)
        if Counter.update(base_url=base_url).where(is_other).execute():
            mark_all()


def render_all_stale(at: datetime) -> None:
    """Render again whatever needs it."""
    while render_stale(at):
        pass


def render_stale(at: datetime, limit: int = BATCH) -> int:
    """Render up to `limit` rows again and return how many were; 0 when there was none."""
    return sum(_render_batch(each, at, limit) for each in content_types())


def _render_batch(handled: ContentType, at: datetime, limit: int) -> int:
    model = handled.model
    stale = model.select(model.id).where(model.render_version < handled.render_version)
    with transaction():
        return sum(_render(handled, row.id, at) for row in stale.limit(limit))


def _render(handled: ContentType, document_id: UUID, at: datetime) -> bool:
    document = queries.get_document(document_id)
    if document.public != Public.LIVE or not _locked(document):
        return False
    before = handled.model.get_by_id(document_id)
    content = editions.content(document, editions.live(document))
    handled.project(Publication(document, content, at))
    if _bytes(before) != _bytes(handled.model.get_by_id(document_id)):
        log.record_change(document, Op.UPSERT, at)
    return True


def _locked(document: Document) -> bool:
    try:
        lock(document)
    except StaleVersion:  # Somebody publishes it right now, which renders it.
        return False
    return True


def _bytes(row: LiveRow) -> tuple[bytes, bytes]:
    return row.whole, row.summary
