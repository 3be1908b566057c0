"""Writes lines of a bundle through the publishing engine, as the operator."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from api.bundles.importing import state
from api.bundles.importing.result import CREATED, LEFT, UPDATED
from api.bundles.lines import former_addresses
from api.bundles.lines.parser import Entry
from api.bundles.lines.schemas import DRAFT, LIVE, WITHDRAWN
from api.bundles.models import ImportedLine
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.content_type import Content, ContentType, Ending
from api.publishing.errors import Finding
from api.publishing.live import old_urls
from api.publishing.live.projection import Origin, Release
from api.publishing.models import Document, Public
from api.publishing.workflow import OPERATOR

TAKEN_AWAY = "withdrawn, trashed or purged here, so it stays so"
EDITED = "edited here since it was last imported; --overwrite lets the bundle win"
FOREIGN = "is here already and was not imported under this key; --overwrite lets the bundle win"
OTHER_SITE = (
    "/id: the site here is another one, {}, with content of its own; take “id” out of this line if"
    " that is to become one site with this"
)
OWN_ID = "/id: the site was here already and keeps its id, {}"
EARLY = "/published_at: lies in the future; it is public from now on all the same, and dated now"
ENDED = (
    "lies in the past; what is public no more is a line with"
    ' "state": "withdrawn", "reason": "expired"'
)
TO_COME = "lies in the future; a correction tells what was done"
ENDLESS = "/unpublish_at: a draft is not public, so this ends nothing"
NO_WAY_BACK = "/state: it is public here and cannot become a draft: withdraw it"


class Job(NamedTuple):
    """One line that was checked, ready to be written; `site` is None for the site itself."""

    handled: ContentType
    entry: Entry
    content: Content
    site: UUID | None
    document: UUID
    digest: str


class Existing(NamedTuple):
    """What is here already: the document, and the line last imported under its key."""

    document: Document | None = None
    line: ImportedLine | None = None


class LineResult(NamedTuple):
    """What became of a line: the outcome, what to warn of, what to remember, what gates found."""

    outcome: str
    warnings: list[str]
    lines: Sequence[ImportedLine] = ()
    findings: Sequence[Finding] = ()


def refusals(
    entry: Entry, known: ImportedLine, document: Document | None, *, overwrite: bool
) -> list[str]:
    """Why a changed line must not be written over the document that is here."""
    if document is None or is_taken_away(document, known):
        return []
    wrong = [] if overwrite or document.version == known.version else [EDITED]
    if entry.book["state"] == DRAFT and document.public == Public.LIVE:
        wrong.append(NO_WAY_BACK)
    return wrong


def write(job: Job, existing: Existing, at: datetime, *, overwrite: bool) -> LineResult:
    """Create or update the document of a line, unless somebody here took it away or edited it."""
    document, known = existing
    if document is None:
        return _created(job, at) if known is None else LineResult(LEFT, [TAKEN_AWAY])
    if is_taken_away(document, known):
        return LineResult(LEFT, [TAKEN_AWAY])
    # Asked again: an editor may have been quicker than the import.
    if known is None:
        wrong = [] if overwrite or state.is_bare(document) else [FOREIGN]
    else:
        wrong = refusals(job.entry, known, document, overwrite=overwrite)
    if wrong:
        return LineResult(LEFT, wrong)
    commands.save(document, job.content, OPERATOR, at)
    _keep_old_urls(job, document)
    findings = _carry_out(job, document, _origin(job, above=document.version), at)
    said = warnings(job.entry, document.id, at)
    return LineResult(UPDATED, said, _remembered(job, document), findings)


def is_taken_away(document: Document, known: ImportedLine | None) -> bool:
    """Whether somebody here took the document away since the import."""
    was_withdrawn = known is not None and known.state == WITHDRAWN
    is_withdrawn_here = document.public == Public.WITHDRAWN and not was_withdrawn
    return document.is_trashed or document.purged_at is not None or is_withdrawn_here


def _created(job: Job, at: datetime) -> LineResult:
    origin = _origin(job, above=0)
    document = commands.create(job.handled.name, job.site, job.content, (OPERATOR, at), origin)
    _keep_old_urls(job, document)
    findings = _carry_out(job, document, origin, at)
    said = warnings(job.entry, document.id, at)
    return LineResult(CREATED, said, _remembered(job, document), findings)


def _keep_old_urls(job: Job, document: Document) -> None:
    if job.handled.folder:
        old_urls.replace(document, job.entry.book["old_urls"])


def _carry_out(job: Job, document: Document, origin: Origin, at: datetime) -> list[Finding]:
    """Bring the document to the state that its line names."""
    book = job.entry.book
    if book["state"] == DRAFT:
        return []
    findings: list[Finding] = []
    if job.handled.reviewed:
        release = Release(unpublish_at=book["unpublish_at"], origin=origin)
        findings = commands.publish(document, OPERATOR, at, release)
    if book["state"] == WITHDRAWN:
        replacement, gone_at = book["superseded_by"], book["withdrawn_at"]
        why = Withdrawal(book["reason"], book["public_note"], replacement, gone_at)
        commands.withdraw(document, OPERATOR, at, why)
    return findings


def _origin(job: Job, *, above: int) -> Origin:
    """What the line tells of the document's life; its version only where that is a later one."""
    book = job.entry.book
    version = book["version"] or 0
    corrections = book["corrections"]
    return Origin(
        id=job.document,
        slug=book["slug"],
        old_slugs=tuple(book["old_slugs"]),
        published_at=book["published_at"],
        updated_at=book["updated_at"],
        version=version if version > above else None,
        corrections=None if corrections is None else tuple(corrections),
    )


def _remembered(job: Job, document: Document) -> list[ImportedLine]:
    """The line by its key, and by the id that a site has elsewhere: a later bundle has it too."""
    keys = [job.entry.key] + [str(job.entry.book["id"])] * _has_other_id(job.entry, document.id)
    return [
        ImportedLine(
            site=str(document.site),
            type=job.handled.name,
            key=key,
            document=document.id,
            digest=job.digest,
            state=job.entry.book["state"],
            version=document.version,
        )
        for key in keys
    ]


def _has_other_id(entry: Entry, document: UUID) -> bool:
    return entry.book["id"] not in (None, document)


def warnings(entry: Entry, document: UUID, at: datetime) -> list[str]:
    """What the operator is let pass, as it stands behind the place of a line."""
    published_at = entry.book["published_at"]
    is_draft = entry.book["state"] == DRAFT
    said = former_addresses.unseen(entry.book["old_urls"])
    said += [OWN_ID.format(document)] * _has_other_id(entry, document)
    said += [EARLY] * (not is_draft and published_at is not None and published_at > at)
    return said + [ENDLESS] * (is_draft and entry.book["unpublish_at"] is not None)


def untimely(entry: Entry, ending: Ending | None, at: datetime) -> list[str]:
    """What is dated after now that has been done, and what ended before now that is public."""
    return _corrections_to_come(entry, at) + _past_ends(entry, ending, at)


def _corrections_to_come(entry: Entry, at: datetime) -> list[str]:
    """Which corrections have not been made yet."""
    # Of one that is wrong, which is told elsewhere, there may be no time.
    times = [correction.get("at") for correction in entry.book["corrections"] or ()]
    late = (n for n, when in enumerate(times) if when and datetime.fromisoformat(when) > at)
    return [f"/corrections/{n}/at: {TO_COME}" for n in late]


def _past_ends(entry: Entry, ending: Ending | None, at: datetime) -> list[str]:
    """Which ends of what is to be public lie behind; `ending` is that of its content."""
    unpublish_at = entry.book["unpublish_at"]
    ends = [Ending(unpublish_at, "/unpublish_at")] * (unpublish_at is not None) + [ending] * (
        ending is not None
    )
    over = (end.pointer for end in ends if end is not None and end.at <= at)
    return [f"{pointer}: {ENDED}" for pointer in over] if entry.book["state"] == LIVE else []
