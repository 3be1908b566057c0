"""Joins ready bytes into the answers of the delivery API, with their validators and cache tags.

Rendered objects are kept without `views`, and the ETag is made of what is kept: counting a view
changes neither a stored byte nor a validator.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote
from uuid import UUID

from flask import Response, request

from api.http.cache_control import NEVER_STALE, cache_control
from api.http.pagination import Page
from api.runtime.canonical import digest
from api.runtime.clock import now
from api.runtime.jsons import dumps, loads_stored

COUNTS = "counts"
"""The cache tag of answers that are live counts themselves."""


def item(rendered: bytes, query: Mapping[str, Any], keys: Sequence[str],
         views: int | None = None) -> Response:  # fmt: skip
    """One object, cut to `fields` where asked."""
    fields = query.get("fields")
    body = _only(rendered, fields)
    return answer(with_views(body, views, fields), keys, tag_of=body)


def listing(page: Page, items: Sequence[bytes], keys: Sequence[str],
            views: Sequence[int] | None = None, fields: tuple[str, ...] | None = None,
            ) -> Response:  # fmt: skip
    """A page of objects: `{"items", "next", "total"}`, and `Link: rel="next"`."""
    bodies = [_only(item, fields) for item in items]
    counted = bodies if views is None else [
        with_views(body, count, fields) for body, count in zip(bodies, views, strict=True)
    ]  # fmt: skip
    tail = b'],"next":' + dumps(page.next) + b',"total":' + dumps(page.total) + b"}"
    response = answer(
        b'{"items":[' + b",".join(counted) + tail, keys, tag_of=b",".join(bodies) + tail
    )
    if page.next:
        response.headers["Link"] = f'<{page.next}>; rel="next"'
    return response


def counted_list(rows: Sequence[tuple[Any, bytes, int]], fields: tuple[str, ...] | None) -> bytes:
    """A JSON list of (id, object, views), each cut to `fields` where asked."""
    cut = (with_views(_only(item, fields), views, fields) for _id, item, views in rows)
    return b"[" + b",".join(cut) + b"]"


def answer(body: bytes, keys: Sequence[str], tag_of: bytes | None = None,
           content_type: str = "application/json") -> Response:  # fmt: skip
    """A public 200: its weak ETag is a hash of `tag_of`, its freshness that of its sites."""
    headers = [
        ("Content-Type", content_type),
        ("ETag", f'W/"{digest(body if tag_of is None else tag_of)}"'),
        ("Surrogate-Key", " ".join(keys)),
        ("Cache-Control", control_of(keys)),
    ]
    return Response(body, headers=headers)


def proof(body: bytes, keys: Sequence[str]) -> Response:
    """A public 200 that proves how things stand, so that no cache may hand out an older one."""
    response = answer(body, keys)
    response.headers["Cache-Control"] = NEVER_STALE
    return response


def control_of(keys: Sequence[str], until: datetime | None = None) -> str:
    """The Cache-Control of what stands under these tags, now; at `until` it is another one."""
    return cache_control(now(), sites_of(keys), until=until, is_count=COUNTS in keys)


def moved(path: str, keys: Sequence[str]) -> Response:
    """A public 301 to where what has these cache tags stands now, with the query as it came."""
    response = sent_on(301, path, control_of(keys))
    response.headers["Surrogate-Key"] = " ".join(keys)
    return response


def replaced(path: str, keys: Sequence[str]) -> Response:
    """A public 301 like `moved`, from an address whose query means nothing here."""
    response = _led(301, path, control_of(keys))
    response.headers["Surrogate-Key"] = " ".join(keys)
    return response


def sent_on(status: int, path: str, control: str) -> Response:
    """A redirect to a path of ours, with the query as it came."""
    query = quote(request.query_string, safe=_QUERY)
    return _led(status, f"{path}?{query}" if query else path, control)


def _led(status: int, location: str, control: str) -> Response:
    response = Response(status=status)
    response.headers.remove("Content-Type")
    response.headers["Location"] = location
    response.headers["Cache-Control"] = control
    return response


# What may stand unescaped in a query (RFC 3986 §3.4), and the escapes that stand there already.
_QUERY = "%!$&'()*+,;=:@/?-._~"


def item_keys(document_id: UUID, site: str) -> list[str]:
    """The cache tags of one object."""
    return [str(document_id), f"site:{site}"]


def list_keys(types: Sequence[str], site: str | None) -> list[str]:
    """The cache tags of a list of `types`, of one site or of all."""
    if site is None:
        return [f"list:{name}" for name in types]
    return [f"site:{site}", *(f"list:{name}:{site}" for name in types)]


def sites_of(keys: Sequence[str]) -> list[str] | None:
    """The sites that tags speak of; None when they speak of all."""
    sites = [key.partition(":")[2] for key in keys if key.startswith("site:")]
    return sites or None


def with_views(rendered: bytes, views: int | None, fields: tuple[str, ...] | None) -> bytes:
    """The object with its count of views as the last member, unless `fields` leaves it out."""
    if views is None or (fields is not None and "views" not in fields):
        return rendered
    return with_member(rendered, "views", views)


def with_member(rendered: bytes, name: str, number: int) -> bytes:
    """The object with one more member at its end."""
    comma = b"" if rendered == b"{}" else b","
    return b'%s%s"%s":%d}' % (bytes(rendered)[:-1], comma, name.encode(), number)


def _only(rendered: bytes, fields: tuple[str, ...] | None) -> bytes:
    if fields is None:
        return rendered
    whole = loads_stored(rendered)
    return dumps({name: whole[name] for name in fields if name in whole})
