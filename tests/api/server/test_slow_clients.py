"""Clients that are slow, or silent, hold nothing that answers others (F32).

They speak to a bare `congxa serve`: no proxy buffers anything.
"""

import json
import socket
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import Any

import pytest

from api.db import databases
from api.gateway.bodies import SILENCE_SECONDS
from api.media.models import MediaFile, MediaUse
from api.runtime.ids import new_id
from tests import serving
from tests.sizes import IS_FULL, SIZES

Visit = Callable[[serving.LiveServer], Any]
OF_EACH = 40
SLOW_HEADERS = 200
PATIENCE = 1.0
"""How long anybody else may have to wait, in seconds."""
BYTES = 20_000_000


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.LiveServer]:
    """A server of one's own, with a public file of 20 MB."""
    environ = serving.environment(tmp_path_factory.mktemp("slow"))
    serving.congxa(environ, "migrate")
    put_public_file(environ)
    with serving.serving(environ) as started:
        yield started


def put_public_file(environ: Mapping[str, str]) -> None:
    """A file of 20 MB that something live shows, so that the sweep of media leaves it there."""
    folder = Path(environ["CONGXA_MEDIA_DIR"]) / "public" / FILE[:2]
    folder.mkdir(parents=True)
    (folder / FILE).write_bytes(bytes(BYTES))
    databases.connect(environ["CONGXA_DATABASE_URL"])
    MediaFile.insert(key=FILE, media=FILE).execute()
    MediaUse.insert(document=new_id(), media=FILE).execute()
    databases.close()


FILE = "ab" * 20 + ".jpg"


def connect(server: serving.LiveServer, said: bytes) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=10)
    made.sendall(said)
    return made


def request(line: str, *headers: str) -> bytes:
    return "\r\n".join([line, "Host: localhost", *headers, "", ""]).encode()


SLOW_BODY = request("POST /v1/views HTTP/1.1", "Content-Type: application/json",
                    "Content-Length: 100") + b'{"type"'  # fmt: skip
SLOW_READER = request(f"GET /media/{FILE} HTTP/1.1")
SLOW_HEADER = b"GET /v1 HTTP/1.1\r\nHost: loc"
# Whoever has yet to show whether it is HTTP/2 that it speaks, and whoever does speak it.
NOT_YET_HTTP = [b"", b"P", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"]


def slowest(server: serving.LiveServer, seconds: float) -> float:
    """The longest that anybody waits for an answer, asked again and again for so long."""
    worst, until = 0.0, time.monotonic() + seconds
    while time.monotonic() < until:
        for path in ("/healthz", "/v1/articles", f"/v1/articles?limit={1 + int(until) % 50}"):
            begun = time.monotonic()
            with urllib.request.urlopen(server.url + path, timeout=30) as answer:
                answer.read()
            worst = max(worst, time.monotonic() - begun)
        threading.Event().wait(0.2)
    return worst


def is_cut(connection: socket.socket) -> bool:
    """Whether the other side has ended a connection; what it sent before is read."""
    connection.settimeout(0.2)
    with suppress(TimeoutError):
        try:
            while connection.recv(1_000_000):
                continue
        except ConnectionError:
            pass
        return True
    return False


@pytest.fixture(scope="module")
def told(server: serving.LiveServer) -> Iterator[dict[Visit, Future]]:
    """What each kind of slow client met: all come at once, for all of them mostly wait."""
    with ThreadPoolExecutor() as threads:
        yield {each: threads.submit(each, server) for each in VISITS}


def test_f32_the_silent_hold_nobody_and_are_cut(told: dict[Visit, Future]) -> None:
    waited, cut_early, uncut = told[be_silent].result()

    assert waited < PATIENCE * slack()
    assert cut_early == []
    assert uncut == []


def be_silent(server: serving.LiveServer) -> tuple[float, list[int], list[int]]:
    """How long others wait; which were cut within half the time, and which are not after it."""
    with ExitStack() as stack:
        said = [SLOW_BODY] * OF_EACH + [SLOW_READER] * OF_EACH + [SLOW_HEADER] * SLOW_HEADERS
        said += NOT_YET_HTTP
        silent = [stack.enter_context(connect(server, each)) for each in said]
        waited = slowest(server, SILENCE_SECONDS / 2)
        early = [n for n in range(0, OF_EACH, 10) if is_cut(silent[n])]
        threading.Event().wait(SILENCE_SECONDS)
        return waited, early, [n for n, each in enumerate(silent) if not is_cut(each)]


def slack() -> float:
    """A machine that runs other tests beside this one makes everybody wait."""
    return 1 if IS_FULL else 5


def test_f32_a_silent_body_is_told_so(told: dict[Visit, Future]) -> None:
    head, _, body = told[send_half_a_body].result().partition(b"\r\n\r\n")

    assert head.startswith(b"HTTP/1.1 408 ")
    assert json.loads(body)["code"] == "request_timeout"


def send_half_a_body(server: serving.LiveServer) -> bytes:
    with connect(server, SLOW_BODY) as silent:
        silent.settimeout(SILENCE_SECONDS + 20)
        return read_all(silent)


def read_all(connection: socket.socket) -> bytes:
    received = b""
    while piece := connection.recv(65_536):
        received += piece
    return received


def test_f32_a_slow_body_arrives(told: dict[Visit, Future]) -> None:
    assert told[send_slowly].result().startswith(b"HTTP/1.1 404 ")


def send_slowly(server: serving.LiveServer) -> bytes:
    size, rate = SIZES["F32"].items, speed()
    # Only what brings a file may be so large.
    line = request(
        "POST /authoring/v1/nothing HTTP/1.1",
        f"Content-Length: {size}",
        "Content-Type: multipart/form-data; boundary=x",
        "Connection: close",
    )
    with connect(server, line) as slow:
        for _ in range(0, size, rate):
            slow.sendall(bytes(rate))
            threading.Event().wait(1)
        return read_all(slow)


def test_f32_a_slow_reader_is_served(told: dict[Visit, Future]) -> None:
    assert told[read_slowly].result() > SIZES["F32"].items


def read_slowly(server: serving.LiveServer) -> int:
    """How many bytes came."""
    size, rate = SIZES["F32"].items, speed()
    line = request(f"GET /media/{FILE} HTTP/1.1", f"Range: bytes=0-{size - 1}", "Connection: close")
    host, port = server.url.removeprefix("http://").split(":")
    with socket.socket() as slow:
        slow.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 65_536)
        slow.connect((host, int(port)))
        slow.sendall(line)
        received = 0
        while piece := slow.recv(rate):
            received += len(piece)
            threading.Event().wait(len(piece) / rate)
        return received


def speed() -> int:
    """Bytes a second: so few that all of it takes longer than anybody may be silent."""
    return 50_000 if IS_FULL else 25_000


VISITS: tuple[Visit, ...] = (be_silent, send_half_a_body, send_slowly, read_slowly)
