"""A reader of the portal behind the shipped nginx, and who operates it."""

import http.client
import json
import re
import socket
import ssl
import urllib.error
import urllib.request
from contextlib import closing
from email.message import Message
from typing import Any, NamedTuple

from tests import serving
from tests.nginx import Shipped


class Answer(NamedTuple):
    """What a reader is answered."""

    status: int
    headers: Message
    body: bytes


class Front:
    """nginx, the portal behind it, and a reader who trusts the certificate."""

    def __init__(self, at: Shipped, server: serving.LiveServer) -> None:
        self.at, self.server = at, server
        self._trusting = ssl.create_default_context(cafile=str(at.certificate))

    def get(self, path: str, url: str = "", **headers: str) -> Answer:
        """What is answered at a path, through nginx unless another origin is given."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        return self._answer(urllib.request.Request((url or self.at.url) + path, headers=named))

    def post(self, path: str, said: object, **headers: str) -> Answer:
        """What is answered to an object that a page of ours sends."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        own = {"Content-Type": "application/json", "Origin": self.at.url, **named}
        asked = urllib.request.Request(self.at.url + path, json.dumps(said).encode(), own)
        return self._answer(asked)

    def _answer(self, asked: urllib.request.Request) -> Answer:
        try:
            with urllib.request.urlopen(asked, context=self._trusting, timeout=30) as answer:
                return Answer(answer.status, answer.headers, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, error.headers, error.read())

    def unfollowed(self, path: str) -> tuple[int, str]:
        """Status and Location of an answer."""
        line = http.client.HTTPSConnection("localhost", self.at.tls, context=self._trusting)
        with closing(line):
            line.request("GET", path)
            answer = line.getresponse()
            return answer.status, answer.headers.get("Location", "")

    def announce(self, path: str, length: int) -> Answer:
        """What is answered to who would send so many bytes."""
        line = http.client.HTTPSConnection("localhost", self.at.tls, context=self._trusting)
        with closing(line):
            line.putrequest("POST", path)
            line.putheader("Content-Length", str(length))
            line.endheaders()
            answer = line.getresponse()
            return Answer(answer.status, answer.headers, answer.read())

    def json(self, path: str) -> Any:
        """The object at a path."""
        return json.loads(self.get(path).body)

    def asked(self) -> int:
        """How many lists of articles the program was asked for."""
        figures = self.get("/metrics", self.server.url).body.decode()
        found = re.findall(r'requests_total\{operation="list_articles".*\} ([0-9.]+)', figures)
        return int(sum(map(float, found)))

    def status_over_tls(self, request: bytes, who: str = "127.0.0.1") -> int:
        """The status of an answer to these bytes of `who`; 444 where there is none."""
        with (
            socket.create_connection(("127.0.0.1", self.at.tls), 20, (who, 0)) as line,
            self._trusting.wrap_socket(line, server_hostname="localhost") as tls,
        ):
            tls.sendall(request)
            return _status(tls.recv(4_096))

    def plain(self, host: str, to: str = "127.0.0.1") -> tuple[int, str]:
        """Status and Location of an answer over plain HTTP; 444 where there is none."""
        with socket.create_connection((to, self.at.plain), timeout=20) as line:
            line.sendall(f"GET /x?y=1 HTTP/1.1\r\nHost: {host}\r\n\r\n".encode())
            answer = line.recv(4_096)
        location = re.search(rb"\nLocation: (\S+)", answer)
        return _status(answer), location[1].decode() if location else ""

    def congxa(self, *arguments: str, check: bool = True) -> str:
        """What a command says that trusts the certificate."""
        environ = {**self.server.environ, "SSL_CERT_FILE": str(self.at.certificate)}
        return serving.congxa(environ, *arguments, check=check).stdout


def _status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1]) if answer else 444
