"""The editions of a document: what each hand wrote, numbered, fixed once handed on."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.db.rows import change_rows
from api.db.unit_of_work import State, current, transaction
from api.publishing import queries
from api.publishing.audit import seals
from api.publishing.content_type import Content, content_type
from api.publishing.documents import put
from api.publishing.models import Document, Edition
from api.runtime.ids import new_id
from api.text import slugs

LONGEST_LABEL = 300
PAUSE = timedelta(minutes=30)
"""A longer one between two saves ends a sitting."""

Authorship = tuple[str, datetime]
"""Who wrote, and when."""
_NEW = State(lambda tx: dict[UUID, Edition]())


def head(document: Document) -> Edition:
    """The newest edition."""
    return by_id(document.head)


def live(document: Document) -> Edition:
    """The edition that is public."""
    return by_id(document.live)


def scheduled(document: Document) -> Edition:
    """The edition that waits for its time."""
    return by_id(document.scheduled)


def by_id(edition_id: UUID) -> Edition:
    """One edition, be it new in this transaction."""
    tx = current()
    new = _NEW.of(tx).get(edition_id) if tx else None
    return new or queries.get_edition(edition_id)


def content(document: Document, edition: Edition) -> Content:
    """An edition's content in the form of today's schema."""
    return content_type(document.type).upgrade(edition.content, edition.schema_version)


def handed_on(document: Document, edition: Edition) -> Content:
    """The same of what is to be public; AlteredEdition where somebody has changed it since."""
    tx = current()
    if tx is None or not tx.is_new(edition):  # Imports make thousands.
        seals.require_unaltered(document, edition)
    return content(document, edition)


def add(document: Document, number: int, content: Content, by: Authorship) -> Edition:
    """A new edition, the head from now on. The caller has claimed the document."""
    author, at = by
    edition = Edition(
        id=document.head,
        document=document.id,
        number=number,
        content=content,
        schema_version=content_type(document.type).schema_version,
        author=author,
        at=at,
    )
    with transaction() as tx:
        tx.add(edition)
        _NEW.of(tx)[edition.id] = edition
    return edition


def write_head(document: Document, content: Content, by: Authorship) -> bool:
    """Rewrite the head while its author's sitting lasts, else begin the next edition: whether so.

    The caller has claimed the document.
    """
    last = head(document)
    if _is_over(document, last, by):
        begin(document, content, by)
        return True
    put(document, **said(document, content))
    last.content, last.at = content, by[1]
    last.schema_version = content_type(document.type).schema_version
    _store(last)
    return False


def _is_over(document: Document, last: Edition, by: Authorship) -> bool:
    author, at = by
    is_public = last.id in {document.live, document.scheduled}
    return last.is_frozen or is_public or last.author != author or at - last.at > PAUSE


def copy_of(document: Document, edition: Edition, at: datetime) -> Edition:
    """A new head with the words of `edition`, which stay those of its author.

    AlteredEdition where they are not what was handed on.
    """
    return begin(document, handed_on(document, edition), (edition.author, at))


def begin(document: Document, content: Content, by: Authorship) -> Edition:
    """The edition after all others, as the new head."""
    put(document, **said(document, content), head=new_id())
    return add(document, _last_number(document) + 1, content, by)


def _last_number(document: Document) -> int:
    """Of the newest edition there ever was, be it one that this transaction has yet to write."""
    tx = current()
    new = _NEW.of(tx).values() if tx else ()
    own = (edition.number for edition in new if edition.document == document.id)
    return max([queries.last_number(document), *own])


def said(document: Document, content: Content) -> dict[str, Any]:
    """What a document's own row repeats of the words that become its head.

    That is what it is listed and found by, and at which version each field was changed last. The
    caller has claimed the document, whose head is still the one before.
    """
    before = head(document).content
    names = {*content, *before}
    changed = {name for name in names if content.get(name) != before.get(name)}
    versions = {**document.field_versions, **dict.fromkeys(sorted(changed), document.version)}
    return {**labelled(document.type, content), "field_versions": versions}


def labelled(type_name: str, content: Content) -> dict[str, str | None]:
    """What a document is listed as, that without accents, and the day by which it is found."""
    handled = content_type(type_name)
    label = handled.label(content)[:LONGEST_LABEL]
    return {"label": label, "label_key": slugs.folded(label), "day": handled.day(content)}


def freeze(
    edition: Edition, approved_by: str | None = None, acknowledged: Iterable[str] = ()
) -> Mapping[str, Any]:
    """Fix the words of an edition; say who approved them, and which warnings that passed.

    What is given back belongs into the detail of the event that hands it on.
    """
    edition.is_frozen = True
    edition.approved_by = approved_by or edition.approved_by
    edition.acknowledged = sorted({*edition.acknowledged, *acknowledged})
    return seals.seal(_store(edition))


def comment(edition: Edition, words: str) -> None:
    """Leave a reviewer's comment on an edition."""
    edition.comment = words
    _store(edition)


def _store(edition: Edition) -> Edition:
    tx = current()
    if tx is None or not tx.is_new(edition):
        words = {name: value for name, value in edition.__data__.items() if name != "id"}
        change_rows(Edition, {"id": edition.id}, words)
    return edition
