"""Sends views from 64 clients to `congxa serve`, and says how many a second were counted exactly.

Then the same article is read while 5,000 views a second come, and once more without them: that
ratio is the last line. What a view costs in processor time is told as well, since other work on the
machine changes it least. Needs `wrk`.
"""

import argparse
import json
import os
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from benchmarks import wrk
from benchmarks.questions import Question
from tests import serving
from tests.api.server.processes import ticker, workers
from tests.api.views.beacons import address
from tests.api.views.crowd import request, send

CLIENTS = 64
SECONDS = 8
MEANWHILE = 5_000
"""Views a second while reading is measured."""
PATIENT = 256
"""Clients that send them, each seldom."""


def main() -> None:
    """Read the command line, serve, measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--views", type=int, default=64_000)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        variables = {"CONGXA_DATABASE_URL": asked.postgres} if asked.postgres else {}
        environ = serving.environment(Path(folder), CONGXA_PROXY_HOPS="1", **variables)
        serving.congxa(environ, "demo", "--load-only")
        with serving.serving(environ) as server:
            _measure(server, asked.views // CLIENTS)


def _measure(server: serving.LiveServer, each: int) -> None:
    url = server.url
    article = json.loads(_get(f"{url}/v1/articles?limit=1&fields=id"))["items"][0]["id"]
    read = (url, Question([f"/v1/articles/{article}"]), SECONDS)
    # Once to warm up.
    wrk.ask(*read)
    alone = wrk.ask(*read).rate
    _count(server, article, _scripts(article, each, start=0))
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(wrk.ask, *read)
        _trickle(server, article)
        meanwhile = reading.result().rate
    print(f"the article read alone {alone:,.0f} a second, meanwhile {meanwhile:,.0f}:"
          f" {meanwhile / alone:.2f}")  # fmt: skip


def _scripts(article: str, each: int, start: int) -> list[list[bytes]]:
    body = json.dumps({"type": "article", "id": article}).encode()
    return [
        [request(body, address(start + client * each + number)) for number in range(each)]
        for client in range(CLIENTS)
    ]


def _count(server: serving.LiveServer, article: str, scripts: Sequence[Sequence[bytes]]) -> None:
    """Send as fast as answers come, each from a visitor of its own."""
    with _told(server, article) as sent:
        sent.append(sum(map(len, send(server.url, scripts))))


def _trickle(server: serving.LiveServer, article: str) -> None:
    """Send views at about their rate, from a program that needs little of the processor itself."""
    script = _SCRIPT % (article, 1_000 * PATIENT // MEANWHILE)
    with _told(server, article) as sent:
        sent.append(wrk.run(server.url, script, SECONDS, PATIENT).answers)


_SCRIPT = """
local body = '{"type":"article","id":"%s"}'
local number = 0
function delay() return %d end
function request()
  number = number + 1
  local high, middle, low = number / 65536, number / 256 %% 256, number %% 256
  return wrk.format("POST", "/v1/views", {
    ["Content-Type"] = "text/plain",
    ["User-Agent"] = "Mozilla/5.0 (Linux; Android 10; K) Chrome/131.0.0.0 Mobile",
    ["X-Forwarded-For"] = string.format("203.%%d.%%d.%%d", high, middle, low),
  }, body)
end
"""


@contextmanager
def _told(server: serving.LiveServer, article: str) -> Iterator[list[int]]:
    """Say what the views cost whose number the body notes, and how many of them are counted."""
    before, cost = _views(server.url, article), processor_time(server)
    begun = time.perf_counter()
    sent: list[int] = []
    yield sent
    seconds = time.perf_counter() - begun
    while (counted := _views(server.url, article) - before) < sent[0]:
        time.sleep(1)
    each = {name: (spent - cost[name]) / counted * 1e6
            for name, spent in processor_time(server).items()}  # fmt: skip
    print(f"{sent[0]:,} views answered in {seconds:.1f} s: {sent[0] / seconds:,.0f} a second;"
          f" counted: {counted:,}; processor time of each: {each['workers']:.0f} us in workers,"
          f" {each['ticker']:.0f} us in the ticker")  # fmt: skip


def processor_time(server: serving.LiveServer) -> dict[str, float]:
    """The seconds that the processes of a server have spent so far."""
    supervisor = server.process.pid
    return {
        "workers": sum(map(_spent, workers(supervisor))),
        "ticker": _spent(ticker(supervisor) or supervisor),
    }


def _spent(pid: int) -> float:
    stat = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")


def _views(url: str, article: str) -> int:
    # Another address each time, so that no cache answers.
    query = "&" * (int(time.monotonic() * 10) % 900)
    found = json.loads(_get(f"{url}/v1/views?ids={article}{query}"))
    return int(found["items"][0]["views"])


def _get(url: str) -> bytes:
    with urllib.request.urlopen(url, timeout=30) as answer:  # noqa: S310 - our own server
        return bytes(answer.read())


if __name__ == "__main__":
    main()
