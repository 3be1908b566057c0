"""Reads the change feed: every live object once, then what changed, in the order of commits."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import reduce
from hashlib import blake2b
from typing import Any, NamedTuple
from urllib.parse import urlencode
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_bytes, stored_id
from api.db.statements import Select, one_of
from api.db.unit_of_work import snapshot
from api.http.cache_control import NEVER_STALE
from api.publishing.content_type import content_type
from api.publishing.live.digest import Digest
from api.publishing.live.models import LiveDigest
from api.publishing.models import Change, Counter, Document
from api.publishing.queries import COUNTER_ID
from api.runtime.jsons import dumps
from api.sites.queries import SiteReference
from api.syndication.errors import CursorGone
from api.syndication.positions import Position, foreign, read

KEPT = timedelta(days=400)
"""How long tombstones are kept."""
BATCH = 500
NOW = "now"
"""The cursor of who holds nothing yet and wants to hear what changes from here on."""


class Scope(NamedTuple):
    """What a mirror follows: some types or all, those to come too; of one site or of all."""

    types: Sequence[str] | None = None
    site: SiteReference | None = None

    @property
    def name(self) -> str:
        """What tells cursors of one scope from those of another."""
        facts = [self.types and sorted(self.types), self.site and self.site.id]
        return blake2b(dumps(facts), digest_size=6).hexdigest()

    @property
    def start(self) -> str:
        """Where to begin anew."""
        asked = {} if self.site is None else {"site": self.site.slug}
        if self.types is not None:
            asked["types"] = ",".join(self.types)
        return f"/v1/changes?{urlencode(asked, safe=',')}".rstrip("?")


class Row(NamedTuple):
    """A change, and where its object is live its bytes and the hash of their canonical form."""

    change: Change
    object: bytes | None
    hash: str | None


class ChangePage(NamedTuple):
    """Some changes, where to go on, and the digest when there is no more."""

    rows: list[Row]
    position: Position
    digest: Digest | None


def page(cursor: str | None, scope: Scope, limit: int, at: datetime) -> ChangePage:
    """The changes after `cursor`; CursorGone when nobody can go on from there."""
    with snapshot():
        head = Counter.get_by_id(COUNTER_ID)
        position = _position(cursor, head, scope, at)
        return _page(position, scope, limit, head.seq)


def everything(scope: Scope) -> Iterator[ChangePage]:
    """All that is live, batch by batch, as it is at one moment."""
    with snapshot():
        head = Counter.get_by_id(COUNTER_ID)
        position, digest = _begin(head, scope), None
        while digest is None:
            page = _page(position, scope, BATCH, head.seq)
            position, digest = page.position, page.digest
            yield page


def standing() -> tuple[str, int, Digest]:
    """The epoch, the number of the newest change, and the digest of all that is live."""
    with snapshot():
        counter = Counter.get_by_id(COUNTER_ID)
        return counter.epoch, counter.seq, _digest(Scope())


def _position(cursor: str | None, head: Counter, scope: Scope, at: datetime) -> Position:
    if cursor == NOW:
        return Position(head.epoch, scope.name, seq=head.seq)
    return _begin(head, scope) if cursor is None else _checked(cursor, head, scope, at)


def _begin(head: Counter, scope: Scope) -> Position:
    return Position(head.epoch, scope.name, seq=0, first=head.seq)


def _checked(cursor: str, head: Counter, scope: Scope, at: datetime) -> Position:
    position = read(cursor)
    if position is None:
        raise _gone(scope, "it is older than the hashes of objects, which the digest now covers")
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
    link = f'<{scope.start}>; rel="start"'
    headers = {"Link": link, "Cache-Control": NEVER_STALE}
    return CursorGone(why=why, extra={"restart": scope.start}, headers=headers)


def _is_too_old(position: Position, at: datetime) -> bool:
    """Whether tombstones may be gone that the mirror has not seen yet."""
    seen = max(position.seq, position.first)
    missed = Change.select(Change.at).where(Change.seq > seen).order_by(Change.seq).first()
    return missed is not None and missed.at < at - KEPT


def _page(position: Position, scope: Scope, limit: int, head: int) -> ChangePage:
    # Named tuples have the members of models, and are made in half the time.
    changes: list[Any] = list(_changes(position, scope).limit(limit + 1).namedtuples())
    is_last = len(changes) <= limit
    changes = changes[:limit]
    objects = _objects(changes)
    rows = [
        Row(change, objects.get(stored_id(change.document)), change.live_hash) for change in changes
    ]
    if is_last:
        return ChangePage(rows, position._replace(seq=head, first=0), _digest(scope))
    return ChangePage(rows, position._replace(seq=changes[-1].seq), None)


def _changes(position: Position, scope: Scope) -> Any:
    """The newest change of each document, in order; what is gone only where it was sent before."""
    changes = (
        Change.select(Change, Document.live_hash)
        .join(Document, on=(Document.seq == Change.seq))
        .where(Document.seq > position.seq)
        .where(Document.is_visible | (Document.seq > position.first))
        .order_by(Document.seq)
    )
    return _in_scope(changes, Document, scope)


def _in_scope(query: Any, model: type[Document] | type[LiveDigest], scope: Scope) -> Any:
    if scope.types is not None:
        query = query.where(model.type.in_(list(scope.types)))
    return query if scope.site is None else query.where(model.site == scope.site.id)


def _objects(changes: Sequence[Change]) -> dict[str, bytes]:
    by_type: dict[str, list[UUID]] = {}
    for change in changes:
        by_type.setdefault(change.type, []).append(change.document)
    parts = [_bytes_of(kind, ids) for kind, ids in by_type.items()]
    params = [value for part in parts for value in part.params]
    rows = execute(" UNION ALL ".join(part.sql for part in parts), params) if parts else ()
    return {str(identity).replace("-", ""): stored_bytes(whole) for identity, whole in rows}


def _bytes_of(kind: str, ids: Sequence[UUID]) -> Select:
    named = one_of('"id"', [stored_id(document_id) for document_id in ids])
    return Select('"id", "whole"', f'"{content_type(kind).model._meta.table_name}"', (named,))


def _digest(scope: Scope) -> Digest:
    rows = _in_scope(LiveDigest.select(), LiveDigest, scope)
    parts = (Digest(row.count, int(row.hash, 16)) for row in rows)
    return reduce(Digest.plus, parts, Digest())
