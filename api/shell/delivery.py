"""Serves the pages and files of `frontend/`, which speak to `/v1` for themselves."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

from flask import Blueprint, Response

from api.articles import queries as articles
from api.core import representation
from api.core.errors import Gone, NotFound
from api.notices import queries as notices
from api.publishing.live_tables import LiveTable
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

    def item(self, kind: "Kind", slug: str) -> Response:
        """The page of one object, with the status that its address deserves."""
        site = sites.only_or_none()
        if site is None:
            return self.page(kind, 404)
        try:
            found = kind.live.get_by_slug(site.slug, slug)
        except NotFound:
            return self._missing(kind, site, slug)
        return self.page(kind, 200, representation.item_keys(found.id, found.site))

    def _missing(self, kind: "Kind", site: sites.SiteCard, slug: str) -> Response:
        try:
            new = kind.live.holder(site.id, slug).slug
        except NotFound:
            return self.page(kind, 404)
        except Gone:
            return self.page(kind, 410)
        return representation.moved(f"/{kind.folder}/{new}", site.slug)

    def page(self, kind: "Kind", status: int, keys: Sequence[str] = ()) -> Response:
        """The page of a kind with a status; a change under `keys` drops it from caches."""
        response = self.file(kind.file)
        response.status_code = status
        response.headers["Surrogate-Key"] = " ".join(keys)
        if status != 200:
            response.headers["X-Robots-Tag"] = "noindex"
            del response.headers["Surrogate-Key"]
        return response


class Kind(NamedTuple):
    """What has pages of its own: where they live, which file shows them, what fills them."""

    folder: str
    file: str
    live: LiveTable


KINDS = (
    Kind("bai-viet", "article.html", articles.live),
    Kind("thong-bao", "notice.html", notices.live),
)


def shell(folder: Path) -> Blueprint:
    """The views of the static frontend in `folder`."""
    blp = Blueprint("shell", __name__)
    pages = Shell(folder)
    for number, name in enumerate(sorted(pages.files)):
        blp.add_url_rule(f"/{name}", f"file_{number}", partial(pages.file, name))
    if "index.html" in pages.files:
        blp.add_url_rule("/", "home", partial(pages.file, "index.html"))
    for kind in KINDS:
        if kind.file in pages.files:
            _add_pages(blp, pages, kind)
    return blp


def _add_pages(blp: Blueprint, pages: Shell, kind: Kind) -> None:
    show, miss = partial(pages.item, kind), partial(pages.page, kind, 404)
    blp.add_url_rule(f"/{kind.folder}/<slug:slug>", kind.folder, lambda slug: show(slug))
    blp.add_url_rule(f"/{kind.folder}/<path:_>", f"no-{kind.folder}", lambda _: miss())


def _as_page(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Referrer-Policy"] = "strict-origin-when-cross-origin"
    return response
