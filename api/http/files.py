"""Sends a file as it lies on the disk: conditional, and in parts where asked."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from flask import Response, request
from werkzeug.http import http_date, is_resource_modified, quote_etag

from api.runtime.errors import ApiError, PreconditionFailed

_PIECE = 65_536
HANDED_OVER = "x-accel-redirect"
"""The header that has the web server in front send the file that it names."""
# One part alone; a list may have empty members (RFC 9110 §5.6.1.2). Longer numbers are nonsense.
_ONE_PART = re.compile(r"bytes=[ \t,]*([0-9]{0,20})-([0-9]{0,20})[ \t,]*", re.ASCII | re.IGNORECASE)


class RangeNotSatisfiable(ApiError):
    """The part that was asked for begins behind the end of the file."""

    status = 416
    code = "range_not_satisfiable"
    title = "Range not satisfiable"
    title_vi = "Không có đoạn được yêu cầu"
    detail = "The file ends before the part that was asked for."
    detail_vi = "Tệp kết thúc trước đoạn được yêu cầu."


class Version(NamedTuple):
    """What tells a file from another one at the same address: its tag as it is sent, its age.

    One that is made anew, and may be put back with an older one's age, is told by its tag alone.
    """

    etag: str
    modified: datetime | None
    size: int


class Part(NamedTuple):
    """Some bytes of a file: the first and the last of them."""

    first: int
    last: int


class Sending(NamedTuple):
    """How a file is sent: with which status, and which part of it where that is 206."""

    status: int
    part: Part | None = None


@dataclass(frozen=True)
class FilePart:
    """The bytes of a file from `start` up to `stop`, as the body of an answer.

    A server that knows this class sends them by itself, outside of the threads that answer; any
    other reads them piece by piece.
    """

    path: Path
    start: int
    stop: int

    def __iter__(self) -> Iterator[bytes]:
        """The bytes, piece by piece."""
        with self.path.open("rb") as file:
            file.seek(self.start)
            for at in range(self.start, self.stop, _PIECE):
                yield file.read(min(_PIECE, self.stop - at))


def send(
    path: Path, media_type: str, tag: str, *, is_weak: bool = False, inner: str = ""
) -> Response:
    """The file; 304 for its tag, 206 for a part of it; FileNotFoundError when it is gone.

    Where the web server in front has it at the `inner` address, that one sends it, in parts too.
    """
    facts = path.stat()
    modified = None if is_weak else datetime.fromtimestamp(facts.st_mtime, UTC)
    version = Version(quote_etag(tag, weak=is_weak), modified, facts.st_size)
    sending = how_to_send(request.environ, version)
    if inner and sending.status != 304:
        # Who sends it says itself that it sends parts.
        response = Response(headers={HANDED_OVER: inner})
    else:
        response = _response(path, sending, version)
        response.headers["Accept-Ranges"] = "bytes"
    response.content_type = media_type
    response.headers["ETag"] = version.etag
    if modified:
        response.headers["Last-Modified"] = http_date(modified)
    return response


def how_to_send(asked: Mapping[str, Any], version: Version) -> Sending:
    """Decide by the headers of a request, named as WSGI does, in the order of RFC 9110 §13.2.2.

    PreconditionFailed or RangeNotSatisfiable when nothing is sent.
    """
    if not is_resource_modified(dict(asked), version.etag, last_modified=version.modified):
        if asked.get("HTTP_IF_MATCH"):
            raise PreconditionFailed
        return Sending(304)
    # Parts are defined for GET alone, and of the very file that the client holds the beginning of.
    if asked["REQUEST_METHOD"] != "GET" or not _is_held(asked.get("HTTP_IF_RANGE"), version):
        return Sending(200)
    part = part_of(asked.get("HTTP_RANGE", ""), version.size)
    return Sending(206, part) if part else Sending(200)


def part_of(asked: str, size: int) -> Part | None:
    """The part of a file that a `Range` header asks for; None for the whole of it.

    The whole answers also several parts, other units and what cannot be read (RFC 9110 §14.2). A
    part that begins behind the end is refused: a finished download must not begin anew.
    """
    match = _ONE_PART.fullmatch(asked)
    if match is None or match.groups() == ("", ""):
        return None
    begin, end = (int(group) if group else None for group in match.groups())
    if begin is None:
        begin, end = (max(size - end, 0), None) if end else (size, None)
    if end is not None and end < begin:
        return None
    if begin >= size:
        raise RangeNotSatisfiable(headers={"Content-Range": f"bytes */{size}"})
    return Part(begin, size - 1 if end is None else min(end, size - 1))


def _is_held(if_range: str | None, version: Version) -> bool:
    """Whether the client holds the beginning of this version; a weak tag proves it to nobody."""
    if if_range is None:
        return True
    dated = http_date(version.modified) if version.modified else None
    strong = None if version.etag.startswith("W/") else version.etag
    return if_range.strip() in (strong, dated)


def _response(path: Path, sending: Sending, version: Version) -> Response:
    if sending.status == 304:
        return Response(status=304)
    first, last = sending.part or (0, version.size - 1)
    body = FilePart(path, first, last + 1)
    response = Response(body, status=sending.status, direct_passthrough=True)
    response.content_length = body.stop - body.start
    if sending.part:
        response.headers["Content-Range"] = f"bytes {first}-{last}/{version.size}"
    return response
