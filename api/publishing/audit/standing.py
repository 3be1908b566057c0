"""How a document stood before and after each command, for the audit log: plain facts as JSON."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from api.db.unit_of_work import State, Transaction, transaction
from api.publishing.models import Document

Standing = Mapping[str, Any]
_STOOD = State(lambda tx: dict[UUID, Standing]())
_FACTS = (
    "public", "stage", "head", "live", "scheduled", "slug", "unconfirmed", "trashed_at",
    "withdrawn_at", "reason", "public_note", "superseded_by",
)  # fmt: skip


def of(document: Document) -> Standing:
    """What of a document's row says how it stands; what is not so is left out."""
    # Asking the row's attributes one by one takes long for what is asked of every document thrice.
    known = document.__data__
    return {name: _plain(value) for name in _FACTS if (value := known.get(name))}


def note(document: Document) -> None:
    """Remember how a document stands before this transaction changes it for the first time."""
    with transaction() as tx:
        stood = _STOOD.of(tx)
        if document.id not in stood:  # Imports ask for thousands.
            stood[document.id] = of(document)


def moved(tx: Transaction, document: Document) -> tuple[Standing, Standing]:
    """How a document stood before the event that is being recorded, and how it stands now."""
    stood, now = _STOOD.of(tx), of(document)
    before = stood.get(document.id, {} if tx.is_new(document) else now)
    stood[document.id] = now
    return before, now


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value if value is True else str(value)
