"""Zipped bundles: unpacked, with every member checked first, and packed.

What a zip would cost is known from its directory, and nothing is unpacked before it is found small
enough; the directory itself is bounded before it is read.
"""

import io
import os
import shutil
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from api.runtime.disk import scratch

MOST_UNPACKED = 4_000_000_000
MOST_OF_ONE = 1_000_000_000
MOST_MEMBERS = 200_000
MOST_DIRECTORY = 40_000_000
"""Bytes of the list of members, which is read as a whole."""
DEEPEST = 16
MAX_RATIO = 100
# Less than this is no bomb, whatever its ratio.
_RATIO_FROM = 16_000_000

_MEMBER = b"PK\1\2"
# What else a zip may be packed with gives no bound of what one piece of it unpacks to.
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_UTF8 = 0x800
_NOT_OURS = ("__MACOSX", ".DS_Store")
# All that reading a damaged, encrypted or exotic zip is known to raise.
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
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
    if path.is_file() and not path.stat().st_size:
        raise BadBundle(f"{path} is an empty file")
    if not path.is_file() or not zipfile.is_zipfile(path):
        raise BadBundle(f"{path} is neither a folder nor a zip file")
    with scratch.folder("bundle") as folder:
        try:
            _unpack(path, folder)
        except _UNREADABLE as error:
            raise BadBundle(f"{path} cannot be unpacked: {error}") from error
        yield _root(folder)


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
    with scratch.folder(".congxa-export", path.resolve().parent) as beside:
        folder = beside / "bundle"
        folder.mkdir()
        yield folder
        if path.suffix == ".zip":
            packed = shutil.make_archive(f"{beside}/packed", "zip", folder)
            Path(packed).rename(path)
        else:
            folder.rename(path)


def _unpack(path: Path, folder: Path) -> None:
    with _Source(path) as source, zipfile.ZipFile(source) as archive:
        members = archive.infolist()
        _check_sizes(path, members, shutil.disk_usage(folder).free)
        seen: set[str] = set()
        for member in members:
            _check(path, member, seen)
        for member in members:
            _extract(archive, member, folder)


class _Source(io.BufferedReader):
    """A zip file that refuses to be read as a whole, which is how its directory would be."""

    def __init__(self, path: Path) -> None:
        super().__init__(io.FileIO(path))
        self._path = path

    def read(self, size: int | None = -1) -> bytes:
        if size is not None and size > MOST_DIRECTORY:
            raise BadBundle(f"{self._path} holds more than is accepted")
        piece = super().read(size)
        if piece.count(_MEMBER) > MOST_MEMBERS:
            raise BadBundle(f"{self._path} holds more than is accepted")
        return piece


def _check_sizes(path: Path, members: list[zipfile.ZipInfo], room: int) -> None:
    sizes = [member.file_size for member in members]
    if sum(sizes) > MOST_UNPACKED or max(sizes, default=0) > MOST_OF_ONE:
        raise BadBundle(f"{path} holds more than is accepted")
    # Members may share bytes, so what each is packed in says nothing of them all.
    packed = [(member.file_size, member.compress_size) for member in members]
    for size, source in (*packed, (sum(sizes), path.stat().st_size)):
        if size > _RATIO_FROM and size > MAX_RATIO * source:
            raise BadBundle(f"{path} unpacks to more than {MAX_RATIO} times its size")
    if sum(sizes) > room:
        raise BadBundle(f"{path} unpacks to more than the disk has room for")


def _check(path: Path, member: zipfile.ZipInfo, seen: set[str]) -> None:
    name = _path_of(member)
    if member.compress_type not in _METHODS:
        raise BadBundle(f"{path} holds “{name}”, packed in a way that is not read")
    if len(name.parts) > DEEPEST:
        raise BadBundle(f"{path} holds “{name}”, which lies too deep")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise BadBundle(f"{path} holds “{name}”, a link, which is not followed")
    # What follows a NUL in a name is seen by one program and not by the next.
    if name.is_absolute() or ".." in name.parts or "\0" in member.orig_filename:
        raise BadBundle(f"{path} holds “{name}”, which leads out of the bundle")
    if str(name) in seen:
        raise BadBundle(f"{path} holds “{name}” twice")
    seen.add(str(name))


def _extract(archive: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path) -> None:
    target = folder.joinpath(*_path_of(member).parts)
    if member.filename.endswith(("/", "\\")):
        target.mkdir(parents=True, exist_ok=True)
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as source, target.open("xb") as copy:
        shutil.copyfileobj(source, copy)
    if target.stat().st_size != member.file_size:
        raise BadBundle(f"“{member.filename}” is not as long as the zip says")


def _path_of(member: zipfile.ZipInfo) -> PurePosixPath:
    """Where a member belongs; some programs of Windows write backslashes."""
    return PurePosixPath(_name_of(member).replace("\\", "/"))


def _name_of(member: zipfile.ZipInfo) -> str:
    """The name as it was meant: macOS writes UTF-8 without the mark that says so."""
    if member.flag_bits & _IS_UTF8:
        return member.filename
    try:
        return member.filename.encode("cp437").decode()
    except UnicodeError:
        return member.filename


def _root(folder: Path) -> Path:
    """The bundle itself, where the zip holds one folder with everything in it."""
    inside = [path for path in folder.iterdir() if path.name not in _NOT_OURS]
    is_wrapped = len(inside) == 1 and inside[0].is_dir() and inside[0].name != "media"
    return inside[0] if is_wrapped else folder
