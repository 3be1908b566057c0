"""The rows of documents as guards of every write: a conditional UPDATE, whose row count decides.

A transaction takes a document's row before anything that belongs to it (addresses, due times, the
live row), and embedded documents after it, so that no two ever wait for each other.
"""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from api.db.databases import is_sqlite
from api.db.rows import change_rows
from api.db.unit_of_work import State, Transaction, current, transaction
from api.publishing import queries
from api.publishing.audit import standing
from api.publishing.errors import StaleVersion
from api.publishing.models import Document, Public


def claim(document: Document, **changes: Any) -> None:
    """Move the document to its next version if it is still at the one that was read.

    An optimistic lock: whoever was quicker wins, and the other gets StaleVersion.
    A document that this very transaction made needs no UPDATE: nobody else can have seen it.
    """
    expected = document.version
    standing.note(document)
    changes.setdefault("version", expected + 1)
    if not is_new(document):
        same = {"id": document.id, "version": expected}
        rows = change_rows(Document, same, changes, "is_visible", "seq", "live_hash")
        if not rows:
            raise _stale(queries.get_document(document.id), expected)
        if _is_first_claim(document):
            # A window that opened, or a rendering, since it was read is no new version.
            [(document.is_visible, document.seq, document.live_hash)] = rows
    _set(document, changes)


_CLAIMED = State(lambda tx: set[UUID]())


def _is_first_claim(document: Document) -> bool:
    """Later in a transaction the document knows better: its row is written at the end."""
    tx = current()
    claimed = _CLAIMED.of(tx) if tx else set()
    is_first = document.id not in claimed
    claimed.add(document.id)
    return is_first


def require_version(document: Document, version: int) -> None:
    """Raise StaleVersion when another one was read; `claim` decides once more when it writes."""
    if document.version != version:
        raise _stale(document, version)


def _stale(document: Document, version: int) -> StaleVersion:
    """The refusal of a write on an older version, with what was changed since, field by field."""
    content = queries.get_edition(document.head).content
    since = [(name, at) for name, at in document.field_versions.items() if at > version]
    changes = [
        {"pointer": f"/{name}", "version": at, "value": content.get(name)}
        for name, at in sorted(since)
    ]
    extra = {"version": document.version, "changes": changes}
    return StaleVersion(current=document.version, extra=extra)


def put(document: Document, **changes: Any) -> None:
    """Change a document whose row this transaction holds already."""
    if not is_new(document):
        change_rows(Document, {"id": document.id}, changes)
    _set(document, changes)


NEW_DOCUMENTS = State(lambda tx: dict[UUID, Document]())
"""Those that a transaction makes, by their ids."""


def is_new(document: Document) -> bool:
    """Whether this very transaction makes the document."""
    tx = current()
    return tx is not None and tx.is_new(document)


def lock(document_id: UUID) -> Document:
    """The document as it is now; its row is locked to the end of the transaction."""
    Document.update(version=Document.version).where(Document.id == document_id).execute()
    return queries.get_document(document_id)


def lock_idle(document_ids: Iterable[UUID]) -> Sequence[Document]:
    """Those live documents that nobody else is changing right now, locked from now on."""
    wanted = Document.id.in_(list(document_ids)) & (Document.public == Public.LIVE)
    query = Document.select().where(wanted)
    return list(query if is_sqlite() else query.for_update(skip_locked=True))


def lock_shared(document_ids: Iterable[UUID]) -> bool:
    """Let nobody change these until the end of the transaction; whether any was not held before.

    SQLite has one writer at a time, so there nobody could.
    """
    if is_sqlite():
        return False
    with transaction() as tx:
        return _SHARED.of(tx).lock(set(document_ids))


class _Shared:
    """The documents that a transaction has locked so that nobody changes them."""

    def __init__(self, tx: Transaction) -> None:
        self._tx = tx
        self._documents = set[UUID]()
        if tx.is_speculative:
            # They are locked when it begins, and what was read of them is then read again.
            tx.at_first(lambda: _lock_shared(self._documents))

    def lock(self, documents: set[UUID]) -> bool:
        """Whether any of these was not locked before, as far as it is locked now."""
        fresh = documents - self._documents
        self._documents |= fresh
        if not fresh or self._tx.is_speculative:
            return False
        _lock_shared(fresh)
        return True


_SHARED = State(_Shared)


def _lock_shared(document_ids: Iterable[UUID]) -> None:
    wanted = Document.id.in_(list(document_ids))
    rows = Document.select(Document.id).where(wanted).order_by(Document.id)
    list(rows.for_update("FOR SHARE"))  # type: ignore[arg-type]


def _set(document: Document, changes: dict[str, Any]) -> None:
    for name, value in changes.items():
        setattr(document, name, value)
