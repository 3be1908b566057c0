"""Serves the pages and files of `frontend/`, which speak to `/v1` for themselves."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path

from flask import Blueprint, Response

from api.articles import queries as articles
from api.articles.errors import ArticleNotFound
from api.core import representation
from api.core.errors import Gone
from api.sites import queries as sites

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types congxa"
)
_STATIC = ("static",)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


class Shell:
    """The files of the frontend, read once: what is not among them has no address."""

    def __init__(self, folder: Path) -> None:
        found = [each for each in folder.rglob("*") if each.is_file() and each.suffix in _TYPES]
        self.files = {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}

    def file(self, name: str) -> Response:
        """One file as it stands."""
        body = self.files[name]
        response = Response(body, content_type=_TYPES[Path(name).suffix])
        response.headers["ETag"] = f'W/"{representation.digest(body)}"'
        response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
        response.headers["Surrogate-Key"] = " ".join(_STATIC)
        return _as_page(response) if name.endswith(".html") else response

    def article(self, slug: str) -> Response:
        """The article page, with the status that its address deserves."""
        site = sites.only_or_none()
        if site is None:
            return self.page(404)
        try:
            article = articles.live.get_by_slug(site.slug, slug)
        except ArticleNotFound:
            return self._missing(site, slug)
        return self.page(200, representation.item_keys(article.id, article.site))

    def _missing(self, site: sites.SiteCard, slug: str) -> Response:
        try:
            new = articles.live.holder(site.id, slug).slug
        except ArticleNotFound:
            return self.page(404)
        except Gone:
            return self.page(410)
        return representation.moved(f"/bai-viet/{new}", site.slug)

    def page(self, status: int, keys: Sequence[str] = ()) -> Response:
        """The article page with a status; a change under `keys` drops it from caches."""
        response = self.file("article.html")
        response.status_code = status
        response.headers["Surrogate-Key"] = " ".join(keys)
        if status != 200:
            response.headers["X-Robots-Tag"] = "noindex"
            del response.headers["Surrogate-Key"]
        return response


def shell(folder: Path) -> Blueprint:
    """The views of the static frontend in `folder`."""
    blp = Blueprint("shell", __name__)
    pages = Shell(folder)
    for number, name in enumerate(sorted(pages.files)):
        blp.add_url_rule(f"/{name}", f"file_{number}", partial(pages.file, name))
    if "index.html" in pages.files:
        blp.add_url_rule("/", "home", partial(pages.file, "index.html"))
    if "article.html" in pages.files:
        blp.add_url_rule("/bai-viet/<slug:slug>", "article", pages.article)
        blp.add_url_rule("/bai-viet/<path:name>", "no_article", lambda name: pages.page(404))
    return blp


def _as_page(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response
