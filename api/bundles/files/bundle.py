"""Reads the files and lines of a content bundle. Follows no link, knows no database."""

import json
import math
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, NoReturn

from api.bundles.files import json_arrays, json_bounds
from api.bundles.files.opening import is_there, open_inside
from api.bundles.files.opening import shown as shown
from api.bundles.files.places import Fault, Place

LONGEST_LINE = 5_000_000
MOST_LINES = 1_000_000
"""In one file; every line is remembered by its key until the import ends."""
_PIECE = 65_536
INT64 = 2**63 - 1


class RawLine(NamedTuple):
    """One line: where it stands, and its bytes."""

    place: Place
    text: bytes


class Line(NamedTuple):
    """One line: where it stands, and its JSON object."""

    place: Place
    data: dict[str, Any]


class BadJson(ValueError):
    """A text that is not JSON, and in which of its lines."""

    def __init__(self, error: json.JSONDecodeError) -> None:
        # A line that is cut would else be wrong where the next one begins.
        text = error.doc.rstrip()
        is_cut = bool(text) and (error.pos >= len(text) or "Unterminated" in error.msg)
        end = json.JSONDecodeError("it is cut off", text, len(text))
        at = end if is_cut else error
        super().__init__(at.msg)
        self.line, self.column = at.lineno, at.colno

    def found(self, place: Place) -> Fault:
        """Where it is in the file, once it is known where the text begins."""
        column = self.column
        if self.line > 1:
            place = Place(place.file, place.line + self.line - 1)
        elif place.column:
            column += place.column - 1
        return Fault(place, f"not JSON: {self} at column {column}")


def lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[Line]:
    """The lines of one file of the bundle; what cannot be read is added to `faults`."""
    read = (line(raw, faults) for raw in raw_lines(folder, filename, faults))
    return (each for each in read if each is not None)


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
    if json_arrays.is_spread(file):
        faults.append(Fault(Place(filename, 1), json_arrays.SPREAD))
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
        faults.append(error.found(raw.place))
    except ValueError as error:
        faults.append(Fault(raw.place, str(error)))
    return None


def key_of(raw: RawLine) -> str:
    """The key of a line that cannot be read; empty where it does not show."""
    found = _KEY.search(raw.text)
    return found[1].decode(errors="replace") if found else ""


_KEY = re.compile(rb'"key"\s{0,9}:\s{0,9}"([^"\\]{1,200})"')


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    json_bounds.check(raw)
    try:
        value = _DECODER.decode(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadJson(error) from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    if b"\\u" in raw:
        _refuse_half_characters(value)
    return value


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("holds half a surrogate pair, which is no character") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"{shown(twice)} is given twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) > INT64:
        raise ValueError(f"{digits[:20]}… is too large a number")
    return int(digits)


def _finite(digits: str) -> float:
    if not math.isfinite(float(digits)):
        raise ValueError(f"{digits[:20]} is too large a number")
    return float(digits)


def _no(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number of JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_no
)
