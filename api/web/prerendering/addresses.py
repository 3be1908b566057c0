"""Which addresses a site has: what is public, what has moved, what is gone."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import urlsplit
from uuid import UUID

from api.db.databases import execute
from api.db.fields import stored_id
from api.web import site_files
from api.web.pages import Pages

PLAIN = (
    "/robots.txt", "/sitemap.xml", "/sitemap-news.xml", "/.well-known/security.txt",
    *(f"/{name}" for name in site_files.NAMES),
)  # fmt: skip
"""Addresses beside the pages."""
_LINK = re.compile(rb'href="(/[^"?#]*)"')
_CODE = re.compile(rb'src="[^"]*?(/v1/notices/[0-9a-f-]{36}/qr\.svg)"')
_PLACE = re.compile(rb"<loc>([^<]*)</loc>")
_SLUGS = (
    'SELECT s."type", s."slug" FROM "slug" AS s JOIN "document" AS d ON d."id" = s."document"'
    ' WHERE s."site" = ? ORDER BY d."withdrawn_at" IS NULL,'
    ' COUNT(*) OVER (PARTITION BY s."type"), s."type", d."published_at" DESC, s."slug"'
)
_FORMER = 'SELECT "url" FROM "old_url" WHERE "site" = ? ORDER BY "url"'
_SLUGS_OF = 'SELECT "type", "slug" FROM "slug" WHERE "document" = ? ORDER BY "slug"'
_FORMER_OF = 'SELECT "url" FROM "old_url" WHERE "document" = ? ORDER BY "url"'


def known(site: UUID, pages: Pages) -> Iterator[str]:
    """Every address that leads somewhere or once did, as far as the database tells.

    What was withdrawn comes first, then what there are few of, such as categories, and the newest.
    """
    yield from foremost(pages)
    yield from _paths(_SLUGS, site, pages)
    yield from (url for (url,) in execute(_FORMER, (stored_id(site),)).fetchall())


def foremost(pages: Pages) -> Iterator[str]:
    """The addresses that every site has: its home page, its lists, its calendar."""
    yield from PLAIN
    yield from (at for page in pages for at in page.at if "{" not in at)


def of(documents: Iterable[str], pages: Pages) -> Iterator[str]:
    """The addresses that these documents have and had."""
    for document in map(UUID, documents):
        yield from _paths(_SLUGS_OF, document, pages)
        yield from (url for (url,) in execute(_FORMER_OF, (stored_id(document),)).fetchall())


def _paths(sql: str, owner: UUID, pages: Pages) -> Iterator[str]:
    for type_name, slug in execute(sql, (stored_id(owner),)).fetchall():
        page = pages.of_type(type_name)
        if page is not None:
            yield page.path(slug)


def linked(page: bytes, pages: Pages) -> Iterator[str]:
    """The pages that a page leads to, and the codes that lead back to it from paper."""
    for link in dict.fromkeys(_LINK.findall(page)):
        path = unescape(link.decode())
        if pages.at(path) is not None:
            yield path
    yield from (address.decode() for address in _CODE.findall(page))


def listed(sitemap: bytes, base: str) -> Iterator[str]:
    """The addresses that a sitemap names, of the site itself."""
    for place in _PLACE.findall(sitemap):
        address = unescape(place.decode())
        if address.startswith(base):
            yield urlsplit(address).path or "/"
