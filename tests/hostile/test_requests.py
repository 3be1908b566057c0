"""Requests that mean one thing to a proxy and another to a server: refused, or the line is cut."""

import socket

import pytest

from tests.api.http.test_hosts import BAD
from tests.serving import LiveServer

SECOND = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Request-Id: smuggled\r\n\r\n"
POST = b"POST /v1/views HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n"
GET = b"GET /v1 HTTP/1.1\r\n"
HOST = b"Host: localhost\r\n"
AMBIGUOUS = {
    "CL.TE": POST + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "TE.CL": POST
    + b"Transfer-Encoding: chunked\r\nContent-Length: 4\r\n\r\n4\r\nabcd\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 0\r\nContent-Length: %d\r\n\r\n" % len(SECOND),
    "a list of lengths": POST + b"Content-Length: 0, %d\r\n\r\n" % len(SECOND),
    "a signed length": POST + b"Content-Length: +0\r\n\r\n",
    "a hexadecimal length": POST + b"Content-Length: 0x0\r\n\r\n",
    "two codings": POST
    + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "an unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "a coding before a colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "a folded coding": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "a bad chunk": POST + b"Transfer-Encoding: chunked\r\n\r\nZZ\r\nx\r\n0\r\n\r\n",
    "a chunk too large": POST
    + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\nx\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": POST.replace(b"1.1", b"1.0")
    + b"Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "a folded header": GET + HOST + b"X: a\r\n b\r\n\r\n",
    "a folded host": GET + b"Host: localhost\r\n evil.example\r\n\r\n",
    "a space before a colon": GET + b"Host : localhost\r\n\r\n",
    "two hosts": GET + HOST + b"Host: evil.example\r\nConnection: close\r\n\r\n",
    "two hosts, ours last": GET + b"Host: evil.example\r\n" + HOST + b"Connection: close\r\n\r\n",
    "NUL in a host": GET + b"Host: local\0host\r\n\r\n",
    "a bare CR": GET + b"Host: localhost\rX: y\r\n\r\n",
    "no host": GET + b"Connection: close\r\n\r\n",
    "no host in HTTP/1.0": b"GET /v1 HTTP/1.0\r\n\r\n",
    "our host under a foreign one": b"GET http://evil.example/v1 HTTP/1.1\r\nHost: localhost\r\n"
    b"Connection: close\r\n\r\n",
}


@pytest.mark.parametrize("name", AMBIGUOUS)
def test_t47_no_request_hides_in_another(live_server: LiveServer, name: str) -> None:
    said = converse(live_server, AMBIGUOUS[name] + SECOND)

    assert b"smuggled" not in said
    assert said.count(b"HTTP/1.") <= 1
    assert not said or int(said.split()[1]) >= 400


def test_t47_a_body_is_no_second_request(live_server: LiveServer) -> None:
    length = b"Content-Length: %d\r\n" % len(SECOND)

    said = converse(live_server, GET + HOST + length + b"Connection: close\r\n\r\n" + SECOND)

    assert b"smuggled" not in said


def test_t47_a_foreign_host_is_refused_on_the_wire(live_server: LiveServer) -> None:
    for host in (each for each in BAD if each.isprintable() and each.strip() == each):
        for path in (b"/", b"/v1", b"/config.js"):
            head = b"GET %s HTTP/1.1\r\nHost: %s\r\n" % (path, host.encode())
            said = converse(live_server, head + b"Connection: close\r\n\r\n")
            assert said.split()[1] == b"400", host


def test_a_usual_request_is_answered(live_server: LiveServer) -> None:
    for name in (b"localhost", b"127.0.0.1:80", b"LOCALHOST:9"):
        said = converse(live_server, GET + b"Host: %s\r\nConnection: close\r\n\r\n" % name)
        assert said.split()[1] == b"200"


def test_a_load_balancer_needs_no_name_of_ours(live_server: LiveServer) -> None:
    for head in (b"HTTP/1.0", b"HTTP/1.1\r\nHost: 10.0.0.5", b"HTTP/1.1\r\nHost: evil.example"):
        for path in (b"/healthz", b"/readyz"):
            said = converse(live_server, b"GET %s %s\r\nConnection: close\r\n\r\n" % (path, head))
            assert said.split()[1] == b"200", (path, head)


def converse(server: LiveServer, request: bytes) -> bytes:
    """All that the server says to these bytes until it closes the line, or falls silent."""
    port = int(server.environ["CONGXA_PORT"])
    said = b""
    with socket.create_connection(("127.0.0.1", port), timeout=10) as line:
        line.settimeout(2)
        try:
            line.sendall(request)
            while more := line.recv(65_536):
                said += more
        except (TimeoutError, ConnectionError):
            pass
    return said
