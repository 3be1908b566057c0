"""Reads a content bundle: a folder, or a zip of one. Knows files and lines, no database."""

import json
import shutil
import stat
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple

MOST_UNPACKED = 4_000_000_000
MOST_MEMBERS = 200_000
LONGEST_LINE = 5_000_000


class Fault(NamedTuple):
    """What is wrong, and where: printed as `file:line: message`."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class BadBundle(Exception):
    """The bundle as a whole cannot be read."""


class Line(NamedTuple):
    """One line: where it stands, and its JSON object or what is wrong with it."""

    file: str
    number: int
    data: dict[str, Any]


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a bundle; a zip is unpacked for as long as the block lasts."""
    if path.is_dir():
        yield path
        return
    if not path.is_file() or not zipfile.is_zipfile(path):
        raise BadBundle(f"{path} is neither a folder nor a zip file")
    with tempfile.TemporaryDirectory(prefix="congxa-bundle-") as folder:
        _unpack(path, Path(folder))
        yield _root(Path(folder))


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise BadBundle(f"{path} holds more than is accepted")
        for member in members:
            _check_member(path, member)
        for member in members:
            _extract(archive, member, folder)


def _check_member(path: Path, member: zipfile.ZipInfo) -> None:
    name = PurePosixPath(member.filename)
    is_link = stat.S_ISLNK(member.external_attr >> 16)
    is_astray = name.is_absolute() or ".." in name.parts or "\\" in member.filename
    if is_link or is_astray or ":" in member.filename:
        raise BadBundle(f"{path} holds “{member.filename}”, which would leave the folder")


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(member.filename).parts)
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("wb") as copy:
        shutil.copyfileobj(source, copy)
    if target.stat().st_size != member.file_size:
        raise BadBundle(f"“{member.filename}” is not as long as the zip says")


def _root(folder: Path) -> Path:
    """The bundle itself, where the zip holds one folder with everything in it."""
    inside = list(folder.iterdir())
    is_wrapped = len(inside) == 1 and inside[0].is_dir() and inside[0].name != "media"
    return inside[0] if is_wrapped else folder


def lines(folder: Path, filename: str, faults: list[Fault]) -> Iterator[Line]:
    """The lines of one file of the bundle; what cannot be read is added to `faults`."""
    path = folder / filename
    if not path.is_file():
        return
    is_one = path.suffix == ".json"
    for number, raw in [(1, path.read_bytes())] if is_one else _raw_lines(path):
        try:
            yield Line(filename, number, _object(raw))
        except ValueError as error:
            faults.append(Fault(filename, number, str(error)))


def _raw_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            if raw.strip():
                yield number, raw


def _object(raw: bytes) -> dict[str, Any]:
    if len(raw) > LONGEST_LINE:
        raise ValueError(f"longer than {LONGEST_LINE:,} bytes")
    try:
        value = json.loads(raw.decode("utf-8-sig"), object_pairs_hook=_unique, parse_constant=_no)
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except json.JSONDecodeError as error:
        raise ValueError(f"not JSON: {error.msg} at column {error.colno}") from error
    except RecursionError as error:
        raise ValueError("not JSON that can be read: nested too deeply") from error
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")
    return value


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"“{twice}” is given twice")
    return members


def _no(constant: str) -> None:
    raise ValueError(f"{constant} is not a number of JSON")


def find_file(folder: Path, name: str) -> Path:
    """The file of the bundle that a line names; ValueError says why it cannot be used."""
    parts = PurePosixPath(name)
    if parts.is_absolute() or ".." in parts.parts or "\\" in name or "\0" in name:
        raise ValueError(f"“{name}” leads out of the bundle")
    path = folder.joinpath(*parts.parts)
    root = folder.resolve()
    if path.is_symlink() or not path.resolve().is_relative_to(root):
        raise ValueError(f"“{name}” is a link, which is not followed")
    if not path.is_file():
        raise ValueError(f"there is no file “{name}” in the bundle")
    return path


def digest(*parts: bytes) -> str:
    """One hash over all parts."""
    hashed = blake2b(digest_size=20)
    for part in parts:
        hashed.update(len(part).to_bytes(8))
        hashed.update(part)
    return hashed.hexdigest()
