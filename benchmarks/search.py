"""Measures the search on a freshly imported bundle: searches a second, median and slowest percent.

`python -m benchmarks.search FOLDER [--postgres URL] [--rounds 300]`; see `make_bundle` for the
bundle. Every answer is made anew, by one client and one thread: no cache holds it.

With `--served` the same is asked by eight clients over HTTP of `congxa serve` with two workers and
without rate limits, each time spelt another way, so that no answer is a cached one. That needs
`wrk`, which takes some of the processor itself: the time that the workers spend on a search is told
as well.
"""

import argparse
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

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
            _ask(server, question, seconds=1, first=0)
            before = processor_time(server)["workers"]
            answers, rate, p50, p99 = _ask(server, question, seconds=SECONDS, first=500_000)
            spent = (processor_time(server)["workers"] - before) / answers * 1000
            print(f"{question:<28}{rate:>9,.0f}{p50:>10}{p99:>10}{spent:>14.2f}", flush=True)


def _ask(
    server: serving.LiveServer, question: str, *, seconds: int, first: int
) -> tuple[int, float, str, str]:
    """How many answers came, how many a second; the median and the slowest percent as wrk says."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(_SCRIPT % (question, first))
        script.flush()
        command = ["wrk", "-t1", f"-c{CLIENTS}", f"-d{seconds}s", "--latency", "-s", script.name]
        said = subprocess.run(  # noqa: S603 - our own
            [*command, server.url], capture_output=True, text=True, check=True
        ).stdout
    if "Non-2xx" in said or "Socket errors" in said:
        raise RuntimeError(said)
    answers, rate, p50, p99 = (_said(each, said) for each in _TOLD)
    return int(answers), float(rate), p50, p99


_TOLD = (
    r"(\d+) requests in",
    r"Requests/sec:\s+([0-9.]+)",
    r"\n\s+50%\s+(\S+)",
    r"\n\s+99%\s+(\S+)",
)
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


def _said(pattern: str, said: str) -> str:
    found = re.search(pattern, said)
    if found is None:
        raise RuntimeError(f"wrk said something else: {said}")
    return found[1]


if __name__ == "__main__":
    main()
