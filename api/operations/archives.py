"""Zipped bundles: unpacked, with every member checked first, and packed."""

import lzma
import os
import shutil
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

MOST_UNPACKED = 4_000_000_000
MOST_MEMBERS = 200_000

_NOT_OURS = ("__MACOSX", ".DS_Store")
# All that reading a damaged, encrypted or exotic zip is known to raise.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    NotImplementedError,
    RuntimeError,
    ValueError,
    struct.error,
    OSError,
)


class BadBundle(Exception):
    """The bundle as a whole cannot be read."""


@contextmanager
def opened(path: Path) -> Iterator[Path]:
    """The folder of a bundle; a zip is unpacked for as long as the block lasts."""
    if path.is_dir():
        yield path
        return
    if not path.is_file() or not zipfile.is_zipfile(path):
        raise BadBundle(f"{path} is neither a folder nor a zip file")
    with tempfile.TemporaryDirectory(prefix="congxa-bundle-") as folder:
        try:
            _unpack(path, Path(folder))
        except _UNREADABLE as error:
            raise BadBundle(f"{path} cannot be unpacked: {error}") from error
        yield _root(Path(folder))


class NoPlace(Exception):
    """A bundle cannot be written where it was wanted."""


@contextmanager
def made(path: Path) -> Iterator[Path]:
    """A folder to write a bundle into: the new folder `path`, or one that becomes a new zip.

    It stands at `path` only when it is whole.
    """
    if os.path.lexists(path):
        raise NoPlace(f"{path} is there already")
    if not path.resolve().parent.is_dir():
        raise NoPlace(f"there is no folder to put {path} into")
    with tempfile.TemporaryDirectory(
        prefix=".congxa-export-", dir=path.resolve().parent
    ) as scratch:
        folder = Path(scratch) / "bundle"
        folder.mkdir()
        yield folder
        if path.suffix == ".zip":
            packed = shutil.make_archive(f"{scratch}/packed", "zip", folder)
            Path(packed).rename(path)
        else:
            folder.rename(path)


def _unpack(path: Path, folder: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
        if len(members) > MOST_MEMBERS or sum(each.file_size for each in members) > MOST_UNPACKED:
            raise BadBundle(f"{path} holds more than is accepted")
        seen: set[PurePosixPath] = set()
        for member in members:
            _check(path, member, seen)
        for member in members:
            _extract(archive, member, folder)


def _check(path: Path, member: zipfile.ZipInfo, seen: set[PurePosixPath]) -> None:
    name = PurePosixPath(member.filename)
    if stat.S_ISLNK(member.external_attr >> 16):
        raise BadBundle(f"{path} holds “{name}”, a link, which is not followed")
    # What follows a NUL in a name is seen by one program and not by the next.
    if name.is_absolute() or ".." in name.parts or {"\\", "\0"} & set(member.orig_filename):
        raise BadBundle(f"{path} holds “{name}”, which leads out of the bundle")
    if name in seen:
        raise BadBundle(f"{path} holds “{name}” twice")
    seen.add(name)


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*PurePosixPath(member.filename).parts)
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)
    if target.stat().st_size != member.file_size:
        raise BadBundle(f"“{member.filename}” is not as long as the zip says")


def _root(folder: Path) -> Path:
    """The bundle itself, where the zip holds one folder with everything in it."""
    inside = [each for each in folder.iterdir() if each.name not in _NOT_OURS]
    is_wrapped = len(inside) == 1 and inside[0].is_dir() and inside[0].name != "media"
    return inside[0] if is_wrapped else folder
