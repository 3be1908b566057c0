"""Public files, by the hash of their bytes: they never change, so they are kept for good."""

from flask import Response, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from api.core.errors import ApiError
from api.core.smorest import Blueprint, EmptyQuerySchema
from api.media import queries
from api.media.keys import is_attachment, media_type
from api.media.names import content_disposition

blp = Blueprint("media", __name__, description="Photos and files.")

FOREVER = "public, max-age=31536000, immutable"


@blp.get("/media/<key>")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, {"type": "string", "format": "binary"}, content_type="*/*")
@blp.alt_response(404, response="DEFAULT_ERROR")
@blp.alt_response(416, response="DEFAULT_ERROR")
def get_media(query: dict[str, object], key: str) -> Response:
    """Read one public file. It is immutable; `Range` and `If-None-Match` work."""
    response = _file(key)
    if is_attachment(key):
        name = queries.attachment_name(key) or key
        response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Cache-Control"] = FOREVER
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


class RangeNotSatisfiable(ApiError):
    """The part that was asked for begins behind the end of the file."""

    status = 416
    code = "range_not_satisfiable"
    title = "Range not satisfiable"
    title_vi = "Không có đoạn được yêu cầu"
    detail = "The file ends before the part that was asked for."
    detail_vi = "Tệp kết thúc trước đoạn được yêu cầu."


def _file(key: str) -> Response:
    path = queries.get_public_file(key)
    try:
        return send_file(path, mimetype=media_type(key), conditional=True, etag=key)
    except FileNotFoundError as error:  # It was withdrawn this very moment.
        raise queries.MediaNotFound from error
    except RequestedRangeNotSatisfiable as error:
        length = {"Content-Range": f"bytes */{error.length}"}
        raise RangeNotSatisfiable(headers=length) from error
