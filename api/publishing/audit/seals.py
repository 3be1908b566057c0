"""The words that were handed on are held by the audit log: its event keeps their hash.

So whoever changes an edition in the database itself is noticed, and readers go on getting what was
approved. Events of an older version of the program hold no words.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from api.publishing.errors import AlteredEdition
from api.publishing.models import AuditEvent, Document, Edition
from api.runtime.canonical import hash_of

_NAME = "sealed"
_ACTIONS = "submit", "schedule", "publish"


def seal(edition: Edition) -> Mapping[str, Any]:
    """What the event that hands an edition on says of its words."""
    return {_NAME: {"edition": str(edition.id), "hash": hash_of(edition.content)}}


def require_unaltered(document: Document, edition: Edition) -> None:
    """Raise AlteredEdition for words that are not those that the log holds.

    The row of the edition is not asked whether it was handed on: who changes its words changes that
    as well.
    """
    query = AuditEvent.select(AuditEvent.detail).where(
        AuditEvent.document == document.id, AuditEvent.action.in_(_ACTIONS)
    )
    for event in query.order_by(AuditEvent.number.desc()):
        sealed = event.detail.get(_NAME)
        if sealed and sealed["edition"] == str(edition.id):
            if sealed["hash"] != hash_of(edition.content):
                raise AlteredEdition(number=edition.number)
            return


def altered() -> Iterator[str]:
    """What is public, or waits for its time, in words that are not those that the log holds."""
    seals = _seals()
    for shown in (Document.live, Document.scheduled):
        query = Document.select(Document.type, Document.id, Edition.id, Edition.content)
        for kind, document, edition, content in (
            query.join(Edition, on=(Edition.id == shown)).tuples().iterator()
        ):
            if seals.get(str(edition)) not in {None, hash_of(content)}:
                yield f"{kind}/{document}"


def _seals() -> dict[str, str]:
    """The hash of each edition that the log holds, by its id."""
    query = AuditEvent.select(AuditEvent.detail).where(AuditEvent.action.in_(_ACTIONS))
    details = query.order_by(AuditEvent.number).tuples().iterator()
    every = (detail.get(_NAME) for (detail,) in details)
    return {sealed["edition"]: sealed["hash"] for sealed in every if sealed}
