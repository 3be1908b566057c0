"""Measures the search on a freshly imported bundle: searches a second, median and slowest percent.

`python -m benchmarks.search FOLDER [--postgres URL] [--rounds 300]`; see `make_bundle` for the
bundle. Every answer is made anew, by one client and one thread: no cache holds it.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient

from benchmarks.reads import client_of, import_bundle, uncached

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


def main() -> None:
    """Read the command line, import, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("bundle", type=Path)
    parser.add_argument("--postgres", help="URL of an empty database; SQLite when left out")
    parser.add_argument("--rounds", type=int, default=300)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
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
    print(
        f"{question:<28}{rate:>9,.0f}{p50:>8.2f}{p99:>8.2f}{found.get('total', 0):>8}", flush=True
    )


def _seconds(client: FlaskClient, question: str) -> float:
    start = time.perf_counter()
    client.get("/v1/search", query_string={"q": question})
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
