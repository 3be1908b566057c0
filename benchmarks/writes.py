"""Creates and saves articles through the authoring API of a running server, and counts a second's.

One at a time, then eight; each is durable before its answer, and has its key and its audit event.
"""

import argparse
import http.client
import itertools
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from tests import serving

SECONDS = 8.0
BODY = "<p>" + "Sáng nay, Ủy ban nhân dân xã họp giao ban. " * 40 + "</p>"
_numbers = itertools.count(1)


def main() -> None:
    """Read the command line, serve, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = {"CONGXA_DATABASE_URL": asked.postgres} if asked.postgres else {}
        environ = serving.environment(Path(folder), CONGXA_RATE_LIMITS="0", **given)
        serving.congxa(environ, "migrate")
        serving.congxa(environ, "site", "create", "yen-hoa", "--name", "Xã Yên Hòa")
        token = token_of(environ, "editor", "yen-hoa")
        with serving.serving(environ) as server:
            for name, work in (("create", create), ("save", save)):
                for clients in (1, 8):
                    rate = _rate(server.url, token, work, clients)
                    print(f"{name:<8}{clients} at a time{rate:8.0f}/s")


def token_of(environ: Mapping[str, str], role: str, site: str) -> str:
    """A token to write with, of somebody who has a role on a site."""
    who = "van-phong@yenhoa.example"
    said = ("user", "create", who, "--name", "Văn phòng", "--role", role, "--site", site)
    serving.congxa(environ, *said)
    made = serving.congxa(environ, "token", "create", who, "--name", "Đo")
    return made.stdout.strip().splitlines()[-1]


Call = Callable[[str, str, object, dict[str, str]], dict[str, object]]


def _rate(url: str, token: str, work: Callable[[Call], Callable[[], None]], clients: int) -> float:
    until = time.monotonic() + SECONDS

    def count() -> int:
        with connected(url, token) as call:
            go_on = work(call)
            done = 0
            while time.monotonic() < until:
                go_on()
                done += 1
        return done

    with ThreadPoolExecutor(clients) as pool:
        return sum(pool.map(lambda _: count(), range(clients))) / SECONDS


@contextmanager
def connected(url: str, token: str) -> Iterator[Call]:
    """What asks the authoring API by one connection, and raises unless that was done."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with closing(connection):
        yield partial(_call, connection, token)


def _call(connection: http.client.HTTPConnection, token: str, method: str, path: str,
          said: object, headers: dict[str, str]) -> dict[str, object]:  # fmt: skip
    sent = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", **headers}
    connection.request(method, f"/authoring/v1{path}", json.dumps(said), sent)
    answer = connection.getresponse()
    found: dict[str, object] = json.loads(answer.read())
    if answer.status >= 300:
        raise RuntimeError(f"{answer.status}: {found}")
    return found


def create(call: Call) -> Callable[[], None]:
    """Another article each time."""

    def go_on() -> None:
        number = next(_numbers)
        said = {"title": f"Bài số {number}", "lead": "Họp giao ban", "body_html": BODY}
        call("POST", "/articles", said, {"Idempotency-Key": f"key-{number:016}"})

    return go_on


def save(call: Call) -> Callable[[], None]:
    """The same article, as an editor's screen saves by itself within a sitting."""
    key = {"Idempotency-Key": f"key-{next(_numbers):016}"}
    made = call("POST", "/articles", {"title": "Nháp", "body_html": BODY}, key)
    versions = itertools.count(1)

    def go_on() -> None:
        version = next(versions)
        said = {"lead": f"Lần {version}"}
        call("PATCH", f"/articles/{made['id']}", said, {"If-Match": f'"v{version}"'})

    return go_on


if __name__ == "__main__":
    main()
