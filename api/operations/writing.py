"""Writes one line of a bundle through the publishing engine, as the operator."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from api.core.db import transaction
from api.operations import records
from api.operations.lines import Entry
from api.operations.models import ImportedLine
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.content import Content
from api.publishing.live import Origin, Release
from api.publishing.models import Document, Public
from api.publishing.workflow import OPERATOR

CREATED, UPDATED, UNCHANGED, LEFT = OUTCOMES = ("created", "updated", "unchanged", "left alone")


class Job(NamedTuple):
    """One line, ready to be written."""

    entry: Entry
    content: Content
    site: str
    document: UUID
    digest: str


def edited_here(known: ImportedLine) -> list[str]:
    """Why a changed line must not be written: somebody edited the document here since."""
    document = Document.get_or_none(Document.id == known.document)
    if document is None or _is_left(document, known) or document.version == known.version:
        return []
    return ["changed here since it was last imported; --overwrite lets the bundle win"]


def write(job: Job, known: ImportedLine | None, at: datetime) -> tuple[str, list[str]]:
    """Create or update the document of a line; what happened, and what to warn of."""
    document = Document.get_or_none(Document.id == job.document)
    if document is None:
        document, warnings = _create(job, at)
        outcome = CREATED
    elif _is_left(document, known):
        return LEFT, ["withdrawn or trashed here, so it stays so"]
    else:
        outcome, warnings = UPDATED, _update(job, document, at)
    _remember(job, known, document)
    return outcome, warnings


def _create(job: Job, at: datetime) -> tuple[Document, list[str]]:
    handled = job.entry.handled
    site = None if handled.bundle.is_single else records.site_id(job.site)
    document = commands.create(handled.name, site, job.content, (OPERATOR, at), _origin(job))
    return document, _carry_out(job, document, at)


def _update(job: Job, document: Document, at: datetime) -> list[str]:
    commands.save(document, job.content, OPERATOR, at)
    return _carry_out(job, document, at)


def _carry_out(job: Job, document: Document, at: datetime) -> list[str]:
    """Bring the document to the state that its line names."""
    book, handled = job.entry.book, job.entry.handled
    if book["state"] == "draft" or not handled.reviewed:
        return []
    release = Release(unpublish_at=book["unpublish_at"], origin=_origin(job))
    findings = commands.publish(document, OPERATOR, at, release)
    if book["state"] == "withdrawn":
        why = Withdrawal(book["reason"], book["public_note"], None, book["withdrawn_at"])
        commands.withdraw(document, OPERATOR, at, why)
    return [f"{each.pointer}: {each.detail}" for each in findings]


def _origin(job: Job) -> Origin:
    book = job.entry.book
    corrections = book["corrections"]
    return Origin(
        id=job.document,
        slug=book["slug"],
        old_slugs=tuple(book["old_slugs"]),
        published_at=book["published_at"],
        updated_at=book["updated_at"],
        version=book["version"],
        corrections=None if corrections is None else tuple(corrections),
    )


def _remember(job: Job, known: ImportedLine | None, document: Document) -> None:
    row = ImportedLine(
        site=job.site,
        type=job.entry.handled.name,
        key=job.entry.key,
        document=document.id,
        digest=job.digest,
        state=job.entry.book["state"],
        version=document.version,
    )
    if known is None:
        with transaction() as tx:
            tx.add(row)
    else:
        row.save()


def _is_left(document: Document, known: ImportedLine | None) -> bool:
    """Whether somebody here took the document away since the import."""
    was_withdrawn = known is not None and known.state == "withdrawn"
    is_withdrawn_here = document.public == Public.WITHDRAWN and not was_withdrawn
    return document.is_trashed or document.purged_at is not None or is_withdrawn_here
