"""The words that were handed on are held by the audit log: its event keeps their hash.

So whoever changes an edition in the database itself is noticed, and readers go on getting what was
approved. Events of an older version of the program hold no words.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from api.db.fields import stored_id
from api.db.statements import Condition, Select
from api.db.unit_of_work import snapshot
from api.publishing import queries
from api.publishing.audit.standing import Standing
from api.publishing.errors import AlteredEdition
from api.publishing.models import AuditEvent, Document, Edition
from api.runtime.canonical import hash_of
from api.runtime.jsons import loads_stored

_NAME = "sealed"
_ACTIONS = "submit", "schedule", "publish", "bring_back"


def seal(edition: Edition) -> Mapping[str, Any]:
    """What the event that hands an edition on says of its words."""
    return {_NAME: {"edition": str(edition.id), "hash": hash_of(edition.content)}}


def require_unaltered(document: Document, edition: Edition) -> None:
    """Raise AlteredEdition for words that are not those that the log holds.

    The rows of the edition and its document are not asked whether it was handed on, nor that it is
    this one: who changes its words changes that as well.
    """
    if not _is_named(document, edition.id, _newest(document)):
        if queries.get_document(document.id).version != document.version:
            return  # Somebody was quicker, which the claim of the document will tell.
        raise AlteredEdition(number=edition.number)
    if _hash_of(document, edition) not in {None, hash_of(edition.content)}:
        raise AlteredEdition(number=edition.number)


def _newest(document: Document) -> Standing | None:
    """How a document stood when it was handed on last."""
    of_it = (AuditEvent.document == document.id) & AuditEvent.action.in_(_ACTIONS)
    query = AuditEvent.select(AuditEvent.after).where(of_it)
    standing: Standing | None = query.order_by(AuditEvent.number.desc()).limit(1).scalar()
    return standing


def _hash_of(document: Document, edition: Edition) -> str | None:
    """The hash of its words that the log holds, None for a draft."""
    # Sought by the database, for a document that is published each day has hundreds of events.
    of_it = Condition('"document" = ?', (stored_id(document.id),))
    sealed = Condition('"detail" LIKE ?', (f'%"edition":"{edition.id}"%',))
    query = Select('"detail"', '"audit_event"', (of_it, sealed), ' ORDER BY "number" DESC LIMIT 1')
    return next((str(loads_stored(detail)[_NAME]["hash"]) for (detail,) in query.rows()), None)


def altered() -> list[str]:
    """What is public, or waits for its time, in words that are not those that the log holds."""
    with snapshot():
        return [*_altered()]


def _altered() -> Iterator[str]:
    seals, stood = _held()
    for shown in (Document.live, Document.scheduled):
        own = Document.type, Document.id, Document.live, Document.scheduled
        query = Document.select(*own, Edition.id, Edition.content)
        joined = query.join(Edition, on=(Edition.id == shown), attr="shown")
        for document in joined.iterator():
            edition = document.shown
            is_named = _is_named(document, edition.id, stood.get(document.id))
            if not is_named or seals.get(str(edition.id)) not in {None, hash_of(edition.content)}:
                yield f"{document.type}/{document.id}"


def _is_named(document: Document, edition: UUID, after: Standing | None) -> bool:
    """Whether the log names an edition, too, as what its document shows or lets wait."""
    as_what = [name for name in ("live", "scheduled") if getattr(document, name) == edition]
    return after is None or all(after.get(name) == str(edition) for name in as_what)


def _held() -> tuple[dict[str, str], dict[UUID, Standing | None]]:
    """The hash of each edition that the log holds, by its id, and how each document stands."""
    query = AuditEvent.select(AuditEvent.document, AuditEvent.detail, AuditEvent.after)
    events = query.where(AuditEvent.action.in_(_ACTIONS)).order_by(AuditEvent.number)
    seals, stood = dict[str, str](), dict[UUID, Standing | None]()
    for document, detail, after in events.tuples().iterator():
        stood[document] = after
        if sealed := detail.get(_NAME):
            seals[sealed["edition"]] = sealed["hash"]
    return seals, stood
