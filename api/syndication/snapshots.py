"""All that is live in one file, made when it is asked for and kept until something changes."""

import threading
import zlib
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO
from uuid import uuid4

from api.db import deadlines
from api.publishing.live.digest import Digest
from api.runtime.config import config
from api.runtime.disk import scratch
from api.runtime.errors import Unavailable
from api.runtime.runtime import Part
from api.syndication import queries
from api.syndication.lines import end_json, line
from api.syndication.queries import ChangePage, Scope

RETRY_SECONDS = 10
_GZIP = 16 + zlib.MAX_WBITS
_LEVEL = 2
_UNFINISHED = ".unfinished"
_one_at_a_time = Part(threading.Lock)


def current(scope: Scope) -> Path:
    """The file of what is live now; Unavailable while one is being made."""
    path = _path()
    if path.exists():
        return path
    making = _one_at_a_time.get()
    if not making.acquire(blocking=False):
        raise Unavailable(headers={"Retry-After": str(RETRY_SECONDS)})
    try:
        return _made(scope)
    finally:
        making.release()


def sweep(at: datetime) -> None:
    """Remove what was being made by processes that were killed."""
    scratch.sweep_files(_folder(), f"*{_UNFINISHED}")


def _path() -> Path:
    return _named(*queries.standing())


def _named(epoch: str, seq: int, digest: Digest) -> Path:
    # A database that was put back comes to the same number with other content.
    return _folder() / f"{epoch}-{seq}-{digest.hash}.ndjson.gz"


def _folder() -> Path:
    folder = config().state_dir / "snapshots"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@deadlines.long_request()
def _made(scope: Scope) -> Path:
    unfinished = _folder() / f"{uuid4().hex}{_UNFINISHED}"
    try:
        with unfinished.open("wb") as file:
            scratch.lock(file.fileno())
            end = _write(file, scope)
        position, digest = end.position, end.digest or Digest()
        path = unfinished.rename(_named(position.epoch, position.seq, digest))
    finally:
        unfinished.unlink(missing_ok=True)
    _drop_others(path)
    return path


def _write(file: BinaryIO, scope: Scope) -> ChangePage:
    """Write all of it; the last page of what was written."""
    packer = zlib.compressobj(_LEVEL, wbits=_GZIP)
    for page in queries.everything(scope):
        for row in page.rows:
            file.write(packer.compress(line(row) + b"\n"))
    file.write(packer.compress(end_json(page) + b"\n") + packer.flush())
    return page


def _drop_others(path: Path) -> None:
    # Whoever is reading one still has it open.
    for other in path.parent.glob("*.ndjson.gz"):
        if other != path:
            with suppress(FileNotFoundError):
                other.unlink()
