"""Serves the pages and files of `frontend/`, which speak to `/v1` for themselves."""

from pathlib import Path

from flask import Blueprint, Response, abort, redirect

from api.articles import queries as articles
from api.articles.errors import ArticleNotFound
from api.core.errors import Gone
from api.core.representation import digest
from api.sites import queries as sites

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self';"
    " frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types congxa"
)
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".webmanifest": "application/manifest+json",
}


def shell(folder: Path) -> Blueprint:
    """The views of the static frontend in `folder`; its files are read once."""
    files = _files(folder)
    blp = Blueprint("shell", __name__)
    blp.add_url_rule("/", "home", lambda: _page(files, "index.html", 200))
    blp.add_url_rule(
        "/bai-viet/<slug>", "article", lambda slug: _article(files, slug), methods=["GET"]
    )
    blp.add_url_rule("/<path:name>", "file", lambda name: _file(files, name))
    return blp


def _files(folder: Path) -> dict[str, bytes]:
    # Only what is listed here can be served, so no address leads out of the folder.
    found = [each for each in folder.rglob("*") if each.is_file() and each.suffix in _TYPES]
    return {each.relative_to(folder).as_posix(): each.read_bytes() for each in found}


def _article(files: dict[str, bytes], slug: str) -> Response:
    """The article page, with the status that its address deserves."""
    site = sites.only_or_none()
    if site is None:
        return _page(files, "article.html", 404)
    try:
        articles.get_by_slug(site.slug, slug)
    except ArticleNotFound:
        return _missing(files, site, slug)
    return _page(files, "article.html", 200)


def _missing(files: dict[str, bytes], site: sites.SiteCard, slug: str) -> Response:
    try:
        new = articles.new_slug(site.id, slug)
    except ArticleNotFound:
        return _page(files, "article.html", 404)
    except Gone:
        return _page(files, "article.html", 410)
    return redirect(f"/bai-viet/{new}", 301)  # type: ignore[return-value]


def _page(files: dict[str, bytes], name: str, status: int) -> Response:
    response = _file(files, name)
    response.status_code = status
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    if status != 200:
        response.headers["X-Robots-Tag"] = "noindex"
        response.headers.pop("Surrogate-Key")
    return response


def _file(files: dict[str, bytes], name: str) -> Response:
    body = files.get(name)
    if body is None:
        abort(404)
    response = Response(body, content_type=_TYPES[Path(name).suffix])
    response.headers["ETag"] = f'W/"{digest(body)}"'
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.headers["Surrogate-Key"] = "static"
    return response
