"""Measures a first sync and a snapshot of many articles: objects a second, the server's memory.

`python -m benchmarks.changes [--postgres URL-WITH-{}] [--articles 10000 100000]`. Some articles are
imported and multiplied inside the database; a mirror then pages through `/v1/changes` of `congxa
serve` with one worker. Beside it stands what the database alone can do, asked in one statement.
"""

import argparse
import http.client
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.request import urlopen

from benchmarks.imports import CONGXA, LOOK_SECONDS, _children, _megabytes

SIZES = (10_000, 100_000)
IMPORTED = 1_000
PORT = 8999
PAGE = 500
_END = re.compile(rb'"cursor":"([^"]+)","more":(true|false),"digest":[^]]*\}$')

Environ = dict[str, str]


class Sync(NamedTuple):
    """What a mirror was sent, the processor's time that it cost the server, and its memory then."""

    name: str
    objects: int
    seconds: float = 0
    processor: float = 0
    megabytes: float = 0


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", help="URL of an empty database for each size, with {} for it")
    parser.add_argument("--articles", type=int, nargs="*", default=SIZES)
    asked = parser.parse_args()
    print(f"{'database':<12}{'articles':>9}  {'what':<16}{'a second':>9}{'a CPU second':>13}"
          f"{'seconds':>9}{'of database':>12}{'server MB':>10}")  # fmt: skip
    for articles in asked.articles:
        _measure("SQLite", articles, None)
        if asked.postgres:
            _measure("PostgreSQL", articles, asked.postgres.format(articles))


def _measure(kind: str, articles: int, postgres: str | None) -> None:
    with _installation(postgres) as environ:
        reference = _filled(environ, articles)
        with _serving(environ) as server:
            print(f"{kind:<12}{articles:>9}  at rest {_family(server):>61.0f}", flush=True)
            for name, headers in (("changes", {}), ("changes, gzip", {"Accept-Encoding": "gzip"})):
                sync = _watched(server, name, lambda asked=headers: _changes(asked))  # type: ignore[misc]
                _print(kind, articles, sync, reference)
            _print(kind, articles, _watched(server, "snapshot", _snapshot), reference)
            _print(kind, articles, _watched(server, "snapshot, made", _snapshot), reference)
        _print(kind, articles, reference, reference)


def _print(kind: str, articles: int, sync: Sync, reference: Sync) -> None:
    rate, whole = sync.objects / sync.seconds, reference.objects / reference.seconds
    print(f"{kind:<12}{articles:>9}  {sync.name:<16}{rate:>9,.0f}"
          f"{sync.objects / sync.processor:>13,.0f}{sync.seconds:>9.1f}"
          f"{rate / whole:>12.2f}{sync.megabytes:>10.0f}", flush=True)  # fmt: skip


@contextmanager
def _installation(postgres: str | None) -> Iterator[Environ]:
    home = Path(tempfile.mkdtemp(prefix="congxa-changes-"))
    yield {
        **os.environ,
        "CONGXA_DATABASE_URL": postgres or f"sqlite:///{home}/congxa.db",
        "CONGXA_STATE_DIR": str(home),
        "CONGXA_MEDIA_DIR": str(home / "media"),
        "CONGXA_LOG_LEVEL": "error",
        "CONGXA_WORKERS": "1",
        "CONGXA_PORT": str(PORT),
        "CONGXA_BASE_URL": f"http://127.0.0.1:{PORT}",
    }
    shutil.rmtree(home)


def _filled(environ: Environ, articles: int) -> Sync:
    """Import some articles, multiply them in a process of their own; the speed of reading them."""
    bundle = Path(environ["CONGXA_STATE_DIR"]) / "bundle"
    make = [
        sys.executable,
        "-m",
        "benchmarks.make_bundle",
        str(bundle),
        "--articles",
        str(IMPORTED),
    ]
    multiply = [sys.executable, "-m", "benchmarks.changes_multiply", str(articles)]
    subprocess.run(make, check=True)  # noqa: S603 - our own
    subprocess.run(  # noqa: S603 - our own
        [CONGXA, "import", str(bundle)], env=environ, check=True, stdout=subprocess.DEVNULL
    )
    told = subprocess.run(  # noqa: S603 - our own
        multiply, env=environ, check=True, capture_output=True, text=True
    ).stdout.split()
    return Sync("database alone", int(told[0]), float(told[1]), float(told[2]))


@contextmanager
def _serving(environ: Environ) -> Iterator["subprocess.Popen[bytes]"]:
    server = subprocess.Popen([CONGXA, "serve"], env=environ)  # noqa: S603 - our own
    try:
        while True:
            try:
                urlopen(f"http://127.0.0.1:{PORT}/readyz").close()
                break
            except URLError:
                time.sleep(LOOK_SECONDS)
        yield server
    finally:
        server.terminate()
        server.wait()


def _watched(server: "subprocess.Popen[bytes]", name: str, work: Callable[[], Sync]) -> Sync:
    """Do it, and look how much memory the server has meanwhile."""
    most, is_over = [0.0], threading.Event()

    def watch() -> None:
        while not is_over.wait(LOOK_SECONDS * 4):
            most[0] = max(most[0], _family(server))

    watching = threading.Thread(target=watch)
    watching.start()
    start, before = time.perf_counter(), _processor(server)
    sync = work()
    seconds, processor = time.perf_counter() - start, _processor(server) - before
    is_over.set()
    watching.join()
    return Sync(name, sync.objects, seconds, processor, most[0])


def _family(server: "subprocess.Popen[bytes]") -> float:
    return sum(map(_megabytes, _processes(server)))


def _processor(server: "subprocess.Popen[bytes]") -> float:
    """The seconds that its processes have computed so far, which busy neighbours hardly change."""
    ticks = 0
    for pid in _processes(server):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _processes(server: "subprocess.Popen[bytes]") -> list[int]:
    direct = _children(server.pid)
    return [server.pid, *direct, *(each for pid in direct for each in _children(pid))]


def _changes(headers: dict[str, str]) -> Sync:
    """Page through everything; the mirror's own work is kept small, it shares the processor."""
    connection = http.client.HTTPConnection("127.0.0.1", PORT)
    cursor, objects = "", 0
    while True:
        connection.request("GET", f"/v1/changes?limit={PAGE}{cursor}", headers=headers)
        body = connection.getresponse().read()
        plain = zlib.decompress(body, 16 + zlib.MAX_WBITS) if headers else body
        found = _END.search(plain[-400:])
        if found is None:
            raise SystemExit(plain[:300].decode())
        objects += plain.count(b'{"seq":')
        if found[2] == b"false":
            return Sync("", objects)
        cursor = f"&cursor={found[1].decode()}"


def _snapshot() -> Sync:
    with urlopen(f"http://127.0.0.1:{PORT}/v1/snapshot.ndjson.gz") as answer:
        unpacker, lines = zlib.decompressobj(16 + zlib.MAX_WBITS), 0
        while piece := answer.read(1 << 20):
            lines += unpacker.decompress(piece).count(b"\n")
    return Sync("", lines - 1)


if __name__ == "__main__":
    main()
