"""Reads the files and lines of a content bundle. Follows no link, knows no database."""

import re
from codecs import BOM_UTF8
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from api.bundles.files import json_arrays
from api.bundles.files.opening import is_there, open_inside
from api.bundles.files.opening import shown as shown
from api.bundles.files.places import Fault, Place
from api.text import json_text
from api.text.json_text import BadJson

LONGEST_LINE = 5_000_000
MOST_LINES = 1_000_000
"""In one file; every line is remembered by its key until the import ends."""
_PIECE = 65_536


class RawLine(NamedTuple):
    """One line: where it stands, and its bytes."""

    place: Place
    text: bytes


class Line(NamedTuple):
    """One line: where it stands, and its JSON object."""

    place: Place
    data: dict[str, Any]


def lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[Line]:
    """The lines of one file of the bundle; what cannot be read is added to `faults`."""
    read = (line(raw, faults) for raw in raw_lines(folder, filename, faults))
    return (parsed for parsed in read if parsed is not None)


def raw_lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[RawLine]:
    """The lines of one file as they stand there; that it cannot be read is added to `faults`."""
    if not is_there(folder, filename):
        return
    try:
        file = open_inside(folder, filename)
    except ValueError as error:
        faults.append(Fault(Place(filename, 1), str(error)))
        return
    with file:
        if filename.endswith(".json"):
            yield RawLine(Place(filename, 1), file.read(LONGEST_LINE + 1))
            return
        for count, (place, text) in enumerate(_parts(file, filename, faults), start=1):
            if count > MOST_LINES:
                faults.append(Fault(place, f"more than {MOST_LINES:,} lines"))
                return
            if text.strip() or len(text) > LONGEST_LINE:
                yield RawLine(place, text)


def _parts(file: BinaryIO, filename: str, faults: list[Fault]) -> Iterator[tuple[Place, bytes]]:
    if json_arrays.is_array(file):
        return json_arrays.objects(file, filename, LONGEST_LINE, faults)
    if why := json_arrays.misread(file):
        faults.append(Fault(Place(filename, 1), why))
        return iter(())
    numbered = enumerate(_lines_of(file), start=1)
    return ((Place(filename, number), text) for number, text in numbered)


def _lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Every line; of one that is too long as much as shows that it is."""
    while text := file.readline(LONGEST_LINE + 1):
        yield text
        while text and not text.endswith(b"\n"):
            text = file.readline(_PIECE)


def line(raw: RawLine, faults: list[Fault]) -> Line | None:
    """What a line says; None, and a fault, where that cannot be read."""
    try:
        return Line(raw.place, _object(raw.text))
    except BadJson as error:
        faults.append(_fault(error, raw.place))
    except ValueError as error:
        faults.append(Fault(raw.place, str(error)))
    return None


def key_of(raw: RawLine) -> str:
    """The key of a line that cannot be read; empty where it does not show."""
    match = _KEY.search(raw.text)
    return match[1].decode(errors="replace") if match else ""


_KEY = re.compile(rb'"key"\s{0,9}:\s{0,9}"([^"\\]{1,200})"')


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    # Editors on Windows write one.
    value = json_text.parse(raw.removeprefix(BOM_UTF8))
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _fault(error: BadJson, place: Place) -> Fault:
    """Where a text is no JSON in its file, of which it is a part."""
    column = error.column
    if error.line > 1:
        place = Place(place.file, place.line + error.line - 1)
    elif place.column:
        column += place.column - 1
    return Fault(place, f"not JSON: {error} at column {column}")
