"""What a mirror takes in is bounded, and so is what it holds in memory."""

import contextlib
import socket
import threading
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from api.tools.client import Portal
from api.tools.errors import FolderError, TooLarge, Unanswered
from api.tools.index import State
from api.tools.mirroring import Mirror, Report
from tests.api.tools.paper import Paper, row_of
from tests.api.tools.portals import Exchange, Proxy, served
from tests.api.tools.world import files_in


def synced(portal: Portal, folder: Path) -> Report:
    copy = Mirror(portal, folder, State(portal.url, None, ()))
    try:
        return copy.sync(lambda report: None)
    finally:
        copy.close()


def peak_of(count: int, folder: Path) -> int:
    """The most memory that a first sync of so many articles takes, its portal's included."""
    text = "xã " * 2_000
    with served(Paper([row_of(number, body=text) for number in range(1, count + 1)])) as address:
        tracemalloc.start()
        report = synced(Portal(address), folder / str(count))
        _now, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    assert report.is_identical
    return peak


def test_a_first_sync_takes_flat_memory(folder: Path) -> None:
    little, much = peak_of(400, folder), peak_of(2_000, folder)

    assert much < 1.5 * little, "five times as much does not take as much more"


def test_it_asks_for_smaller_pages_where_one_is_too_large(folder: Path) -> None:
    proxy = Proxy(Paper([row_of(number, body="x" * 1_000) for number in range(1, 21)]))

    with served(proxy) as address:
        report = synced(Portal(address, most=4_000), folder)

    assert report.is_identical
    assert proxy.asked[-1].startswith("/v1/changes?limit=3&cursor=")


def test_it_refuses_a_single_object_that_is_too_large(folder: Path) -> None:
    with served(Paper([row_of(1, body="x" * 9_000)])) as address, pytest.raises(TooLarge):
        synced(Portal(address, most=4_000), folder)

    assert files_in(folder) == {}


def telling(length: str | None) -> Callable[[Exchange], None]:
    """A fault that tells another length of each page than it has, or none."""

    def fault(exchange: Exchange) -> None:
        exchange.headers.pop("Content-Length")
        if length:
            exchange.headers["Content-Length"] = length

    return fault


@pytest.mark.parametrize(("length", "size"), [(None, 9_000), ("99999999999", 9)])
def test_it_reads_no_more_than_it_wants_whatever_length_is_told(
    folder: Path, length: str | None, size: int
) -> None:
    proxy = Proxy(Paper([row_of(1, body="x" * size)]), [telling(length)])

    with served(proxy) as address, pytest.raises(TooLarge):
        synced(Portal(address, most=4_000), folder)


@pytest.mark.parametrize(
    "drop", [b"HTTP/1.1 100 Continue\r\n\r\n", b"HTTP/1.1 200 OK\r\nA: ", b"x"]
)
def test_it_leaves_an_answer_that_drips(folder: Path, drop: bytes) -> None:
    is_over = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}"
        thread = threading.Thread(target=drip, args=(server, drop, is_over))
        thread.start()

        with pytest.raises(Unanswered, match="the portal does not answer: "):
            synced(Portal(address, patience=0.3), folder)

        is_over.set()
        thread.join()


def drip(server: socket.socket, drop: bytes, is_over: threading.Event) -> None:
    """Begin an answer and never come to its end."""
    connection, _ = server.accept()
    with connection, contextlib.suppress(OSError):
        connection.sendall(drop)
        while not is_over.wait(0.02):
            connection.sendall(drop if drop.endswith(b"\n") else b"x")


def test_it_leaves_a_portal_that_says_nothing(folder: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"

        with pytest.raises(Unanswered, match="does not answer: timed out"):
            synced(Portal(address, silence=0.05), folder)


def test_one_at_a_time_works_in_a_folder(folder: Path) -> None:
    state = State("http://portal.test", None, ())
    first = Mirror(Portal(state.portal), folder, state)

    with pytest.raises(FolderError, match="another mirror is at work in this folder"):
        Mirror(Portal(state.portal), folder, state)

    first.close()
    Mirror(Portal(state.portal), folder, state).close()
