"""Public files, by the hash of their bytes: they never change, so images are kept for good.

What was attached may have to be taken back, so that no cache has it for longer than a day.
"""

from flask import Response

from api.http import files
from api.http.smorest import Blueprint, TolerantQuerySchema
from api.media import queries
from api.media.errors import MediaNotFound
from api.media.keys import is_image, is_kept_for_good, is_shown, media_type
from api.media.names import content_disposition
from api.runtime.config import config

blp = Blueprint("media", __name__, description="Photos and files.")

FOREVER = "public, max-age=31536000, immutable"
A_DAY = "public, max-age=86400"


@blp.get("/media/<key>")
@blp.arguments(TolerantQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blp.alt_response(404, response="DEFAULT_ERROR")
@blp.alt_response(416, response="DEFAULT_ERROR")
def get_media(query: dict[str, object], key: str) -> Response:
    """Read one public file. It is immutable; `Range` (one part) and `If-None-Match` work.

    Images and PDF are shown by browsers, other files saved. A part that begins behind the end is
    answered 416, whatever else `Range` says with the whole. Unknown parameters are ignored.
    """
    response = _file(key)
    response.headers["Cache-Control"] = FOREVER if is_kept_for_good(key) else A_DAY
    response.headers["Surrogate-Key"] = f"media:{key}"
    if not is_image(key):
        name = queries.attachment_name(key) or key
        response.headers["Content-Disposition"] = content_disposition(name, inline=is_shown(key))
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _file(key: str) -> Response:
    try:
        path, prefix = queries.get_public_file(key), config().accel_prefix
        inner = f"{prefix}{path.parent.name}/{key}" if prefix else ""
        return files.send(path, media_type(key), key, inner=inner)
    except FileNotFoundError as error:  # It was withdrawn this very moment.
        raise MediaNotFound from error
