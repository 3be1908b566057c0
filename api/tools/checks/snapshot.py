"""The snapshot of a portal: what a copy may begin with."""

import zlib
from typing import Any

from api.tools.checks.visit import (
    FEED,
    SNAPSHOT,
    Visit,
    check,
    following,
    json_of,
)
from api.tools.checks.walk import NotChecked, Row, live, row_of, wrong_digest
from api.tools.errors import Refused
from api.tools.feed import parsed, read_digest

_MOST_UNPACKED = 2**28


@check("snapshot.lines")
def snapshot_lines(visit: Visit) -> str | None:
    """/v1/snapshot.ndjson.gz is a gzip of rows, one a line, and a last line {cursor, digest}."""
    answer = visit.ask(SNAPSHOT)
    if answer.status != 200:
        return f"{answer.status}"
    try:
        _rows, end = _unpacked(visit)
        read_digest(end.get("digest"))
    except (Refused, zlib.error) as error:
        return str(error)
    return None if isinstance(end.get("cursor"), str) else "the last line has no cursor"


@check("snapshot.same")
def snapshot_same(visit: Visit) -> str | None:
    """The snapshot holds what a first sync gives, and its cursor goes on from there."""
    try:
        rows, end = _unpacked(visit)
    except (Refused, zlib.error) as error:
        raise NotChecked("the snapshot cannot be read") from error
    if _hashes(rows) != _hashes(visit.sound_walk().rows):
        return f"{len(rows)} rows, of which some are not among those of the feed"
    if wrong := wrong_digest(rows, end.get("digest")):
        return wrong
    target = following(f"{FEED}?limit=500", str(end.get("cursor")))
    rest = visit.ask(target)
    page = json_of(rest)
    if rest.status != 200 or not isinstance(page, dict):
        return f"its cursor gives {rest.status}"
    return f"its cursor gives {len(page['items'])} rows more" if page.get("items") else None


def _unpacked(visit: Visit) -> tuple[list[Row], dict[str, Any]]:
    answer = visit.ask(SNAPSHOT)
    if answer.status != 200:
        raise NotChecked("there is no snapshot")
    unpacker = zlib.decompressobj(31)
    data = unpacker.decompress(answer.body, _MOST_UNPACKED)
    if not unpacker.eof:
        raise Refused("the gzip does not come to its end")
    *lines, end = map(_parsed_line, data.splitlines() or [b"null"])
    return [row_of(line) for line in lines], end


def _parsed_line(line: bytes) -> dict[str, Any]:
    value = parsed(line)
    if not isinstance(value, dict):
        raise Refused("a line is no object")
    return value


def _hashes(rows: list[Row]) -> dict[str, str]:
    return {name: row.whole for name, row in live(rows).items()}
