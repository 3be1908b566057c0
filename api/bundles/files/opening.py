"""Opens the files of a bundle that lines name, however their names are spelt. Follows no link.

Names come from Macs (accents apart from their letters), from addresses (`%20`, a slash in front, a
query behind) and from Windows (backslashes, capitals); folders keep one of these spellings.
"""

import errno
import os
import stat
import unicodedata
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import BinaryIO, NamedTuple
from urllib.parse import unquote

LONGEST_SHOWN = 100


def shown(name: str) -> str:
    """A name as messages quote it: not the whole of a picture that stands there as `data:`."""
    return f"“{name}”" if len(name) <= LONGEST_SHOWN else f"“{name[:LONGEST_SHOWN]}…”"


def is_there(folder: Path, filename: str) -> bool:
    """Whether there is anything of exactly this name, a link included."""
    return os.path.lexists(folder / filename)


def plain_name(name: str) -> str:
    """A name as a path below the bundle, whatever address or Windows path it was written as."""
    path = name.partition("?")[0].replace("\\", "/").lstrip("/")
    return composed(unquote(path))


def open_inside(folder: Path, name: str) -> BinaryIO:
    """A file of the bundle that a line names; ValueError says why it cannot be used.

    It is opened step by step below `folder`, so that no link can lead anywhere else.
    """
    refusal: ValueError | None = None
    for spelling in dict.fromkeys((name, plain_name(name), plain_name(name.partition("#")[0]))):
        try:
            return _opened(folder, spelling, name)
        except ValueError as error:
            refusal = refusal or error
    raise refusal or AssertionError


def _opened(folder: Path, path: str, name: str) -> BinaryIO:
    parts = PurePosixPath(path)
    if parts.is_absolute() or ".." in parts.parts or "\\" in path or "\0" in path:
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
        return _opened_alike(above, part, os.O_RDONLY | os.O_NOFOLLOW | flags)
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENAMETOOLONG):
            raise ValueError(f"there is no file {shown(name)} in the bundle") from error
        with suppress(OSError):
            os.readlink(part, dir_fd=above)
            raise ValueError(f"{shown(name)} is a link, which is not followed") from error
        raise ValueError(f"{shown(name)} cannot be read: {error.strerror}") from error


def _opened_alike(above: int, part: str, flags: int) -> int:
    """What is called exactly so, else what alone is called so but for accents and capitals."""
    try:
        return os.open(part, flags, dir_fd=above)
    except FileNotFoundError:
        folder = os.fstat(above)
        names = _names((folder.st_dev, folder.st_ino, folder.st_mtime_ns), above)
        alike = names.exact.get(composed(part)) or names.any_case.get(composed(part).casefold())
        if alike is None:
            raise
        return os.open(alike, flags, dir_fd=above)


class _Names(NamedTuple):
    """The names in a folder by how they read, with capitals and without; None for several."""

    exact: dict[str, str | None]
    any_case: dict[str, str | None]


@lru_cache(maxsize=16)
def _names(_folder: tuple[int, ...], above: int) -> _Names:
    names = [os.fsdecode(name) for name in os.listdir(above)]
    return _Names(_by(composed, names), _by(lambda name: composed(name).casefold(), names))


def _by(key_of: Callable[[str], str], names: list[str]) -> dict[str, str | None]:
    counts = Counter(map(key_of, names))
    return {key: name if counts[key] == 1 else None for name in names for key in [key_of(name)]}


def composed(name: str) -> str:
    """A name in the form in which accents are part of their letters (NFC)."""
    return unicodedata.normalize("NFC", name)
