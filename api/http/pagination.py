"""Keyset pages: opaque signed cursors that stay right while rows come and go.

A cursor names the last row that was handed out by its sort key, so the next page begins after it,
whatever was added or removed meanwhile. It is bound to its operation and filters.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b, sha256
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from itsdangerous import BadData, Serializer, URLSafeSerializer
from itsdangerous.encoding import base64_encode
from marshmallow import fields, post_load, validate

from api.db.fields import stored_id, stored_time
from api.db.statements import Condition, Select, every
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Integer, Word
from api.runtime.config import config
from api.runtime.errors import InvalidParameter
from api.runtime.jsons import dumps

LIMIT = 20
MOST = 100
# A sort key of 512 bytes, written in hexadecimal, then in base 64.
LONGEST_CURSOR = 2_000


class PageQuerySchema(Schema):
    """The parameters of every list."""

    limit = Integer(
        load_default=LIMIT,
        validate=validate.Range(1, MOST),
        metadata={"description": "How many items a page holds."},
    )
    cursor = fields.String(
        load_default=None,
        validate=validate.Length(max=LONGEST_CURSOR),
        metadata={"description": "From `next` of the page before; opaque."},
    )
    total = Boolean(load_default=False, metadata={"description": "Count all items too."})

    @post_load(pass_original=True)
    def keep_address(
        self, query: dict[str, Any], original: Mapping[str, Any], **_: Any
    ) -> dict[str, Any]:
        """Keep the parameters as they were written: the next page asks with the same."""
        query["asked"] = {name: original[name] for name in original if name != "cursor"}
        return query


class ListedQuerySchema(PageQuerySchema):
    """The parameters of a list of several sites."""

    site = Word(load_default=None, metadata={"description": "Slug of a site."})


def of_site(site: str | None) -> tuple[Condition, ...]:
    """That a row is of this site, or of any."""
    return () if site is None else (Condition('"site_slug" = ?', (site,)),)


@dataclass(frozen=True)
class Listing:
    """One list as SQL whose text is ours alone; values travel as parameters.

    `order` are the columns of the keyset, the last one unique; the query selects them first.
    """

    columns: str
    source: str
    where: tuple[Condition, ...]
    order: tuple[str, ...]
    descending: bool = False
    group_by: str = ""

    def page(self, limit: int, after: Sequence[Any] | None, *, backwards: bool = False) -> Select:
        """One row more than `limit`, so that the end is known; backwards that of `after` first."""
        sign, way = ("<", " DESC") if self.descending != backwards else (">", "")
        sign += "=" if backwards else ""
        names, marks = ", ".join(self.order), ", ".join("?" * len(self.order))
        keyset = [Condition(f"({names}) {sign} ({marks})", tuple(after))] if after else []
        order = ", ".join(column + way for column in self.order)
        tail = f"{self.group_by} ORDER BY {order} LIMIT {limit + 1}"
        return Select(f"{names}, {self.columns}", self.source, (*self.where, *keyset), tail)

    def count(self) -> int:
        """How many items there are."""
        all_of = Select("COUNT(*)", self.source, self.where)
        if self.group_by:
            grouped = Select("1", self.source, self.where, self.group_by)
            all_of = Select("COUNT(*)", f"({grouped.sql}) AS rows")
            return int(all_of.rows(*grouped.params)[0][0])
        return int(all_of.rows()[0][0])


NEXT = "What follows, as a path on the host that was asked (`/…?cursor=…`); null after the last."


class ListSchema(Schema):
    """A page of items; whoever inherits says of what."""

    items = fields.List(fields.Raw(), required=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": NEXT})
    total = fields.Integer(
        required=True, allow_none=True, metadata={"description": "If asked for."}
    )


@dataclass(frozen=True)
class Page:
    """A page of rows (without their sort keys), the address of the next, and the count if asked."""

    rows: list[tuple[Any, ...]]
    next: str | None
    total: int | None


def fetch(listing: Listing, query: Mapping[str, Any], path: str) -> Page:
    """The page that `query` (of a PageQuerySchema, with further filters) asks for."""
    scope = _scope(listing, path)
    limit = query["limit"]
    after = opened(scope, query["cursor"])
    backwards = query.get("backwards", False)
    rows = listing.page(limit, after, backwards=backwards).rows()
    keys = len(listing.order)
    following = None
    if len(rows) > limit:
        # Backwards a cursor names the last row of a page, else the last of the page before it.
        following = next_address(path, query, scope, rows[limit - (not backwards)][:keys])
        rows = rows[:limit]
    if backwards:
        rows.reverse()
    total = listing.count() if query["total"] else None
    return Page([row[keys:] for row in rows], following, total)


def _scope(listing: Listing, path: str) -> str:
    conditions = [condition.sql for condition in listing.where]
    values = [_plain(value) for value in every(listing.where).params]
    return scope_of([path, conditions, values, listing.order, listing.descending])


def scope_of(facts: Sequence[Any]) -> str:
    """What a cursor is bound to: whatever makes this list another than its neighbours."""
    return blake2b(dumps(list(facts)), digest_size=12).hexdigest()


class _Cursors(URLSafeSerializer):
    """Signs sort keys as they are: trying to compress them takes a twentieth of a list."""

    def dump_payload(self, obj: Any) -> bytes:
        """Overrides the base class."""
        return base64_encode(Serializer.dump_payload(self, obj))


def _signer(scope: str) -> _Cursors:
    keys = config().secret_keys[::-1]  # It signs with the last.
    return _Cursors(keys, salt=f"cursor:{scope}", signer_kwargs={"digest_method": sha256})


def opened(scope: str, cursor: str | None) -> list[Any] | None:
    """The sort key after which a page begins; InvalidParameter for a cursor of another list."""
    if cursor is None:
        return None
    try:
        position = _signer(scope).loads(cursor)
    except BadData as bad:
        raise InvalidParameter.of(
            "cursor",
            "This cursor was not made here, or for other filters: start again without it.",
            "Con trỏ này không phải của danh sách này: hãy bắt đầu lại từ trang đầu.",
        ) from bad
    return [_value(value) for value in position]


def _plain(value: Any) -> Any:
    """A sort key as JSON: bytes need a mark, so that they come back as bytes."""
    if isinstance(value, UUID):
        return stored_id(value)
    if isinstance(value, datetime):
        return stored_time(value if value.tzinfo else value.replace(tzinfo=UTC))
    if isinstance(value, bytes | memoryview):
        return {"bytes": bytes(value).hex()}
    return value


def _value(plain: Any) -> Any:
    return bytes.fromhex(plain["bytes"]) if isinstance(plain, dict) else plain


def next_address(path: str, query: Mapping[str, Any], scope: str, last: Sequence[Any]) -> str:
    """The address of the page after the row with the sort key `last`."""
    cursor = str(_signer(scope).dumps([_plain(value) for value in last]))
    return f"{path}?{urlencode({**query['asked'], 'cursor': cursor})}"
