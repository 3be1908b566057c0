"""What granian tells of a request becomes a WSGI environ that cannot be mistaken."""

from dataclasses import dataclass, field
from typing import Any

import pytest

from api.gateway.environ import environ_of, host_of


@dataclass
class Headers:
    """The headers of a scope, as granian gives them: lower case, in their order."""

    given: list[tuple[str, str]]

    def items(self) -> list[tuple[str, str]]:
        return self.given


@dataclass
class Scope:
    """A request as granian describes it."""

    method: str = "GET"
    path: str = "/v1"
    query_string: str = ""
    http_version: str = "1.1"
    scheme: str = "http"
    client: str = "10.1.2.3:4567"
    server: str = "127.0.0.1:8000"
    authority: str | None = None
    headers: Headers = field(default_factory=lambda: Headers([]))


def environ(**members: Any) -> dict[str, Any]:
    headers = Headers(members.pop("headers", []))
    return environ_of(Scope(**members, headers=headers))


def test_headers_become_variables() -> None:
    given = [("host", "xa.vn"), ("content-type", "a/b"), ("content-length", "3"), ("x-a", "1")]

    made = environ(headers=[*given, ("x-a", "2")])

    assert made["HTTP_HOST"] == "xa.vn"
    assert (made["CONTENT_TYPE"], made["CONTENT_LENGTH"]) == ("a/b", "3")
    assert made["HTTP_X_A"] == "1,2"


def test_t44_a_header_with_an_underscore_passes_for_none_with_a_dash() -> None:
    made = environ(headers=[("x_forwarded_for", "6.6.6.6"), ("x_real_ip", "6.6.6.6")])

    assert [name for name in made if name.startswith("HTTP_")] == []


def test_t47_the_absolute_target_wins_over_host() -> None:
    assert environ(authority="xa.vn", headers=[("host", "evil.vn")])["HTTP_HOST"] == "xa.vn"
    assert environ(headers=[("host", "xa.vn"), ("host", "evil.vn")])["HTTP_HOST"] == "xa.vn,evil.vn"
    assert "HTTP_HOST" not in environ()


def test_paths_and_queries_hold_bytes() -> None:
    made = environ(path="/bài", query_string="q=xã")

    assert made["PATH_INFO"].encode("latin-1").decode() == "/bài"
    assert made["QUERY_STRING"].encode("latin-1").decode() == "q=xã"


@pytest.mark.parametrize(
    ("told", "protocol"), [("1", "HTTP/1.0"), ("1.1", "HTTP/1.1"), ("2", "HTTP/2.0")]
)
def test_the_protocol_is_named_as_http_does(told: str, protocol: str) -> None:
    assert environ(http_version=told)["SERVER_PROTOCOL"] == protocol


def test_the_client_is_an_address_alone() -> None:
    assert host_of("10.1.2.3:4567") == "10.1.2.3"
    assert host_of("[2001:db8::1]:4567") == "2001:db8::1"
