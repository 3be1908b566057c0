"""A portal made of paper: rows and files of a change feed, with no program behind them."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any
from urllib.parse import parse_qs
from uuid import UUID

import orjson

Row = dict[str, Any]
PHOTO = b"\xff\xd8\xff the bytes of a photo"


def key_of(data: bytes) -> str:
    """The name of a photo of these bytes."""
    return blake2b(data, digest_size=20).hexdigest() + ".jpg"


def file_of(data: bytes) -> Row:
    """A photo as an object names it."""
    return {"url": f"http://portal.test/media/{key_of(data)}", "bytes": len(data)}


def row_of(number: int, **members: Any) -> Row:
    """An article that is live."""
    identity = str(UUID(int=number))
    facts = {"id": identity, "title": f"Bài {number}", **members}
    return {"seq": number, "op": "upsert", "type": "article", "id": identity, "object": facts}


@dataclass
class Paper:
    """Gives its rows in the order of `seq`; a cursor is the last `seq` that was told."""

    rows: list[Row] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        path, query = environ["PATH_INFO"], parse_qs(environ["QUERY_STRING"])
        body = self.page(query) if path == "/v1/changes" else self.files.get(path)
        status = "404 Not Found" if body is None else "200 OK"
        body = b"{}" if body is None else body
        start_response(status, [("Content-Length", str(len(body)))])
        return [body]

    def page(self, query: dict[str, list[str]]) -> bytes:
        """A page of the feed."""
        after, limit = int(query.get("cursor", ["0"])[0]), int(query["limit"][0])
        left = sorted((r for r in self.rows if r["seq"] > after), key=lambda row: row["seq"])
        items, more = [*map(hashed, left[:limit])], len(left) > limit
        cursor = items[-1]["seq"] if items else after
        digest = None if more else digest_of(r for r in self.rows if r["op"] == "upsert")
        page = {"items": items, "cursor": str(cursor), "more": more, "digest": digest}
        return orjson.dumps(page)


def hashed(row: Row) -> Row:
    """A row with the hash of its object, by the words of the contract."""
    if row["object"] is None:
        return row | {"hash": None}
    text = json.dumps(row["object"], sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return row | {"hash": blake2b(text.encode(), digest_size=16).hexdigest()}


def digest_of(rows: Iterable[Row]) -> Row:
    """The digest of live rows, by the words of the contract."""
    names = [f"{r['type']}/{r['id']}/{r['seq']}/{r['hash']}".encode() for r in map(hashed, rows)]
    total = sum(int.from_bytes(blake2b(n, digest_size=16).digest()) for n in names) % 2**128
    return {"count": len(names), "hash": f"{total:032x}"}
