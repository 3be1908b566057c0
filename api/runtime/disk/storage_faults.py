"""What an exception of any layer tells of disks and stored bytes: full, unusable, damaged."""

import errno
import logging
from collections.abc import Callable, Iterator
from enum import Enum
from itertools import islice
from typing import Any

import apsw
import peewee

from api.runtime.errors import ApiError, Unavailable
from api.runtime.runtime import Part, nothing

LEAST_FREE = 5_000_000
"""Bytes below which a disk counts as full; of a small one a twentieth."""


class Fault(Enum):
    """What is wrong with what the service keeps its data on."""

    FULL = "no room is left"
    UNAVAILABLE = "it cannot be used"
    DAMAGED = "stored data cannot be read"


class DamagedData(peewee.DatabaseError):
    """Stored bytes are not what was once stored."""


class StorageUnavailable(Unavailable):
    """A disk or a database is there and cannot be used: read-only, closed to us, damaged."""

    code = "storage_unavailable"
    title = "Storage unavailable"
    title_vi = "Không dùng được nơi lưu trữ"
    detail = "What this service keeps its data on cannot be used now; please try again shortly."
    detail_vi = "Nơi lưu dữ liệu của hệ thống tạm thời không dùng được; vui lòng thử lại sau."


class StorageFull(ApiError):
    """There is no room left on a disk, or a quota is used up."""

    status = 507
    code = "storage_full"
    title = "Insufficient storage"
    title_vi = "Hết chỗ lưu trữ"
    detail = "There is no room left to store this; please try again later."
    detail_vi = "Máy chủ đã hết chỗ để lưu; vui lòng thử lại sau."


_BY_ERRNO = {
    **dict.fromkeys((errno.ENOSPC, errno.EDQUOT, errno.EFBIG), Fault.FULL),
    **dict.fromkeys(
        (errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO, errno.ENXIO, errno.ENODEV, errno.ESTALE,
         errno.EMFILE, errno.ENFILE),
        Fault.UNAVAILABLE,
    ),
}  # fmt: skip
_BY_SQLITE_CODE = {
    apsw.SQLITE_FULL: Fault.FULL,
    apsw.SQLITE_READONLY: Fault.UNAVAILABLE,
    apsw.SQLITE_IOERR: Fault.UNAVAILABLE,
    apsw.SQLITE_CANTOPEN: Fault.UNAVAILABLE,
    apsw.SQLITE_PERM: Fault.UNAVAILABLE,
    apsw.SQLITE_CORRUPT: Fault.DAMAGED,
    apsw.SQLITE_NOTADB: Fault.DAMAGED,
    apsw.SQLITE_FORMAT: Fault.DAMAGED,
}
_BY_EXTENDED_CODE = {
    # A sector that cannot be read is damage as well: the disk finds it before SQLite does.
    apsw.SQLITE_IOERR_READ: Fault.DAMAGED,
    apsw.SQLITE_IOERR_SHORT_READ: Fault.DAMAGED,
    apsw.SQLITE_IOERR_CORRUPTFS: Fault.DAMAGED,
    apsw.SQLITE_IOERR_DATA: Fault.DAMAGED,
    # The first to open a database finds no room for the memory that all will share.
    apsw.SQLITE_IOERR_SHMSIZE: Fault.FULL,
}
_BY_SQLSTATE = {
    "53100": Fault.FULL,  # disk_full
    "25006": Fault.UNAVAILABLE,  # read_only_sql_transaction
    "58030": Fault.UNAVAILABLE,  # io_error
    "42P01": Fault.DAMAGED,  # undefined_table: somebody put another database in its place
    "58P01": Fault.DAMAGED,  # undefined_file: a file of a table is gone
    "XX001": Fault.DAMAGED,  # data_corrupted
    "XX002": Fault.DAMAGED,  # index_corrupted
}
_ANSWERS: dict[Fault, type[ApiError]] = {
    Fault.FULL: StorageFull,
    Fault.UNAVAILABLE: StorageUnavailable,
    Fault.DAMAGED: StorageUnavailable,
}
_DEEPEST = 10
_log = logging.getLogger(__name__)
_listener = Part[Callable[[Fault], object] | None](nothing)


def damaged(what: str) -> DamagedData:
    """The error of what was stored and cannot be read any more; it is reported."""
    error = DamagedData(what)
    report(error)
    return error


def fault_of(error: BaseException) -> Fault | None:
    """What `error`, or what led to it, tells of; None when that is nothing of the kind."""
    return next(filter(None, map(_classify, islice(_chain(error), _DEEPEST))), None)


def said_of(error: Exception) -> str | None:
    """What to tell an operator of an error of a database or a disk; None of any other."""
    fault = fault_of(error)
    if isinstance(error, (peewee.PeeweeException, apsw.Error)):
        _log.debug("the database refused", exc_info=error)
        return f"the database cannot be used: {error}{f' ({fault.value})' if fault else ''}"
    # A file that is named is one that somebody gave, or where a setting points.
    if isinstance(error, OSError) and (error.filename or fault is not None):
        return f"{error.filename or 'a disk cannot be used'}: {error.strerror}"
    return None


def refusal_of(fault: Fault) -> type[ApiError]:
    """What a request that met it is answered with."""
    return _ANSWERS[fault]


def listen(call: Callable[[Fault], object]) -> None:
    """Let `call` be told of what is reported from now on."""
    _listener.set(call)


def report(error: BaseException) -> Fault | None:
    """Tell who listens of what `error` says about storage; what that is."""
    fault = fault_of(error)
    listener = _listener.get()
    if fault is not None and listener is not None:
        listener(fault)
    return fault


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The error, and those it was made of; peewee's keep the driver's as `orig`."""
    waiting = [error]
    while waiting:
        cause = waiting.pop(0)
        yield cause
        waiting += filter(None, (getattr(cause, "orig", None), cause.__cause__))


def _classify(error: BaseException) -> Fault | None:
    if isinstance(error, DamagedData):
        return Fault.DAMAGED
    if isinstance(error, apsw.Error):
        return _of_sqlite(error)
    if isinstance(error, OSError):
        return _BY_ERRNO.get(error.errno or 0)
    return _BY_SQLSTATE.get(getattr(error, "sqlstate", None) or "")


def _of_sqlite(error: Any) -> Fault | None:
    extended = getattr(error, "extendedresult", 0)
    if isinstance(error, apsw.SQLError) and str(error).startswith("no such table"):
        return Fault.DAMAGED  # Somebody put another database in its place.
    return _BY_EXTENDED_CODE.get(extended) or _BY_SQLITE_CODE.get(getattr(error, "result", 0))
