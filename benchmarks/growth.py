"""How answers, import, size, memory and start change with the number of articles.

Each answer is made anew (`CONGXA_RESPONSE_CACHE=0`) by one worker for one client.
"""

import argparse
import tempfile
import time
import urllib.request
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from benchmarks.make_bundle import make
from benchmarks.questions import Question, of_congxa
from benchmarks.servers import memory
from tests import serving

ASKED = ("R1", "R2", "R3", "R4", "R8")
ROUNDS = 200


def main() -> None:
    """Read the command line, and print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    sizes = parser.parse_args().sizes
    print(_row(["articles", *(f"{name} p50 ms (ratio)" for name in ASKED),
                "import a second", "MB of database", "MB of memory", "start s"]))  # fmt: skip
    print("|---" * (len(ASKED) + 5) + "|")
    first: list[float] = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            times, rest = _measured(Path(folder), size)
        first = first or times
        shown = [f"{ms:.2f} ({ms / one:.2f})" for ms, one in zip(times, first, strict=True)]
        print(_row([f"{size:,}", *shown, *rest]), flush=True)


def _measured(folder: Path, size: int) -> tuple[list[float], list[str]]:
    """The medians of what is asked; then import, size, memory and start."""
    make(folder / "bundle", size)
    more = {"CONGXA_RESPONSE_CACHE": "0", "CONGXA_WORKERS": "1", "CONGXA_RATE_LIMITS": "0"}
    environ = serving.environment(folder, **more)
    begun = time.monotonic()
    serving.congxa(environ, "import", str(folder / "bundle"))
    rate = size / (time.monotonic() - begun)
    megabytes = sum(each.stat().st_size for each in folder.glob("congxa*.db*")) / 1_000_000
    begun = time.monotonic()
    with serving.serving(environ) as server:
        started = time.monotonic() - begun
        questions = of_congxa(server.url)
        times = [_p50(server.url, questions[name]) for name in ASKED]
        held = memory(server)
    return times, [f"{rate:,.0f}", f"{megabytes:,.0f}", f"{held}", f"{started:.1f}"]


def _p50(url: str, question: Question) -> float:
    paths = question.paths
    return median(_milliseconds(url + paths[n * 37 % len(paths)]) for n in range(ROUNDS))


def _milliseconds(address: str) -> float:
    begun = time.perf_counter()
    urllib.request.urlopen(address, timeout=30).read()  # noqa: S310 - our own server
    return (time.perf_counter() - begun) * 1000


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
