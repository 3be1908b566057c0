"""The pictures that links to pages are shown with, over HTTP."""

from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Response

from api.http import representation
from api.http.cache_control import NOTHING_PROMISED
from api.http.smorest import Blueprint
from api.link_previews import queries
from api.link_previews.errors import LinkPreviewNotFound
from api.link_previews.schemas import LinkPreviewQuerySchema

blp = Blueprint("link_previews", __name__, description="Pictures that links are shown with.")


@blp.get("/v1/link-previews/<uuid:document_id>.jpg")
@blp.arguments(LinkPreviewQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
@blp.alt_response(404, response="NOT_FOUND")
@blp.alt_response(410, response="GONE")
def get_link_preview(query: dict[str, Any], document_id: UUID) -> Response:
    """Read the picture, 1200 × 630, that a link to a page of a public object is shown with.

    It is made within a minute of the publication; until then that of the site is answered. 410 for
    an object that was withdrawn.
    """
    shown = queries.shown(document_id)
    keys = representation.item_keys(shown.row.id, shown.row.site)
    own = _read(shown.file)
    response = representation.answer(own or _of_site(shown.file_of_site), keys,
                                     content_type="image/jpeg")  # fmt: skip
    if own is None:
        # Nothing tells caches when it is made.
        del response.headers["Surrogate-Key"]
        response.headers["Cache-Control"] = NOTHING_PROMISED
    return response


def _of_site(path: Path) -> bytes:
    data = _read(path)
    if data is None:
        raise LinkPreviewNotFound
    return data


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None
