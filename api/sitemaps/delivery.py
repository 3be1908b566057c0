"""What search engines ask for at the address of a site itself: the site is that of the host.

No part of the API's document: these addresses belong to the site's own host, not to the API's.
"""

from datetime import date, timedelta

from flask import Blueprint, Response, request

from api.http import hosts
from api.http.cache_control import cache_control
from api.runtime.clock import day_of, now
from api.runtime.config import page_url
from api.runtime.errors import NotFound
from api.runtime.jsons import loads_stored
from api.sitemaps import files
from api.sites import queries as sites
from api.sites.queries import SiteReference

blp = Blueprint("crawlers", __name__)

_XML = "application/xml"
_TEXT = "text/plain"
# Addresses that show nothing of their own.
_NOT_INDEXED = ("/tim-kiem", "/xem-truoc/", "/authoring/")
GOOD_FOR = timedelta(days=180)


@blp.get("/sitemap.xml")
def get_sitemap() -> Response:
    """Read the index of the sitemap of this host's site."""
    site = _site()
    return _sent(files.index(site), site, _XML)


@blp.get("/sitemap-<slug:part>.xml")
def get_sitemap_part(part: str) -> Response:
    """Read a part of the sitemap, at most fifty thousand addresses."""
    site = _site()
    return _sent(files.part(site, part), site, _XML)


@blp.get("/sitemap-news.xml")
def get_news_sitemap() -> Response:
    """Read the articles of the last two days, as search engines of news want them."""
    site = _site()
    return _sent(files.news(site, now()), site, _XML)


@blp.get("/robots.txt")
def get_robots() -> Response:
    """Read what crawlers may visit, and where the sitemaps are."""
    site = _site()
    closed = [f"Disallow: {path}" for path in _NOT_INDEXED]
    maps = [f"Sitemap: {page_url(site.base_url, path)}" for path in _MAPS]
    return _sent("\n".join(["User-agent: *", *closed, *maps, ""]).encode(), site, _TEXT)


_MAPS = ("/sitemap.xml", "/sitemap-news.xml")


@blp.get("/.well-known/security.txt")
def get_security_contact() -> Response:
    """Read whom to tell of a weakness (RFC 9116): the site's public e-mail address."""
    site = _site()
    email = loads_stored(sites.get_rendered(site.slug)[1])["email"]
    if email is None:
        raise NotFound
    lines = [f"Contact: mailto:{email}", f"Expires: {_expiry(day_of(now()))}",
             "Preferred-Languages: vi, en",
             f"Canonical: {page_url(site.base_url, '/.well-known/security.txt')}", ""]  # fmt: skip
    return _sent("\n".join(lines).encode(), site, _TEXT)


def _expiry(today: date) -> str:
    """The same for a whole month, so that the file keeps its tag."""
    return f"{today.replace(day=1) + GOOD_FOR}T00:00:00Z"


def _site() -> SiteReference:
    slug = hosts.site_of(request.environ)
    if slug is None:
        hosts.require_known()
        raise NotFound
    return sites.get_reference(slug)


def _sent(body: bytes, site: SiteReference, content_type: str) -> Response:
    # No cache tags: what our own cache keeps is told apart by address alone, not by host.
    response = Response(body, content_type=f"{content_type}; charset=utf-8")
    response.headers["Cache-Control"] = cache_control(now(), [site.slug])
    return response
