"""Reads articles while one a second is published, and without that; and how long the slowest wait.

`python -m benchmarks.publishes [--articles 10000] [--postgres URL]`: by turns, 32 clients, answers
a second and the slowest percent of them; the ratio that counts is the last column. Needs `wrk`.
"""

import argparse
import itertools
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from threading import Event, Thread

from benchmarks import wrk
from benchmarks.make_bundle import make
from benchmarks.questions import Question, of_congxa
from benchmarks.writes import BODY, Call, connected, token_of
from tests import serving

ASKED = ("R1hot", "R1", "R2", "R6")
SITE = "do-luong"


def main() -> None:
    """Read the command line, import, serve, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        given = {"CONGXA_DATABASE_URL": asked.postgres} if asked.postgres else {}
        environ = serving.environment(Path(folder), CONGXA_RATE_LIMITS="0", **given)
        make(Path(folder) / "bundle", asked.articles)
        serving.congxa(environ, "import", str(Path(folder) / "bundle"))
        serving.congxa(environ, "site", "two-person", SITE, "off")
        token = token_of(environ, "publisher", SITE)
        with serving.serving(environ) as server:
            questions = of_congxa(server.url)
            print(f"{'':8}{'alone':>9}{'p99':>10}{'meanwhile':>11}{'p99':>10}{'ratio':>7}")
            for name in ASKED:
                rounds = [_both(server.url, token, questions[name], asked.seconds)
                          for _ in range(asked.rounds)]  # fmt: skip
                _tell(name, *zip(*rounds, strict=True))


def _both(url: str, token: str, question: Question, seconds: int) -> tuple[wrk.Said, wrk.Said]:
    # The first asks for what a publication has let go: a second warms it up.
    wrk.ask(url, question, 1)
    alone = wrk.ask(url, question, seconds)
    with publishing(url, token):
        return alone, wrk.ask(url, question, seconds)


def _tell(name: str, alone: tuple[wrk.Said, ...], meanwhile: tuple[wrk.Said, ...]) -> None:
    first, second = (sorted(each, key=lambda said: said.rate)[len(each) // 2]
                     for each in (alone, meanwhile))  # fmt: skip
    ratio = median(each.rate / before.rate for before, each in zip(alone, meanwhile, strict=True))
    print(f"{name:8}{first.rate:>9,.0f}{first.slowest:>10}{second.rate:>11,.0f}"
          f"{second.slowest:>10}{ratio:>7.2f}", flush=True)  # fmt: skip


@contextmanager
def publishing(url: str, token: str) -> Iterator[None]:
    """Publish an article each second for as long as the block lasts."""
    done = Event()

    def go_on() -> None:
        with connected(url, token) as call:
            while not done.wait(1):
                publish(call)

    thread = Thread(target=go_on)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


_numbers = itertools.count(1)


def publish(call: Call) -> None:
    """Write another article, and let it be read at once."""
    number = next(_numbers)
    said = {"title": f"Bài đọc lúc đo, số {number}", "lead": "Họp giao ban", "body_html": BODY}
    made = call("POST", "/articles", said, {"Idempotency-Key": f"publish-{number:016}"})
    call("PUT", f"/articles/{made['id']}/publication", {}, {"If-Match": f'"v{made["version"]}"'})


if __name__ == "__main__":
    main()
