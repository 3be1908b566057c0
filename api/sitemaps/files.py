"""Sitemaps of a site: an index, its parts of at most fifty thousand addresses, and its news."""

import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import peewee

from api.db.databases import execute
from api.db.fields import stored_time
from api.publishing import registry
from api.runtime.config import page_url
from api.runtime.errors import NotFound
from api.runtime.jsons import loads_stored
from api.sites.queries import SiteReference

MOST = 50_000
NEWS_DAYS = timedelta(days=2)
MOST_NEWS = 1_000
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
NEWS = "http://www.google.com/schemas/sitemap-news/0.9"
_STANDING = ("/lich-lam-viec", "/lien-he", "/lanh-dao", "/so-do-cong")


class Address(NamedTuple):
    """A page, and when it changed last where that is known."""

    url: str
    changed: str | None = None


def index(site: SiteReference) -> bytes:
    """The parts of a site's sitemap."""
    root = ET.Element("sitemapindex", xmlns=SITEMAP)
    for name in _parts(site):
        url = page_url(site.base_url, f"/sitemap-{name}.xml")
        ET.SubElement(ET.SubElement(root, "sitemap"), "loc").text = url
    return _serialised(root)


def _parts(site: SiteReference) -> Iterator[str]:
    yield "home-1"
    for kind, content_type in _with_pages().items():
        count = content_type.model.select().where(content_type.model.site_slug == site.slug).count()
        yield from (f"{kind}-{number}" for number in range(1, -(-count // MOST) + 1))


def _with_pages() -> dict[str, Any]:
    """The types whose objects have a page each, by the name of their part."""
    return {
        content_type.collection: content_type
        for content_type in registry.content_types()
        if content_type.folder
    }


def part(site: SiteReference, name: str) -> bytes:
    """One part by its name (`articles-1`); NotFound for any other."""
    kind, _, number = name.rpartition("-")
    if not number.isdecimal() or not 0 < int(number) < 10_000:
        raise NotFound
    types = _with_pages()
    if kind == "home" and number == "1":
        addresses = _home(site)
    elif kind in types:
        addresses = _live(site, types[kind], int(number))
    else:
        raise NotFound
    return _urls(addresses)


def _home(site: SiteReference) -> Iterable[Address]:
    rows = execute('SELECT "slug" FROM "category" WHERE "site_slug" = ?', (site.slug,))
    listed = [
        content_type for content_type in registry.content_types() if content_type.has_list_page
    ]
    lists = [content_type.folder for content_type in listed if _is_any(content_type, site)]
    paths = ["/", *lists, *_STANDING, *(f"/chuyen-muc/{slug}" for (slug,) in rows.fetchall())]
    return [Address(page_url(site.base_url, path)) for path in paths]


def _is_any(kind: Any, site: SiteReference) -> bool:
    """Whether there is something in a list."""
    return bool(kind.model.select().where(kind.model.site_slug == site.slug).exists())


def _live(site: SiteReference, kind: Any, number: int) -> list[Address]:
    model = kind.model
    changed = getattr(model, "updated_at", peewee.Value(None))
    rows = model.select(model.slug, changed).where(model.site_slug == site.slug)
    dated_slugs = rows.order_by(model.slug).paginate(number, MOST).tuples()
    if not dated_slugs:
        raise NotFound
    base = page_url(site.base_url, kind.folder)
    return [Address(f"{base}/{slug}", _utc(at)) for slug, at in dated_slugs]


def news(site: SiteReference, at: datetime) -> bytes:
    """The articles of the last two days, as news search engines want them.

    The home page stands in for them while there are none: the schema knows no empty sitemap.
    """
    rows = execute(_NEWS, (site.slug, stored_time(at - NEWS_DAYS), MOST_NEWS)).fetchall()
    root = ET.Element("urlset", {"xmlns": SITEMAP, "xmlns:news": NEWS})
    for (summary,) in rows:
        _add_news(root, site, loads_stored(summary))
    if not rows:
        _add(root, Address(page_url(site.base_url, "/")))
    return _serialised(root)


_NEWS = (
    'SELECT "summary" FROM "article" WHERE "site_slug" = ? AND "published_at" > ?'
    ' ORDER BY "published_at" DESC, "id" DESC LIMIT ?'
)


def _add_news(root: ET.Element, site: SiteReference, article: dict[str, Any]) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = article["url"]
    news = ET.SubElement(url, "news:news")
    publication = ET.SubElement(news, "news:publication")
    ET.SubElement(publication, "news:name").text = site.name
    ET.SubElement(publication, "news:language").text = article["language"]
    ET.SubElement(news, "news:publication_date").text = article["published_at"]
    ET.SubElement(news, "news:title").text = article["title"]


def _urls(addresses: Iterable[Address]) -> bytes:
    root = ET.Element("urlset", xmlns=SITEMAP)
    for address in addresses:
        _add(root, address)
    return _serialised(root)


def _add(root: ET.Element, address: Address) -> None:
    url = ET.SubElement(root, "url")
    ET.SubElement(url, "loc").text = address.url
    if address.changed:
        ET.SubElement(url, "lastmod").text = address.changed


def _utc(at: Any) -> str | None:
    """A time as either database gives it, in the form of sitemaps."""
    return None if at is None else f"{str(at)[:10]}T{str(at)[11:19]}Z"


def _serialised(root: ET.Element) -> bytes:
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)
