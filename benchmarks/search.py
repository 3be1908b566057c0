"""Measures the search on a freshly imported bundle: searches a second, median and slowest percent.

`python -m benchmarks.search FOLDER [--postgres URL] [--rounds 300]`; see `make_bundle` for the
bundle. Every answer is made anew, by one client and one thread: no cache holds it.

With `--served` the same is asked by eight clients over HTTP of `congxa serve` with two workers and
without rate limits, each time spelt another way, so that no answer is a cached one. That needs
`wrk`, which takes some of the processor itself: the time that the workers spend on a search is told
as well.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks import wrk
from benchmarks.reads import client_of, import_bundle, uncached
from benchmarks.views import processor_time
from tests import serving

QUESTIONS = (
    "hồ sơ đất đai",
    "ho so dat dai",
    "hồ so dat đai",
    '"hồ sơ" đất',
    '"hồ sơ đất đai"',
    "thu hoach vu mua lua",
    "hồ",
    "họp đ",
    "khongcochunao",
    "15/TB-UBND",
)
SERVED = QUESTIONS[:3]
CLIENTS = 8
SECONDS = 10


def main() -> None:
    """Read the command line, import, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    parser.add_argument("--rounds", type=int, default=300)
    parser.add_argument("--served", action="store_true", help="over HTTP, by two workers")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if asked.served:
            _measure_served(Path(folder), asked.bundle, asked.postgres)
            return
        client = client_of(Path(folder), asked.postgres)
        import_bundle(asked.bundle)
        print(f"{'question':<28}{'a second':>9}{'p50 ms':>8}{'p99 ms':>8}{'hits':>8}")
        with uncached(client):
            for question in QUESTIONS:
                _measure(client, question, asked.rounds)


def _measure(client: FlaskClient, question: str, rounds: int) -> None:
    found = client.get("/v1/search", query_string={"q": question, "total": "true"}).get_json()
    times = sorted(_seconds(client, question) for _ in range(rounds))
    rate = rounds / sum(times)
    p50, p99 = statistics.median(times) * 1000, times[int(rounds * 0.99)] * 1000
    # Nobody counts a phrase that could be in too many texts.
    hits = found["total"] if found["total"] is not None else "?"
    print(f"{question:<28}{rate:>9,.0f}{p50:>8.2f}{p99:>8.2f}{hits:>8}", flush=True)


def _seconds(client: FlaskClient, question: str) -> float:
    start = time.perf_counter()
    client.get("/v1/search", query_string={"q": question})
    return time.perf_counter() - start


def _measure_served(folder: Path, bundle: Path, postgres: str | None) -> None:
    variables = {"CONGXA_DATABASE_URL": postgres} if postgres else {}
    environ = serving.environment(folder, CONGXA_RATE_LIMITS="0", **variables)
    serving.congxa(environ, "import", str(bundle))
    print(f"{'question':<28}{'a second':>9}{'p50':>10}{'p99':>10}{'processor ms':>14}")
    with serving.serving(environ) as server:
        for question in SERVED:
            wrk.run(server.url, _SCRIPT % (question, 0), 1, CLIENTS)
            before = processor_time(server)["workers"]
            said = wrk.run(server.url, _SCRIPT % (question, 500_000), SECONDS, CLIENTS)
            spent = (processor_time(server)["workers"] - before) / said.answers * 1000
            print(f"{question:<28}{said.rate:>9,.0f}{said.median:>10}{said.slowest:>10}"
                  f"{spent:>14.2f}", flush=True)  # fmt: skip


# Capitals and signs change the address and nothing of the question.
_SCRIPT = """
local question, number = '%s', %d
function request()
  number = number + 1
  local bits = number
  local spelt = question:gsub("%%a", function(letter)
    local capital = bits %% 2 == 1
    bits = math.floor(bits / 2)
    return capital and letter:upper() or letter
  end)
  spelt = spelt .. string.rep("!", bits %% 40) .. string.rep("?", math.floor(bits / 40) %% 40)
  local escaped = spelt:gsub("[^%%w]", function(byte)
    return string.format("%%%%%%02X", byte:byte())
  end)
  return wrk.format("GET", "/v1/search?q=" .. escaped)
end
"""


if __name__ == "__main__":
    main()
