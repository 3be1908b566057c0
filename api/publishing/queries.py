"""Reading documents, editions and the log of changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from peewee import fn

from api.db.databases import execute
from api.db.rows import row, the_row
from api.db.unit_of_work import remembered
from api.publishing.errors import DocumentNotFound
from api.publishing.live.models import Slug
from api.publishing.models import AuditEvent, Change, Counter, Document, Due, Edition

COUNTER_ID = 1


def get_document(document_id: UUID) -> Document:
    """The document of this id, or DocumentNotFound."""
    document = row(Document, "id", document_id)
    if document is None:
        raise DocumentNotFound
    return document


def get_edition(edition_id: UUID) -> Edition:
    """One edition."""
    return the_row(Edition, "id", edition_id)


def editions(document: Document) -> Iterable[Edition]:
    """All editions of a document, oldest first."""
    return Edition.select().where(Edition.document == document.id).order_by(Edition.number)


def last_number(document: Document) -> int:
    """The number of the newest edition that was ever written."""
    of_it = Edition.select(fn.MAX(Edition.number)).where(Edition.document == document.id)
    return int(of_it.scalar() or 0)


def tombstone_at(site: UUID, type_name: str, slug: str) -> Document | None:
    """The document that holds this address, be it current, old, or of something withdrawn."""
    return (
        Document.select()
        .join(Slug, on=(Slug.document == Document.id))
        .where(Slug.site == site, Slug.type == type_name, Slug.slug == slug)
        .get_or_none()
    )


@remembered
def site_slug(site: UUID) -> str:
    """The slug of a site; in a transaction it is asked for once."""
    document = row(Document, "id", site)
    return (document.slug if document else None) or ""


def slug_of_site(document: Document) -> str:
    """The slug of a document's site, which may be itself and not be there to be read yet."""
    return str(document.slug) if document.site == document.id else site_slug(document.site)


def site_id(slug: str) -> UUID | None:
    """The id of the site of this slug."""
    is_it = (Document.type == "site") & (Document.slug == slug)
    document = Document.select(Document.id).where(is_it).get_or_none()
    return document.id if document else None


def may_succeed(document_id: UUID, document: Document) -> bool:
    """Whether readers of a document who are sent to this id find something else there."""
    is_it = (Document.id == document_id) & (Document.site == document.site) & Document.is_visible
    other = is_it & (Document.id != document.id)
    return bool(Document.select(Document.id).where(other).exists())


def site_ids() -> list[UUID]:
    """Every site that was ever public."""
    is_it = (Document.type == "site") & Document.slug.is_null(False)
    return [row.id for row in Document.select(Document.id).where(is_it)]


def get_numbered(document: Document, number: int) -> Edition | None:
    """The edition of this number, None where there is none."""
    is_it = (Edition.document == document.id) & (Edition.number == number)
    return Edition.get_or_none(is_it)


def due(at: datetime, limit: int = 100) -> Sequence[Due]:
    """What should have happened by `at`, the oldest first."""
    oldest_first = Due.select().where(Due.attempt_at <= at).order_by(Due.attempt_at, Due.id)
    return list(oldest_first.limit(limit))


def next_due_by_site() -> dict[UUID, datetime]:
    """When each site changes by itself next; what failed counts for when it is tried again."""
    rows = Due.select(Due.site, fn.MIN(Due.attempt_at).alias("at")).group_by(Due.site)
    return {row.site: row.at for row in rows}


def next_attempt() -> datetime | None:
    """When the ticker has something to do next."""
    row = Due.select(Due.attempt_at).order_by(Due.attempt_at).limit(1).get_or_none()
    return row.attempt_at if row else None


def changes_after(seq: int, limit: int) -> Iterable[Change]:
    """The log after `seq`, in the order of the commits."""
    return Change.select().where(Change.seq > seq).order_by(Change.seq).limit(limit)


def first_published(document_id: UUID) -> datetime | None:
    """When something was public here for the first time, as the audit log tells."""
    is_it = (AuditEvent.document == document_id) & (AuditEvent.action == "publish")
    first = AuditEvent.select(AuditEvent.at).where(is_it).order_by(AuditEvent.number).first()
    return first.at if first else None


def head() -> tuple[str, int]:
    """The epoch of the log, and the number of the newest change."""
    sql = 'SELECT "epoch", "seq" FROM "counter" WHERE "id" = ?'
    epoch, seq = execute(sql, (COUNTER_ID,)).fetchone() or ("", 0)
    return str(epoch), int(seq)


def audit_head() -> tuple[int, str]:
    """How many audit events there are, and the newest as `number:hash`."""
    counter = Counter.get_by_id(COUNTER_ID)
    return counter.audit_number, f"{counter.audit_number}:{counter.audit_hash}"


def head_seq() -> int:
    """The number of the newest change."""
    row = execute('SELECT "seq" FROM "counter" WHERE "id" = ?', (COUNTER_ID,)).fetchone()
    return int(row[0]) if row else 0
