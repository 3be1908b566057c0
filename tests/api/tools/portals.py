"""A portal over HTTP whose answers can be spoilt, one fault at a time."""

import gzip
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any
from urllib.parse import parse_qs

import orjson
from werkzeug.datastructures import Headers
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import run_wsgi_app

from api.db import databases


@dataclass
class Exchange:
    """A question and its answer, which a fault may change."""

    environ: dict[str, Any]
    status: int
    headers: Headers
    body: bytes
    packed: bytes | None = None
    """What is sent instead of the body to whoever takes gzip."""

    @property
    def path(self) -> str:
        return self.environ["PATH_INFO"]

    @property
    def query(self) -> dict[str, list[str]]:
        return parse_qs(self.environ["QUERY_STRING"])

    @property
    def address(self) -> str:
        return f"{self.path}?{self.environ['QUERY_STRING']}".rstrip("?")

    @property
    def json(self) -> Any:
        return orjson.loads(self.body)

    @json.setter
    def json(self, value: Any) -> None:
        self.body = orjson.dumps(value)

    @property
    def is_page(self) -> bool:
        """Whether this is a page of the change feed."""
        return self.path == "/v1/changes" and self.status == 200 and bool(self.body)


Fault = Callable[[Exchange], object]


@dataclass
class Proxy:
    """Stands in front of an application; its `faults` spoil what passes."""

    inner: Any
    faults: list[Fault] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> list[bytes]:
        # Faults are of what is said, so they come before it is packed.
        takes_gzip = environ.pop("HTTP_ACCEPT_ENCODING", None) == "gzip"
        chunks, status, headers = run_wsgi_app(self.inner, environ, buffered=True)
        exchange = Exchange(environ, int(status.split()[0]), Headers(headers), b"".join(chunks))
        self.asked.append(exchange.address)
        was = len(exchange.body)
        for fault in self.faults:
            fault(exchange)
        if takes_gzip and exchange.body:
            exchange.body = exchange.packed or gzip.compress(exchange.body)
            exchange.headers["Content-Encoding"] = "gzip"
        if len(exchange.body) != was and environ["REQUEST_METHOD"] != "HEAD":
            exchange.headers["Content-Length"] = str(len(exchange.body))
        cut = exchange.headers.pop("X-Cut", None)
        body = exchange.body[: int(cut)] if cut else exchange.body
        reason = BaseHTTPRequestHandler.responses.get(exchange.status, ("Unknown",))[0]
        start_response(f"{exchange.status} {reason}", exchange.headers.to_wsgi_list())
        return [body]


class _Silent(WSGIRequestHandler):
    def log(self, *_: Any, **__: Any) -> None:
        """Say nothing."""


@contextmanager
def served(application: Any) -> Iterator[str]:
    """The address at which an application answers while the block lasts."""
    server = make_server("127.0.0.1", 0, application, request_handler=_Silent)

    def serve() -> None:
        server.serve_forever(poll_interval=0.02)
        databases.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
