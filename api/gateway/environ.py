"""A request as granian tells of it (RSGI), in the form that a WSGI application reads (PEP 3333)."""

import sys
from functools import lru_cache
from io import BytesIO
from typing import Any

Environ = dict[str, Any]

_NO_PREFIX = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


_OF_ALL = {
    "wsgi.version": (1, 0),
    "wsgi.input_terminated": True,
    "wsgi.multithread": True,
    "wsgi.multiprocess": True,
    "wsgi.run_once": False,
}


def environ_of(scope: Any) -> Environ:
    """The environ of a request whose body is still to come: an empty one stands in its place."""
    server, _, port = scope.server.rpartition(":")
    version = scope.http_version
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": _as_latin(scope.path),
        "QUERY_STRING": _as_latin(scope.query_string),
        "REMOTE_ADDR": host_of(scope.client),
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": "HTTP/" + (version if "." in version else f"{version}.0"),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.input": BytesIO(),
        "wsgi.errors": sys.stderr,
        **_OF_ALL,
    }
    _add_headers(environ, scope.headers.items())
    if scope.authority:
        # The absolute form of a target wins over `Host` (RFC 9112 §3.2.2).
        environ["HTTP_HOST"] = scope.authority
    return environ


def host_of(address: str) -> str:
    """The host of `host:port`; IPv6 without its brackets."""
    return address.rpartition(":")[0].strip("[]")


def _add_headers(environ: Environ, headers: list[tuple[str, str]]) -> None:
    for name, value in headers:
        if "_" in name:
            # It would pass for the header with a dash that a proxy in front sets.
            continue
        key = _key_of(name)
        environ[key] = f"{environ[key]},{value}" if key in environ else value


@lru_cache(maxsize=500)
def _key_of(name: str) -> str:
    return _NO_PREFIX.get(name) or "HTTP_" + name.replace("-", "_").upper()


def _as_latin(text: str) -> str:
    """Text as PEP 3333 wants it: its bytes, each as the character of that number."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("latin-1")
