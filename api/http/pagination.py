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

from itsdangerous import BadData, URLSafeSerializer
from marshmallow import fields, post_load, validate

from api.db.databases import execute
from api.db.fields import stored_id, stored_time
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Integer
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


@dataclass(frozen=True)
class Listing:
    """One list as SQL whose text is ours alone; values travel as parameters.

    `order` are the columns of the keyset, the last one unique; the query selects them first.
    """

    columns: str
    source: str
    where: tuple[str, ...]
    params: tuple[Any, ...]
    order: tuple[str, ...]
    descending: bool = False
    group_by: str = ""

    def _conditions(self, more: Sequence[str] = ()) -> str:
        clauses = (*self.where, *more)
        return f" WHERE {' AND '.join(clauses)}" if clauses else ""

    def page(self, limit: int, after: Sequence[Any] | None) -> tuple[str, tuple[Any, ...]]:
        """The statement for one row more than `limit`, so that the end is known."""
        sign, way = ("<", " DESC") if self.descending else (">", "")
        marks = ", ".join("?" * len(self.order))
        keyset = [f"({', '.join(self.order)}) {sign} ({marks})"] if after else []
        order = ", ".join(column + way for column in self.order)
        sql = (
            f"SELECT {', '.join(self.order)}, {self.columns} FROM {self.source}"  # noqa: S608
            f"{self._conditions(keyset)}{self.group_by} ORDER BY {order} LIMIT {limit + 1}"
        )
        return sql, (*self.params, *(after or ()))

    def count(self) -> tuple[str, tuple[Any, ...]]:
        """The statement that counts all items."""
        if self.group_by:
            inner = f"SELECT 1 FROM {self.source}{self._conditions()}{self.group_by}"  # noqa: S608
            return f"SELECT COUNT(*) FROM ({inner}) AS rows", self.params  # noqa: S608
        return f"SELECT COUNT(*) FROM {self.source}{self._conditions()}", self.params  # noqa: S608


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
    sql, params = listing.page(limit, after)
    rows = execute(sql, params).fetchall()
    keys = len(listing.order)
    following = None
    if len(rows) > limit:
        rows = rows[:limit]
        following = next_address(path, query, scope, rows[-1][:keys])
    total = None
    if query["total"]:
        sql, params = listing.count()
        total = execute(sql, params).fetchone()[0]
    return Page([row[keys:] for row in rows], following, total)


def _scope(listing: Listing, path: str) -> str:
    filters = [path, listing.where, [_plain(value) for value in listing.params], listing.order]
    return scope_of([*filters, listing.descending])


def scope_of(facts: Sequence[Any]) -> str:
    """What a cursor is bound to: whatever makes this list another than its neighbours."""
    return blake2b(dumps(list(facts)), digest_size=12).hexdigest()


def _signer(scope: str) -> URLSafeSerializer:
    return URLSafeSerializer(
        config().secret_key, salt=f"cursor:{scope}", signer_kwargs={"digest_method": sha256}
    )


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
    return [_value(each) for each in position]


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
