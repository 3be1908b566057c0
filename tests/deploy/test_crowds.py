"""Crowds before the shipped nginx: who is slow is cut, who is silent holds nobody up."""

import resource
import socket
import ssl
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from tests import nginx, serving
from tests.deploy.front import Front
from tests.sizes import SIZES

CUT_SECONDS = 15
OF_ONE_ADDRESS = 100
"""Fewer than the shipped limit of connections."""
HALF_A_HEADER = b"GET /v1 HTTP/1.1\r\nHost: loc"
HALF_A_BODY = (
    b"POST /v1/views HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
    b"Content-Length: 100\r\n\r\n{"
)
SLOW = (HALF_A_HEADER, HALF_A_BODY, b"")


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """An empty portal behind the shipped nginx, and room for many connections here."""
    folder = tmp_path_factory.mktemp("crowds")
    at = nginx.ports(folder)
    environ = serving.environment(folder, **at.settings)
    serving.congxa(environ, "site", "create", "yen-hoa", "--name", "Xã Yên Hòa")
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    with serving.serving(environ) as server, nginx.shipped(at, environ):
        yield Front(at, server)
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def connected(front: Front, number: int, stack: ExitStack) -> ssl.SSLSocket:
    """A connection over TLS from one of many addresses."""
    line = socket.create_connection(("127.0.0.1", front.at.tls), 30, source(number))
    tls = ssl.create_default_context(cafile=str(front.at.certificate))
    return stack.enter_context(tls.wrap_socket(line, server_hostname="localhost"))


def source(number: int) -> tuple[str, int]:
    """An address of this machine from which few have come."""
    return f"127.1.0.{number // OF_ONE_ADDRESS + 1}", 0


def is_cut(line: ssl.SSLSocket) -> bool:
    """Whether the other side has ended it; what it said before is read."""
    line.settimeout(0.01)
    try:
        while line.recv(4_096):
            continue
    except TimeoutError:
        return False
    except OSError:
        return True
    return True


def test_f17_who_sends_slowly_or_nothing_is_cut_and_holds_nobody_up(front: Front) -> None:
    with ExitStack() as stack, ThreadPoolExecutor(8) as threads:

        def slow(number: int) -> ssl.SSLSocket:
            line = connected(front, number, stack)
            line.sendall(SLOW[number % len(SLOW)])
            return line

        lines = list(threads.map(slow, range(SIZES["F17"].clients)))
        begun = time.monotonic()
        answered = [front.get("/v1/articles").status for _ in range(20)]
        took = time.monotonic() - begun
        time.sleep(max(0, CUT_SECONDS - took))
        uncut = [number % len(SLOW) for number, line in enumerate(lines) if not is_cut(line)]

    assert answered == [200] * 20
    assert took < CUT_SECONDS
    assert uncut == []


def test_f18_thousands_that_stay_and_ask_nothing_refuse_nobody(front: Front) -> None:
    size = SIZES["F18"]
    with ExitStack() as stack, ThreadPoolExecutor(size.clients) as threads:
        held = [stack.enter_context(idle(front, number)) for number in range(size.items)]
        found = list(threads.map(lambda n: status(front, n), range(2 * size.clients)))
        gone = [each for each in held[:10] + held[-10:] if not is_there(each)]

    assert found == [b"200"] * 2 * size.clients
    assert gone == []


def status(front: Front, number: int) -> bytes:
    """What somebody is answered."""
    with ExitStack() as stack:
        line = connected(front, number, stack)
        line.sendall(b"GET /v1/articles HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        return line.recv(4_096)[9:12]


def idle(front: Front, number: int) -> socket.socket:
    """A connection that has been answered once and is kept."""
    line = socket.create_connection(("127.0.0.1", front.at.plain), 30, source(number))
    line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    assert b" 308 " in line.recv(4_096)
    return line


def is_there(line: socket.socket) -> bool:
    """Whether it can be used again."""
    line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
    return b" 308 " in line.recv(4_096)
