"""Where the time of Python goes in a worker that is asked one question: flame graph and table.

`python -m benchmarks.profiling R1 --uncached` names one of `make bench`'s questions. Needs wrk, and
the right to look into a process; py-spy comes into a folder of its own below `build/`.
"""

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

from benchmarks import wrk
from benchmarks.make_bundle import make
from benchmarks.questions import QUESTIONS, of_congxa
from tests import serving
from tests.api.server.processes import workers

BUILD = Path(__file__).parents[1] / "build"
PY_SPY = BUILD / "py-spy"
SHOWN = 25
_LINE = re.compile(r":\d+\)$")


def main() -> None:
    """Read the command line, record, and print where the time went."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("question", nargs="?", default="R1hot", choices=QUESTIONS)
    parser.add_argument("--uncached", action="store_true", help="without the response cache")
    parser.add_argument("--articles", type=int, default=1_000)
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    graph = BUILD / f"profile-{asked.question}{'-uncached' if asked.uncached else ''}.svg"
    with tempfile.TemporaryDirectory() as folder:
        raw = Path(folder) / "raw"
        environ = served(Path(folder), asked.articles, is_cached=not asked.uncached)
        with serving.serving(environ) as server:
            question = of_congxa(server.url)[asked.question]
            busy = Thread(target=wrk.ask, args=(server.url, question, 2 * asked.seconds + 6))
            busy.start()
            [pid] = workers(server.process.pid)
            for form, file in (("raw", raw), ("flamegraph", graph)):
                record(pid, form, file, asked.seconds)
            busy.join()
        print(table(raw.read_text("utf-8").splitlines()))
    print(f"Flame graph: {graph}")


def served(folder: Path, articles: int, *, is_cached: bool) -> dict[str, str]:
    """A portal of so many articles, for one worker."""
    make(folder / "bundle", articles)
    told = {"CONGXA_WORKERS": "1", "CONGXA_RESPONSE_CACHE": str(int(is_cached))}
    environ = serving.environment(folder, CONGXA_RATE_LIMITS="0", **told)
    serving.congxa(environ, "import", str(folder / "bundle"))
    return environ


def record(pid: int, form: str, file: Path, seconds: int) -> None:
    """Let py-spy look a hundred times a second at the thread that has the interpreter."""
    if not PY_SPY.exists():
        pip = [sys.executable, "-m", "pip", "install", "-q", "--target", PY_SPY, "py-spy"]
        subprocess.run(pip, check=True)  # noqa: S603 - a program of the benchmark's alone
    command = [PY_SPY / "bin/py-spy", "record", "--pid", str(pid), "--format", form,
               "--output", file, "--duration", str(seconds), "--gil"]  # fmt: skip
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - likewise


def table(stacks: Iterable[str]) -> str:
    """The functions in which most samples ended, of lines `outer;inner COUNT`."""
    ends: Counter[str] = Counter()
    for each in stacks:
        stack, _, count = each.rpartition(" ")
        ends[_LINE.sub(")", stack.rpartition(";")[2])] += int(count)
    total = sum(ends.values())
    return "\n".join(f"{count / total:6.1%}  {name}" for name, count in ends.most_common(SHOWN))


if __name__ == "__main__":
    main()
