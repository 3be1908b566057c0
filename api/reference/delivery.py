"""Serves the OpenAPI files, and a page to browse them whose script comes from here."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from flask import Blueprint, Response

from api.http.cache_control import FRESH_SECONDS, STALE_DIRECTIVES
from api.runtime.canonical import digest

ASSETS = Path(__file__).parent / "assets"
PAGES = {"delivery": "/v1/openapi.json", "authoring": "/authoring/v1/openapi.json"}
# RapiDoc writes styles into attributes, and one element: that of the colours that docs.html names.
_COLOURS = "'sha256-Yjkob/mICGMnUOreRizPiX7pH+EXfL5uvtHlQOOUsfI='"
POLICY = (
    f"default-src 'none'; script-src 'self'; style-src 'self' {_COLOURS};"
    " style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:;"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_PUBLIC = f"public, max-age={FRESH_SECONDS}{STALE_DIRECTIVES}"
Documents = Callable[[], Mapping[str, bytes]]
_TYPES = {".js": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8"}


def reference(documents: Documents) -> Blueprint:
    """The views of the documents, which are made when first asked for, and of the page of them."""
    blp = Blueprint("reference", __name__)
    for name, path in PAGES.items():
        blp.add_url_rule(path, f"{name}_document", partial(_document, documents, name))
    blp.add_url_rule("/docs", "docs", _page)
    for number, asset in enumerate(sorted(ASSETS.iterdir())):
        if asset.suffix in _TYPES:
            send = _sender(asset.read_bytes(), _TYPES[asset.suffix])
            blp.add_url_rule(f"/docs/{asset.name}", f"docs_asset_{number}", send)
    return blp


def _document(documents: Documents, name: str) -> Response:
    return _static(documents()[name], "application/json")


def _sender(body: bytes, content_type: str) -> Callable[[], Response]:
    return partial(_static, body, content_type)


def _static(body: bytes, content_type: str) -> Response:
    response = Response(body, content_type=content_type)
    response.headers["ETag"] = f'W/"{digest(body)}"'
    response.headers["Cache-Control"] = _PUBLIC
    response.headers["Surrogate-Key"] = "static"
    return response


def _page() -> Response:
    response = _static((ASSETS / "docs.html").read_bytes(), "text/html; charset=utf-8")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    return response
