"""What search engines ask for at the address of a site itself: the site is that of the host."""

from datetime import date, timedelta
from typing import Any

from flask import Response, request

from api.core import hosts
from api.core.clock import day_of, now
from api.core.config import page_url
from api.core.errors import NotFound
from api.core.freshness import cache_control
from api.core.jsons import loads
from api.core.smorest import Blueprint, EmptyQuerySchema
from api.crawlers import sitemaps
from api.sites import queries as sites
from api.sites.queries import SiteCard

blp = Blueprint("crawlers", __name__, description="For search engines, by the host of a site.")

_XML = "application/xml"
_TEXT = "text/plain"
# Addresses that show nothing of their own.
_NOT_INDEXED = ("/tim-kiem", "/xem-truoc/", "/authoring/")
GOOD_FOR = timedelta(days=180)


@blp.get("/sitemap.xml")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type=_XML)
@blp.alt_response(404, response="NOT_FOUND")
def get_sitemap(query: dict[str, Any]) -> Response:
    """Read the index of the sitemap of this host's site."""
    site = _site()
    return _sent(sitemaps.index(site), site, _XML)


@blp.get("/sitemap-<slug:part>.xml")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type=_XML)
@blp.alt_response(404, response="NOT_FOUND")
def get_sitemap_part(query: dict[str, Any], part: str) -> Response:
    """Read a part of the sitemap, at most fifty thousand addresses."""
    site = _site()
    return _sent(sitemaps.part(site, part), site, _XML)


@blp.get("/sitemap-news.xml")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type=_XML)
@blp.alt_response(404, response="NOT_FOUND")
def get_news_sitemap(query: dict[str, Any]) -> Response:
    """Read the articles of the last two days, as search engines of news want them."""
    site = _site()
    return _sent(sitemaps.news(site, now()), site, _XML)


@blp.get("/robots.txt")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type=_TEXT)
@blp.alt_response(404, response="NOT_FOUND")
def get_robots(query: dict[str, Any]) -> Response:
    """Read what crawlers may visit, and where the sitemaps are."""
    site = _site()
    closed = [f"Disallow: {path}" for path in _NOT_INDEXED]
    maps = [f"Sitemap: {page_url(site.base_url, path)}" for path in _MAPS]
    return _sent("\n".join(["User-agent: *", *closed, *maps, ""]).encode(), site, _TEXT)


_MAPS = ("/sitemap.xml", "/sitemap-news.xml")


@blp.get("/.well-known/security.txt")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string"}, content_type=_TEXT)
@blp.alt_response(404, response="NOT_FOUND")
def get_security_contact(query: dict[str, Any]) -> Response:
    """Read whom to tell of a weakness (RFC 9116): the site's public e-mail address."""
    site = _site()
    email = loads(sites.get_rendered(site.slug)[1])["email"]
    if email is None:
        raise NotFound
    lines = [f"Contact: mailto:{email}", f"Expires: {_expiry(day_of(now()))}",
             "Preferred-Languages: vi, en",
             f"Canonical: {page_url(site.base_url, '/.well-known/security.txt')}", ""]  # fmt: skip
    return _sent("\n".join(lines).encode(), site, _TEXT)


def _expiry(today: date) -> str:
    """The same for a whole month, so that the file keeps its tag."""
    return f"{today.replace(day=1) + GOOD_FOR}T00:00:00Z"


def _site() -> SiteCard:
    slug = hosts.site_of(request.environ)
    if slug is None:
        raise NotFound
    return sites.get_card(slug)


def _sent(body: bytes, site: SiteCard, content_type: str) -> Response:
    # No cache tags: what our own cache keeps is told apart by address alone, not by host.
    response = Response(body, content_type=f"{content_type}; charset=utf-8")
    response.headers["Cache-Control"] = cache_control(now(), [site.slug])
    return response
