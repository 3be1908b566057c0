"""Finds what live content links to something, for whoever takes that away."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import unquote, urlsplit
from uuid import UUID

from api.http.old_addresses import is_reserved, keys_of
from api.publishing.content_type import content_type, content_types
from api.publishing.live import old_urls
from api.publishing.models import Document, LiveRow
from api.runtime.jsons import loads_stored

# Media and the API's own addresses are most of what a row names, and are no pages.
_ADDRESS = r'https?://(?:{hosts})(?::[0-9]+)?(?!/media/|/v1/)[^"\\<>\s]*'
Place = tuple[str, str]
"""A host, and the form in which paths there are compared."""


def addresses(document: Document, url: str) -> list[str]:
    """Under which addresses a document is linked to: its own `url`, and those of before."""
    parts = urlsplit(url)
    return [url, *(f"{parts.scheme}://{parts.netloc}{path}" for path in old_urls.of(document))]


def own_url(document: Document) -> str | None:
    """The address of a live document's page, None where it has none."""
    row = content_type(document.type).model.get_or_none(id=document.id)
    url: str | None = loads_stored(bytes(row.whole)).get("url") if row else None
    return url


def linking(to: Mapping[str, UUID]) -> dict[UUID, list[str]]:
    """What of live content links to each of these addresses' documents, in words."""
    wanted = {place: document for url, document in to.items() for place in _places(url)[:1]}
    links: dict[UUID, list[str]] = defaultdict(list)
    hosts = "|".join(sorted({re.escape(host) for host, _ in wanted}))
    address = re.compile(_ADDRESS.format(hosts=hosts).encode(), re.IGNORECASE)
    for kind, row in _rows() if wanted else ():
        linked = {wanted.get(place) for place in _linked(bytes(row.whole), address)}
        for document in linked - {None, row.id}:
            links[document].append(_said(kind, row))  # type: ignore[index]  # None is left out
    return links


def _rows() -> Iterator[tuple[str, LiveRow]]:
    for handled in content_types():
        rows = handled.model.select(handled.model.id, handled.model.whole).order_by(
            handled.model.id
        )
        yield from ((handled.name, row) for row in rows.iterator())


def _linked(whole: bytes, address: re.Pattern[bytes]) -> Iterable[Place]:
    for url in set(address.findall(whole)):
        yield from _places(html.unescape(url.decode()))


def _places(url: str) -> list[Place]:
    try:
        parts = urlsplit(url)
    except ValueError:
        return []
    if is_reserved(parts.path):
        return []
    keys = keys_of(unquote(parts.path, "latin-1"), parts.query)
    return [((parts.hostname or ""), key) for key in keys]


def _said(kind: str, row: LiveRow) -> str:
    whole = loads_stored(bytes(row.whole))
    name = whole.get("title") or whole.get("label") or whole.get("name") or row.id
    place = f" ({whole['url']})" if whole.get("url") else ""
    return f"the {kind} “{name}”{place}"
