"""Reads the change feed: every live object once, then what changed, in the order of commits."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from peewee import Expression

from api.core.db import execute, snapshot
from api.core.fields import stored_id
from api.core.jsons import dumps
from api.publishing.content import content_type
from api.publishing.digest import Digest
from api.publishing.models import Change, Counter, Document, LiveDigest
from api.publishing.queries import COUNTER_ID
from api.sites.queries import SiteCard
from api.syndication.errors import CursorGone
from api.syndication.positions import Position, foreign, read
from api.syndication.schemas import TYPES

KEPT = timedelta(days=400)
"""How long tombstones are kept."""
BATCH = 500


class Scope(NamedTuple):
    """What a mirror follows: some types, of one site or of all."""

    types: Sequence[str]
    site: SiteCard | None = None

    @property
    def name(self) -> str:
        """What tells cursors of one scope from those of another."""
        facts = [sorted(self.types), self.site and self.site.id]
        return blake2b(dumps(facts), digest_size=6).hexdigest()

    @property
    def start(self) -> str:
        """Where to begin anew."""
        asked = {} if self.site is None else {"site": self.site.slug}
        if set(self.types) != set(TYPES):
            asked["types"] = ",".join(self.types)
        return f"/v1/changes?{urlencode(asked, safe=',')}".rstrip("?")


class Row(NamedTuple):
    """A change, and the bytes of its object where that is live."""

    change: Change
    object: bytes | None


class ChangePage(NamedTuple):
    """Some changes, where to go on, and the digest when there is no more."""

    rows: list[Row]
    position: Position
    digest: Digest | None


def page(cursor: str | None, scope: Scope, limit: int, at: datetime) -> ChangePage:
    """The changes after `cursor`; CursorGone when nobody can go on from there."""
    with snapshot():
        head = Counter.get_by_id(COUNTER_ID)
        position = _begin(head, scope) if cursor is None else _checked(cursor, head, scope, at)
        return _page(position, scope, limit, head.seq)


def everything(scope: Scope) -> Iterator[ChangePage]:
    """All that is live, batch by batch, as it is at one moment."""
    with snapshot():
        head = Counter.get_by_id(COUNTER_ID)
        position, digest = _begin(head, scope), None
        while digest is None:
            found = _page(position, scope, BATCH, head.seq)
            position, digest = found.position, found.digest
            yield found


def head() -> tuple[str, int]:
    """The epoch, and the number of the newest change."""
    counter = Counter.get_by_id(COUNTER_ID)
    return counter.epoch, counter.seq


def _begin(head: Counter, scope: Scope) -> Position:
    return Position(head.epoch, scope.name, seq=0, first=head.seq)


def _checked(cursor: str, head: Counter, scope: Scope, at: datetime) -> Position:
    position = read(cursor)
    if position.epoch != head.epoch:
        raise _gone(scope, "it is of another life of this portal")
    if max(position.seq, position.first) > head.seq:
        raise _gone(scope, "it is beyond what there is")
    if position.scope != scope.name:
        raise foreign()
    if _is_too_old(position, at):
        raise _gone(scope, "it is too old")
    return position


def _gone(scope: Scope, why: str) -> CursorGone:
    link = {"Link": f'<{scope.start}>; rel="start"'}
    return CursorGone(why=why, extra={"restart": scope.start}, headers=link)


def _is_too_old(position: Position, at: datetime) -> bool:
    """Whether tombstones may be gone that the mirror has not seen yet."""
    seen = max(position.seq, position.first)
    missed = Change.select(Change.at).where(Change.seq > seen).order_by(Change.seq).first()
    return missed is not None and missed.at < at - KEPT


def _page(position: Position, scope: Scope, limit: int, head: int) -> ChangePage:
    # Named tuples have the members of models, and are made in half the time.
    changes: list[Change] = list(_changes(position, scope).limit(limit + 1).namedtuples())
    is_last = len(changes) <= limit
    changes = changes[:limit]
    objects = _objects(changes)
    rows = [Row(each, objects.get(stored_id(each.document))) for each in changes]
    if is_last:
        return ChangePage(rows, position._replace(seq=head, first=0), _digest(scope))
    return ChangePage(rows, position._replace(seq=changes[-1].seq), None)


def _changes(position: Position, scope: Scope) -> Any:
    """The newest change of each document, in order; what is gone only where it was sent before."""
    return (
        Change.select()
        .join(Document, on=(Document.seq == Change.seq))
        .where(Document.seq > position.seq)
        .where(Document.is_visible | (Document.seq > position.first))
        .where(*_in_scope(Document, scope))
        .order_by(Document.seq)
    )


def _in_scope(model: type[Document] | type[LiveDigest], scope: Scope) -> list[Expression]:
    site = [] if scope.site is None else [model.site == scope.site.id]
    return [model.type.in_(list(scope.types)), *site]


def _objects(changes: Sequence[Change]) -> dict[str, bytes]:
    by_type: dict[str, list[UUID]] = {}
    for each in changes:
        by_type.setdefault(each.type, []).append(each.document)
    parts = [_bytes_of(kind, len(ids)) for kind, ids in by_type.items()]
    ids = [stored_id(each) for some in by_type.values() for each in some]
    rows = execute(" UNION ALL ".join(parts), ids) if parts else ()
    return {str(identity).replace("-", ""): bytes(whole) for identity, whole in rows}


def _bytes_of(kind: str, count: int) -> str:
    table, marks = content_type(kind).model._meta.table_name, ", ".join("?" * count)
    return f'SELECT "id", "whole" FROM "{table}" WHERE "id" IN ({marks})'  # noqa: S608 - our names


def _digest(scope: Scope) -> Digest:
    rows = LiveDigest.select().where(*_in_scope(LiveDigest, scope))
    parts = (Digest(row.count, int(row.hash, 16)) for row in rows)
    return reduce(Digest.plus, parts, Digest())
