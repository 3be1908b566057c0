"""Looks at the processes of a running server, and waits for what they will do."""

import contextlib
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TypeVar

from api.server import TICKER_NAME
from tests import serving

SECONDS = 30
T = TypeVar("T")


def eventually(look: Callable[[], T], seconds: float = SECONDS) -> T:
    """What `look` finds once it finds something; fails when that does not come."""
    deadline = time.monotonic() + seconds
    while not (found := look()):
        assert time.monotonic() < deadline, "it did not happen in time"
        threading.Event().wait(0.05)
    return found


@contextlib.contextmanager
def starting(environ: dict[str, str]) -> Iterator[serving.LiveServer]:
    """`congxa serve` that has only just been asked to start, for as long as the block lasts."""
    log = Path(environ["HOME"]) / "serve.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [serving.CONGXA, "serve"], env=environ, stdout=output, stderr=output, process_group=0
        )
    url = f"http://127.0.0.1:{environ['CONGXA_PORT']}"
    server = serving.LiveServer(url, process, environ, log)
    try:
        yield server
    finally:
        serving.stop(server)


def children(pid: int) -> list[int]:
    """The living processes that `pid` started itself."""
    found: list[int] = []
    with contextlib.suppress(OSError):
        for file in Path(f"/proc/{pid}/task").glob("*/children"):
            found += [int(child) for child in file.read_text().split()]
    return [child for child in found if is_alive(child)]


def ticker(pid: int) -> int | None:
    """The ticker among the children of the supervisor `pid`."""
    return next((child for child in children(pid) if _is_ticker(child)), None)


def workers(pid: int) -> list[int]:
    """The workers among the children of the supervisor `pid`."""
    return [child for child in children(pid) if not _is_ticker(child)]


def is_alive(pid: int) -> bool:
    """Whether a process runs; one that has ended and waits to be collected does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def _is_ticker(pid: int) -> bool:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/comm").read_text().strip() == TICKER_NAME
    return False
