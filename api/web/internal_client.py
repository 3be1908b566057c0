"""The API, asked from inside the process as any program would ask it: nothing is read another way.

An answer comes through the response cache, with its status, its bytes and its cache tags.
"""

import sys
from collections.abc import Callable, Iterable, Mapping
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import quote, quote_plus, unquote_to_bytes

from api.http import request_id
from api.http.watched.watch import INNER
from api.runtime.jsons import loads_stored

App = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


class Answer(NamedTuple):
    """What the API said at an address."""

    status: int
    headers: Mapping[str, str]
    raw: bytes

    @property
    def is_ok(self) -> bool:
        """Whether it is what was asked for."""
        return self.status == 200

    @property
    def json(self) -> Any:
        """The value of its bytes; None where there are none."""
        return loads_stored(self.raw) if self.raw else None

    @property
    def keys(self) -> list[str]:
        """Its cache tags."""
        return self.headers.get("surrogate-key", "").split()


def ask(
    app: App, address: str, visitor: str = "", host: str = "localhost", cookie: str = ""
) -> Answer:
    """GET a path and query of the API, for the visitor of that network address, by their cookie."""
    caught: list[Any] = []

    def start_response(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        caught[:] = (status, headers)

    about = {"REMOTE_ADDR": visitor, "HTTP_HOST": host, "HTTP_COOKIE": cookie}
    environ = {**_environ(address), **about}
    body = app(environ, start_response)
    try:
        raw = b"".join(body)
    finally:
        getattr(body, "close", lambda: None)()
    status, headers = caught
    return Answer(int(status[:3]), {name.lower(): value for name, value in headers}, raw)


def path_part(text: str) -> str:
    """A text as `encodeURIComponent` of a browser writes it into a path."""
    return quote(text, safe="!*'()~")


def query_value(text: str) -> str:
    """A text as `URLSearchParams` of a browser writes it into a query."""
    return quote_plus(text, safe="*").replace("~", "%7E")


def _environ(address: str) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": unquote_to_bytes(path).decode("latin-1"),
        "QUERY_STRING": query,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "80",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_ACCEPT": "application/json, text/html",
        "HTTP_ACCEPT_LANGUAGE": "vi",
        "HTTP_X_REQUEST_ID": request_id.current(),
        INNER: True,
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": "http",
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
