"""Sends a file as it lies on the disk: conditional, and in parts where asked."""

from pathlib import Path

from flask import Response, send_file
from werkzeug.exceptions import RequestedRangeNotSatisfiable

from api.core.errors import ApiError


class RangeNotSatisfiable(ApiError):
    """The part that was asked for begins behind the end of the file."""

    status = 416
    code = "range_not_satisfiable"
    title = "Range not satisfiable"
    title_vi = "Không có đoạn được yêu cầu"
    detail = "The file ends before the part that was asked for."
    detail_vi = "Tệp kết thúc trước đoạn được yêu cầu."


def send(path: Path, media_type: str, etag: str) -> Response:
    """The file; 304 for its tag, 206 for a range; FileNotFoundError when it is gone."""
    try:
        return send_file(path, mimetype=media_type, conditional=True, etag=etag)
    except RequestedRangeNotSatisfiable as error:
        length = {"Content-Range": f"bytes */{error.length}"}
        raise RangeNotSatisfiable(headers=length) from error
