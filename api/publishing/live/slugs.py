"""Addresses: unique per site and type, and their document's for good once public."""

from collections.abc import Iterable
from itertools import count
from uuid import UUID

from api.db.batches import batches
from api.db.databases import execute
from api.db.fields import stored_id
from api.db.speculative import Moved
from api.db.statements import Condition, Select, one_of
from api.db.unit_of_work import State, Transaction, current
from api.publishing.content_type import content_type
from api.publishing.errors import SlugTaken
from api.publishing.live.models import Slug
from api.publishing.models import Document
from api.text import slugs

_TRIES = 100
EVERYWHERE = UUID(int=0)
"""Where the addresses of sites themselves are unique."""


def scope(document: Document) -> UUID:
    """Within what a document's address is unique: its site, or for a site the installation."""
    return EVERYWHERE if document.site == document.id else document.site


def claim(document: Document, wanted: str) -> str:
    """Reserve `wanted` for the document, or the next free `wanted-2`, `wanted-3`, …"""
    base = slugs.slugify(wanted) or content_type(document.type).name.replace("_", "-")
    return _claim(document, base)


def claim_old(document: Document, slug: str) -> str:
    """Reserve an earlier slug of the document as `claim` does, however long it is."""
    return _claim(document, slug)


def look_up(document_type: str, site: UUID, wanted: Iterable[str]) -> None:
    """Learn in few statements who holds the addresses that are about to be claimed ahead."""
    tx = current()
    if tx is not None and tx.is_speculative:
        _TAKING.of(tx).look_up(stored_id(site), document_type, map(slugs.slugify, wanted))


def _claim(document: Document, base: str) -> str:
    slug = base
    for _ in range(_TRIES):
        if _take(document, slug):
            return slug
        slug = _next_free(document, base)
    raise SlugTaken(slug=base)


def _take(document: Document, slug: str) -> bool:
    tx = current()
    if tx is not None and tx.is_speculative:
        return _TAKING.of(tx).take(document, slug)
    # Waits for a rival transaction on PostgreSQL, so two documents never share an address.
    sql = (
        'INSERT INTO "slug" ("site", "type", "slug", "document") VALUES (?, ?, ?, ?)'
        " ON CONFLICT DO NOTHING RETURNING 1"
    )
    row = (*_key(document, slug), stored_id(document.id))
    return bool(execute(sql, row).fetchone()) or holder(document, slug) == document.id


def _key(document: Document, slug: str) -> tuple[str, str, str]:
    return stored_id(scope(document)), document.type, slug


class _Taking:
    """Addresses that a transaction takes all at once when it begins, if they are free then too."""

    def __init__(self, tx: Transaction) -> None:
        self._holders: dict[tuple[str, str, str], str] = {}
        self._free: set[tuple[str, str, str]] = set()
        tx.at_first(self._insert)

    def look_up(self, site: str, document_type: str, slugs: Iterable[str]) -> None:
        for some in batches(slugs):
            of_type = Condition('"site" = ? AND "type" = ?', (site, document_type))
            query = Select('"slug"', '"slug"', (of_type, one_of('"slug"', some)))
            taken = {slug for (slug,) in query.rows()}
            self._free |= {(site, document_type, slug) for slug in some if slug not in taken}

    def take(self, document: Document, slug: str) -> bool:
        key, own = _key(document, slug), stored_id(document.id)
        is_free = key in self._free or (key not in self._holders and not holder(document, slug))
        if is_free:
            self._free.discard(key)
            self._holders[key] = own
        return self._holders.get(key) == own

    def taken(self, document: Document) -> set[str]:
        """Those of one site and type."""
        return {slug for *where, slug in self._holders if where == [*_key(document, "")[:2]]}

    def _insert(self) -> None:
        for some in batches((*key, own) for key, own in self._holders.items()):
            marks = ", ".join(["(?, ?, ?, ?)"] * len(some))
            sql = (
                f'INSERT INTO "slug" ("site", "type", "slug", "document") VALUES {marks}'  # noqa: S608
                " ON CONFLICT DO NOTHING RETURNING 1"
            )
            taken = execute(sql, [value for row in some for value in row]).fetchall()
            if len(taken) < len(some):
                raise Moved


_TAKING = State(_Taking)


def _next_free(document: Document, base: str) -> str:
    """The first of `base-2`, `base-3`, … that no other document holds."""
    is_here = (Slug.site == scope(document)) & (Slug.type == document.type)
    # "." follows "-" in ASCII, so these are all that begin with `base-`.
    is_like = (Slug.slug > f"{base}-") & (Slug.slug < f"{base}.")
    rows = Slug.select(Slug.slug).where(is_here & is_like & (Slug.document != document.id))
    taken = {row.slug for row in rows}
    tx = current()
    if tx is not None and tx.is_speculative:
        taken |= _TAKING.of(tx).taken(document)
    return next(slug for number in count(2) if (slug := f"{base}-{number}") not in taken)


def holder(document: Document, slug: str) -> UUID | None:
    """The document that holds this address on the same site."""
    sql = 'SELECT "document" FROM "slug" WHERE "site" = ? AND "type" = ? AND "slug" = ?'
    row = execute(sql, _key(document, slug)).fetchone()
    return UUID(str(row[0])) if row else None


def slugs_of(document: UUID) -> list[str]:
    """Every address that a document has or had, by its id."""
    rows = Slug.select(Slug.slug).where(Slug.document == document).order_by(Slug.id)
    return [row.slug for row in rows]


def old_slugs(document: Document) -> list[str]:
    """The document's earlier addresses, oldest first; they answer 301."""
    return [slug for slug in slugs_of(document.id) if slug != document.slug]
