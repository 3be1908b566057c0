"""Stands between a client and a portal as a later version would: every object has one more member.

What it adds is of a form that no client has seen: an object, a list and a null in it.
"""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

NEW = {"a_later_member": {"of": ["a", 1, None], "no_client": True}}


def grown(value: Any) -> Any:
    """The same with one more member in every object."""
    if isinstance(value, list):
        return [grown(each) for each in value]
    if isinstance(value, dict):
        return {**{name: grown(each) for name, each in value.items()}, **NEW}
    return value


@contextmanager
def growing(url: str) -> Iterator[str]:
    """The address of a later version of the portal at `url`."""

    class Later(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                answer = urlopen(Request(url + self.path, headers={"Accept-Encoding": "identity"}))
            except HTTPError as error:
                answer = error
            with answer:
                body = json.dumps(grown(json.load(answer))).encode()
            self.send_response(answer.status)
            self.send_header("Content-Type", answer.headers["Content-Type"])
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Later)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
