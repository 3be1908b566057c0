"""Reads one live object by its id or address, for every type alike. The SQL is ours and short."""

from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from api.db.fields import stored_bytes, stored_id, stored_time
from api.db.statements import Condition, Filters, Select
from api.publishing import queries
from api.publishing.models import Document, Public
from api.runtime.clock import local
from api.runtime.errors import Gone, NotFound


class LiveObject(NamedTuple):
    """A live object, ready to be sent."""

    id: UUID
    site: str
    whole: bytes


@dataclass(frozen=True)
class LiveTable:
    """The live rows of one type, and how it says that there is none."""

    kind: str
    table: str
    not_found: type[NotFound]
    withdrawn: type[Gone]

    def get(self, object_id: UUID) -> LiveObject:
        """A live object; `withdrawn` (410) for one that was, `not_found` for any other."""
        row = self._one('"id" = ?', stored_id(object_id))
        if row is None:
            is_it = (Document.id == object_id) & (Document.type == self.kind)
            document = Document.get_or_none(is_it & (Document.public == Public.WITHDRAWN))
            raise self.gone(document) if document is not None else self.not_found
        return row

    def get_by_slug(self, site: str, slug: str) -> LiveObject:
        """The live object at an address of a site, or `not_found`."""
        row = self._one('"site_slug" = ? AND "slug" = ?', site, slug)
        if row is None:
            raise self.not_found
        return row

    def holder(self, site_id: UUID, slug: str) -> Document:
        """The live document that holds an address, be it an old one; else 410 or 404."""
        document = queries.tombstone_at(site_id, self.kind, slug)
        if document is None or document.public == Public.NONE:
            raise self.not_found
        if document.public == Public.WITHDRAWN:
            raise self.gone(document)
        return document

    def gone(self, document: Document) -> Gone:
        """What a withdrawn object answers: why, since when, and what replaces it."""
        return self.withdrawn(
            headers={"Surrogate-Key": str(document.id)},
            extra={
                "reason": document.reason,
                "public_note": document.public_note,
                "withdrawn_at": local(document.withdrawn_at),
                "superseded_by": str(document.superseded_by) if document.superseded_by else None,
            },
        )

    def _one(self, condition: str, *params: str) -> LiveObject | None:
        is_it = (Condition(condition, params),)
        rows = Select('"id", "site_slug", "whole"', f'"{self.table}"', is_it).rows()
        live = (LiveObject(UUID(str(id_)), site, stored_bytes(whole)) for id_, site, whole in rows)
        return next(live, None)


def times(of: str = "") -> Filters:
    """The filters by time of every list of live rows; `of` is what stands before a column."""
    return {
        "published_after": (f'{of}"published_at" > ?', stored_time),
        "published_before": (f'{of}"published_at" < ?', stored_time),
        "updated_after": (f'{of}"updated_at" > ?', stored_time),
    }
