"""Whoever takes nothing of an answer for half a minute is cut, and nobody else."""

import socket
from collections.abc import Iterator
from contextlib import ExitStack, suppress

import pytest

from api.gateway.silence import SILENCE_SECONDS, Connection, Watch, cut
from tests.api.server.processes import eventually

SMALL = 65_536


class Server:
    """A listening socket, the connections that came in there, and a clock."""

    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        self._listening.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SMALL)
        self.now = 0.0
        self.watch = Watch(self._listening.getsockname()[1], lambda: self.now)

    def connected(self) -> tuple[socket.socket, socket.socket]:
        """A client, and this end of its connection."""
        client = self._stack.enter_context(socket.socket())
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL)
        client.connect(self._listening.getsockname())
        return client, self._stack.enter_context(self._listening.accept()[0])


@pytest.fixture
def server() -> Iterator[Server]:
    with ExitStack() as stack:
        yield Server(stack)


def fill(own: socket.socket) -> int:
    """Send for as long as anything fits on the way; how many bytes that were."""
    own.setblocking(False)
    sent = 0
    with suppress(BlockingIOError):
        while True:
            sent += own.send(bytes(SMALL))
    return sent


def is_cut(own: socket.socket) -> bool:
    try:
        return own.send(b"x") == 0
    except BlockingIOError:
        return False
    except ConnectionError:
        return True


def test_f32_who_takes_nothing_is_cut(server: Server) -> None:
    client, own = server.connected()
    fill(own)

    assert server.watch.look() == 0
    server.now = SILENCE_SECONDS - 0.1
    assert server.watch.look() == 0
    server.now = SILENCE_SECONDS
    assert server.watch.look() == 1
    assert is_cut(own)
    assert client.fileno() > 0


def test_f32_who_takes_anything_is_served(server: Server) -> None:
    client, own = server.connected()
    sent = fill(own)
    server.watch.look()
    server.now = SILENCE_SECONDS - 1

    client.recv(sent, socket.MSG_WAITALL)
    eventually(lambda: fill(own) > SMALL)
    server.watch.look()
    server.now = SILENCE_SECONDS + 1

    assert server.watch.look() == 0
    assert not is_cut(own)


def test_f32_who_is_owed_nothing_may_be_silent(server: Server) -> None:
    _client, own = server.connected()
    own.send(b"an answer that fits")
    for _ in range(3):
        server.now += SILENCE_SECONDS
        assert server.watch.look() == 0

    assert not is_cut(own)


def test_f32_what_came_in_elsewhere_is_left_alone(server: Server) -> None:
    with ExitStack() as stack:
        other = Server(stack)
        _client, own = other.connected()
        fill(own)
        server.watch.look()
        server.now = SILENCE_SECONDS

        assert server.watch.look() == 0


def test_f32_a_descriptor_that_is_anothers_by_now_is_left_alone(server: Server) -> None:
    (_, gone), (_, own) = server.connected(), server.connected()

    assert not cut(Connection(own.fileno(), gone.getpeername(), 0))

    assert not is_cut(own)
    assert cut(Connection(own.fileno(), own.getpeername(), 0))
    assert is_cut(own)
