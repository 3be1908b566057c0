"""Reads the files and lines of a content bundle. Follows no link, knows no database."""

import errno
import json
import math
import os
import re
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, NamedTuple, NoReturn

from api.operations import json_bounds

LONGEST_LINE = 5_000_000
MOST_LINES = 1_000_000
"""In one file; every line is remembered by its key until the import ends."""
LONGEST_SHOWN = 100
_PIECE = 65_536
INT64 = 2**63 - 1


class Fault(NamedTuple):
    """What is wrong, and where: printed as `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RawLine(NamedTuple):
    """One line: where it stands, and its bytes."""

    file: str
    number: int
    text: bytes


class Line(NamedTuple):
    """One line: where it stands, and its JSON object."""

    file: str
    number: int
    data: dict[str, Any]


class BadJson(ValueError):
    """A text that is not JSON, and in which of its lines."""

    def __init__(self, error: json.JSONDecodeError) -> None:
        # A line that is cut would else be wrong where the next one begins.
        text = error.doc.rstrip()
        is_cut = bool(text) and (error.pos >= len(text) or "Unterminated" in error.msg)
        end = json.JSONDecodeError("it is cut off", text, len(text))
        at = end if is_cut else error
        super().__init__(f"not JSON: {at.msg} at column {at.colno}")
        self.line = at.lineno


def lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[Line]:
    """The lines of one file of the bundle; what cannot be read is added to `faults`."""
    read = (line(raw, faults) for raw in raw_lines(folder, filename, faults))
    return (each for each in read if each is not None)


def raw_lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[RawLine]:
    """The lines of one file as they stand there; that it cannot be read is added to `faults`."""
    if not os.path.lexists(folder / filename):
        return
    try:
        file = open_inside(folder, filename)
    except ValueError as error:
        faults.append(Fault(filename, 1, str(error)))
        return
    with file:
        if filename.endswith(".json"):
            yield RawLine(filename, 1, file.read(LONGEST_LINE + 1))
            return
        for number, text in enumerate(_lines_of(file), start=1):
            if number > MOST_LINES:
                faults.append(Fault(filename, number, f"more than {MOST_LINES:,} lines"))
                return
            if text.strip() or len(text) > LONGEST_LINE:
                yield RawLine(filename, number, text)


def _lines_of(file: BinaryIO) -> Iterator[bytes]:
    """Every line; of one that is too long as much as shows that it is."""
    while text := file.readline(LONGEST_LINE + 1):
        yield text
        while text and not text.endswith(b"\n"):
            text = file.readline(_PIECE)


def line(raw: RawLine, faults: list[Fault]) -> Line | None:
    """What a line says; None, and a fault, where that cannot be read."""
    try:
        return Line(raw.file, raw.number, _object(raw.text))
    except BadJson as error:
        faults.append(Fault(raw.file, raw.number + error.line - 1, str(error)))
    except ValueError as error:
        faults.append(Fault(raw.file, raw.number, str(error)))
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


def shown(name: str) -> str:
    """A name as messages quote it: not the whole of a picture that stands there as `data:`."""
    return f"“{name}”" if len(name) <= LONGEST_SHOWN else f"“{name[:LONGEST_SHOWN]}…”"


def open_inside(folder: Path, name: str) -> BinaryIO:
    """A file of the bundle that a line names; ValueError says why it cannot be used.

    It is opened step by step below `folder`, so that no link can lead anywhere else.
    """
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name:
        raise ValueError(f"{shown(name)} leads out of the bundle")
    if not parts.parts:
        raise ValueError(f"there is no file {shown(name)} in the bundle")
    above = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for part in parts.parts[:-1]:
            above = _enter(above, part, name)
        file = _open(above, parts.parts[-1], name)
    finally:
        os.close(above)
    return file


def _enter(above: int, part: str, name: str) -> int:
    below = _opened_at(above, part, name, os.O_DIRECTORY)
    os.close(above)
    return below


def _open(above: int, part: str, name: str) -> BinaryIO:
    # Without blocking: a pipe put there would wait for its other end.
    handle = _opened_at(above, part, name, os.O_NONBLOCK)
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise ValueError(f"{shown(name)} is not a file")
    return os.fdopen(handle, "rb")


def _opened_at(above: int, part: str, name: str, flags: int) -> int:
    try:
        return os.open(part, os.O_RDONLY | os.O_NOFOLLOW | flags, dir_fd=above)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            raise ValueError(f"there is no file {shown(name)} in the bundle") from error
        with suppress(OSError):
            os.readlink(part, dir_fd=above)
            raise ValueError(f"{shown(name)} is a link, which is not followed") from error
        raise ValueError(f"{shown(name)} cannot be read: {error.strerror}") from error
