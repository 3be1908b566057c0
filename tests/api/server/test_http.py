"""HTTP as the bare server speaks it, beyond what a WSGI client can say."""

import json
import socket

import pytest

from tests import serving


def ask(server: serving.LiveServer, said: str) -> tuple[str, dict[str, str], bytes]:
    """Status line, headers and body of the answer to a request written by hand."""
    host, port = server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(said.replace("\n", "\r\n").encode())
        received = b""
        while piece := connection.recv(65_536):
            received += piece
    head, _, body = received.partition(b"\r\n\r\n")
    status, *lines = head.decode().split("\r\n")
    return status, dict(line.lower().split(": ", 1) for line in lines if ": " in line), body


def test_t47_the_absolute_form_of_a_target_wins(live_server: serving.LiveServer) -> None:
    own = ask(live_server, "GET http://localhost/v1 HTTP/1.1\nHost: evil.vn\nConnection: close\n\n")
    other = ask(
        live_server, "GET http://evil.vn/v1 HTTP/1.1\nHost: localhost\nConnection: close\n\n"
    )

    assert own[0] == "HTTP/1.1 200 OK"
    assert other[0] == "HTTP/1.1 400 Bad Request"
    assert json.loads(other[2])["code"] == "unknown_host"


def test_t47_two_hosts_are_none(live_server: serving.LiveServer) -> None:
    said = "GET /v1 HTTP/1.1\nHost: localhost\nHost: evil.vn\nConnection: close\n\n"

    assert ask(live_server, said)[0] == "HTTP/1.1 400 Bad Request"


@pytest.mark.parametrize("path", ["/v1/articles", "/", "/v1/snapshot.ndjson.gz", "/nowhere"])
def test_head_says_what_get_says(live_server: serving.LiveServer, path: str) -> None:
    rest = f" {path} HTTP/1.1\nHost: localhost\nConnection: close\n\n"

    get, head = ask(live_server, f"GET{rest}"), ask(live_server, f"HEAD{rest}")

    assert head[0] == get[0]
    assert head[2] == b""
    assert {*head[1]} == {*get[1]}
    assert head[1]["content-length"] == get[1]["content-length"] == str(len(get[2]))


def test_a_body_too_large_is_refused_before_it_is_sent(live_server: serving.LiveServer) -> None:
    status, headers, body = ask(
        live_server, "POST /v1/views HTTP/1.1\nHost: localhost\nContent-Length: 99999999\n\n"
    )

    assert status == "HTTP/1.1 413 Payload Too Large"
    assert headers["content-type"] == "application/problem+json"
    assert json.loads(body)["code"] == "payload_too_large"


def test_a_body_in_chunks_is_read(live_server: serving.LiveServer) -> None:
    said = (
        "POST /v1/views HTTP/1.1\nHost: localhost\nTransfer-Encoding: chunked\nConnection: close\n"
    )

    status, _, _ = ask(live_server, f"{said}Content-Type: text/plain\n\n2\n{{}}\n0\n\n")

    assert status == "HTTP/1.1 422 Unprocessable Entity"


def test_an_old_client_without_a_host_may_ask_for_health(live_server: serving.LiveServer) -> None:
    status, headers, body = ask(live_server, "GET /healthz HTTP/1.0\n\n")

    assert (status, json.loads(body)["status"]) == ("HTTP/1.0 200 OK", "ok")
    assert headers.get("server", "") == ""


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ("no request\n\n", "400 Bad Request"),
        ("GET /v1 HTTP/1.1\nHost : localhost\n\n", "400 Bad Request"),
        ("POST / HTTP/1.1\nContent-Length: 2\nContent-Length: 3\n\n", "400 Bad Request"),
        (f"GET /{'a' * 65_535} HTTP/1.1\n\n", "414 URI Too Long"),
        ("GET /v1 HTTP/1.1\n" + "A: 1\n" * 101 + "\n", "431 Request Header Fields Too Large"),
    ],
    ids=["garbage", "field", "lengths", "target", "fields"],
)
def test_what_is_no_request_is_refused_without_a_body(
    live_server: serving.LiveServer, said: str, status: str
) -> None:
    """See decision 0025: a body would be better; the HTTP server lets nobody write one."""
    refused, headers, body = ask(live_server, said)

    assert refused == f"HTTP/1.1 {status}"
    assert (headers["content-length"], headers["connection"], body) == ("0", "close", b"")


def test_who_closes_half_of_a_connection_is_let_go(live_server: serving.LiveServer) -> None:
    """See decision 0025: an answer is sure only before their end comes; no line stays open."""
    host, port = live_server.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(b"GET /v1/articles HTTP/1.1\r\nHost: localhost\r\n\r\n")
        connection.shutdown(socket.SHUT_WR)

        said = b"".join(iter(lambda: connection.recv(65_536), b""))

    assert said == b"" or said.startswith(b"HTTP/1.1 200 ")
