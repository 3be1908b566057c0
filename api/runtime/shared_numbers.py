"""A file of a few numbers that processes share by mapping it into memory: reading is no call."""

import errno
import fcntl
import mmap
import os
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import FileIO
from pathlib import Path

# In the machine's own form each number is stored at once: nobody reads half of an old one.
_NUMBER = struct.Struct("@Q")
_PAIR = struct.Struct("@QQ")
LARGEST = 2**64 - 1
_READ_ONLY = {errno.EROFS, errno.EACCES, errno.EPERM}


class MappedNumbers:
    """The mapped file; where it may only be read, every write raises OSError.

    A process that begins while the disk is read-only can so still learn what others wrote, and
    writes itself once the disk takes it.
    """

    def __init__(self, path: Path, count: int) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._threads = threading.Lock()
        self._path = path
        # The last one is nobody's: see `_make_writable`.
        self._size = (count + 1) * _NUMBER.size
        self._open()

    def number(self, place: int) -> int:
        """The number at a place."""
        number: int = _NUMBER.unpack_from(self._map, place * _NUMBER.size)[0]
        return number

    def first_two(self) -> tuple[int, int]:
        """The numbers at the first two places, by one call."""
        first, second = _PAIR.unpack_from(self._map)
        return first, second

    def text(self, place: int, count: int) -> str:
        """The ASCII text that stands in the room of `count` numbers."""
        begin = place * _NUMBER.size
        packed = self._map[begin : begin + count * _NUMBER.size]
        return packed.rstrip(b"\0").decode("ascii", "replace")

    def store(self, place: int, number: int) -> None:
        """Let every process see `number` there, at once."""
        self._make_writable()
        _NUMBER.pack_into(self._map, place * _NUMBER.size, number & LARGEST)

    def store_text(self, place: int, count: int, text: str) -> None:
        """Let a text stand in the room of `count` numbers; it is no longer than that."""
        self._make_writable()
        begin, size = place * _NUMBER.size, count * _NUMBER.size
        self._map[begin : begin + size] = text.encode("ascii").ljust(size, b"\0")

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Keep out all others that ask to be alone."""
        # The threads of a process share one open file, which the lock on it does not keep apart.
        with self._threads, _locked(self._file):
            yield

    def close(self) -> None:
        """Give the file back."""
        self._map.close()
        self._file.close()

    def _make_writable(self) -> None:
        if not self._is_writable:
            before = self._file
            self._open()
            before.close()
        if not self._is_writable:
            raise _read_only(self._path)
        # Storing into a page for which a disk has no room ends a process; this raises instead.
        os.pwrite(self._file.fileno(), bytes(_NUMBER.size), self._size - _NUMBER.size)

    def _open(self) -> None:
        file, is_writable = _opened(self._path)
        try:
            if _missing(file, self._size):
                self._lengthen(file)
            access = mmap.ACCESS_WRITE if is_writable else mmap.ACCESS_READ
            self._map = mmap.mmap(file.fileno(), self._size, access=access)
        except BaseException:
            file.close()
            raise
        self._file, self._is_writable = file, is_writable

    def _lengthen(self, file: FileIO) -> None:
        if not file.writable():
            raise _read_only(self._path)
        with _locked(file):
            missing = _missing(file, self._size)
            # Written, not only made longer: the room for it must be there.
            os.pwrite(file.fileno(), bytes(missing), self._size - missing)


def _opened(path: Path) -> tuple[FileIO, bool]:
    try:
        return FileIO(os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666), "r+"), True
    except OSError as error:
        if error.errno not in _READ_ONLY or not path.is_file():
            raise
    return FileIO(path, "r"), False


def _missing(file: FileIO, size: int) -> int:
    return max(0, size - os.fstat(file.fileno()).st_size)


def _read_only(path: Path) -> OSError:
    return OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))


@contextmanager
def _locked(file: FileIO) -> Iterator[None]:
    fcntl.flock(file, fcntl.LOCK_EX)
    try:
        yield
    finally:
        # Closing gives the lock back as well.
        if not file.closed:
            fcntl.flock(file, fcntl.LOCK_UN)
