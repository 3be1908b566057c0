"""Links to pages of the site itself that are gone, or never were."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from uuid import UUID

from api.db.batches import batches
from api.http.old_addresses import key_of
from api.publishing.content_type import ContentType, content_types
from api.publishing.live import old_urls
from api.publishing.live.models import Slug
from api.publishing.models import Document
from api.richtext import reading

Shown = Mapping[str, Any]


class Link(NamedTuple):
    """A link in a live object, as it stands there."""

    handled: ContentType
    shown: Shown
    address: str


class Links:
    """Gathers the links to own pages, and looks all of them up at once."""

    def __init__(self, site: UUID) -> None:
        self._site = site
        self._types = {
            content_type.folder: content_type.name
            for content_type in content_types()
            if content_type.folder
        }
        self._links: dict[str, dict[str, list[Link]]] = defaultdict(lambda: defaultdict(list))

    def see(self, handled: ContentType, shown: Shown) -> None:
        """Take the links of an object; what leads elsewhere cannot be looked at."""
        body = shown.get("body") or {}
        for address in reading.links(body.get("html") or ""):
            page = _page(address, shown.get("url"))
            if page is not None and page[0] in self._types:
                link = Link(handled, shown, address)
                self._links[self._types[page[0]]][page[1]].append(link)

    def broken(self) -> Iterator[Link]:
        """Those that lead to nothing that is public."""
        for type_name, by_slug in self._links.items():
            for slug in by_slug.keys() - self._public_slugs(type_name, by_slug):
                yield from self._unless_former(by_slug[slug])

    def _public_slugs(self, type_name: str, slugs: Mapping[str, Any]) -> set[str]:
        """Those of these slugs that lead to something public, old ones included."""
        of_type = (Slug.site == self._site) & (Slug.type == type_name) & Document.is_visible
        query = Slug.select(Slug.slug).join(Document, on=(Slug.document == Document.id))
        return {
            row.slug
            for some in batches(slugs)
            for row in query.where(of_type & Slug.slug.in_(some))
        }

    def _unless_former(self, links: list[Link]) -> list[Link]:
        """What the former portal had at the same address leads on."""
        key = key_of(urlsplit(links[0].address).path)
        return [] if old_urls.holders(self._site, [key]) else links


def _page(address: str, own: str | None) -> tuple[str, str] | None:
    """The folder and slug that an address of this site names."""
    try:
        named, here = urlsplit(address), urlsplit(own or "")
    except ValueError:
        return None
    if named.netloc != here.netloc:
        return None
    _, *parts = named.path.rstrip("/").split("/")
    return (f"/{parts[0]}", parts[1]) if len(parts) == 2 else None
