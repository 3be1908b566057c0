"""Asks the same of several servers in one run, by turns, and writes a table and a chart of it.

`congxa serve` alone, behind the shipped nginx and with its response cache off; nginx sending the
same bytes as files, which is the limit; a plain application of Flask, flask-smorest and peewee
(`benchmarks/plain.py`); and Wagtail with its API (`benchmarks/peer/`), the last two in gunicorn.
Needs nginx, openssl and wrk; what the others need comes into folders of their own below `build/`.
"""

import argparse
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import wrk
from benchmarks.charts import bars
from benchmarks.questions import QUESTIONS, Question, of_congxa, of_plain, of_wagtail
from benchmarks.servers import (
    ALONE,
    BEHIND,
    FILES,
    FILES_TLS,
    NAMES,
    PEER,
    PLAIN,
    UNCACHED,
    Running,
    memory,
    running,
)

RESULTS = Path(__file__).with_name("results")
README = Path(__file__).parents[1] / "README.md"
Rates = dict[str, dict[str, float | None]]
Ask = Callable[[str, Question, int, int], float]
"""Answers a second of an address to a question: for so many seconds, by so many clients."""
CLIENTS, FEW = 32, 2
SLOW = 20
"""Answers a second; of whoever gives fewer a crowd would leave work behind that others pay for."""
LONGEST_REST = 60
"""Seconds."""


def main() -> None:
    """Read the command line, measure, and write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--postgres", action="store_true", help="instead of SQLite")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        made = running(Path(folder), asked.articles, stack, on_postgres=asked.postgres)
        rates = measured(
            made, (asked.rounds, asked.seconds), lambda *question: wrk.ask(*question).rate
        )
        held = memory(made.server)
    what = f"{asked.articles:,} articles, {asked.rounds} rounds of {asked.seconds} s"
    if asked.postgres:
        write(rates, f"{what}, PostgreSQL", held, RESULTS / "postgresql")
    else:
        show(write(rates, f"{what}, SQLite", held, RESULTS), README)


def measured(made: Running, often: tuple[int, int], ask: Ask) -> Rates:
    """The answers a second by question and server, of so many rounds of so many seconds."""
    congxa = of_congxa(made.urls[ALONE])
    others = {PLAIN: of_plain(made.urls[PLAIN]), PEER: of_wagtail(made.urls[PEER])}
    made.keep_as_files(congxa)
    rates: Rates = {}
    for name in QUESTIONS:
        given = {each: made.question(each, name, others.get(each, congxa)) for each in NAMES}
        asked = [(each, made.urls[each], question) for each, question in given.items() if question]
        found = by_turns(asked, often, ask)
        rates[name] = {each: found.get(each) for each in NAMES}
        print(name, {k: v and round(v, 1) for k, v in rates[name].items()}, file=sys.stderr)
    return rates


def by_turns(
    asked: Sequence[tuple[str, str, Question]], often: tuple[int, int], ask: Ask
) -> dict[str, float]:
    """The medians of servers, given by name, address and question, which are asked by turns.

    Before, each is warmed up. Who turns out slow is asked once more, by few.
    """
    rounds, seconds = often
    said: dict[str, list[float]] = {each: [] for each, *_ in asked}
    fast = []
    for each, url, question in asked:
        if ask(url, question, seconds, FEW) >= SLOW:
            fast.append((each, url, question))
            continue
        said[each].append(ask(url, question, 5 * seconds, FEW))
        _rest()
    for _ in range(rounds):
        for each, url, question in fast:
            said[each].append(ask(url, question, seconds, CLIENTS))
    return {each: median(rates) for each, rates in said.items()}


def _rest() -> None:
    """Wait until nobody works on what was asked, but not for ever: others may use the machine."""
    deadline = time.monotonic() + LONGEST_REST
    while _busy_seconds(1) > 0.5 and time.monotonic() < deadline:
        pass


def _busy_seconds(during: float) -> float:
    """Of the processors, together."""
    before = _busy()
    time.sleep(during)
    return _busy() - before


def _busy() -> float:
    """Without what gives way to others, as the drawing of previews does."""
    user, _nice, system = map(int, Path("/proc/stat").read_text().split()[1:4])
    return (user + system) / os.sysconf("SC_CLK_TCK")


def write(rates: Rates, what: str, megabytes: int, folder: Path) -> str:
    """Write the table and the chart under the day's date, which is returned."""
    day = datetime.now(UTC).date().isoformat()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{day}.md").write_text(table(rates, f"{day}: {what}", megabytes), "utf-8")
    shown = {name: [row[server] for server in NAMES] for name, row in rates.items()}
    (folder / f"{day}.svg").write_text(bars(f"Answers a second, {what}", shown, NAMES), "utf-8")
    return day


def show(day: str, readme: Path) -> None:
    """Let the README show the results of a day."""
    text = readme.read_text("utf-8")
    readme.write_text(re.sub(r"results/\d{4}-\d\d-\d\d", f"results/{day}", text), "utf-8")


def table(rates: Mapping[str, Mapping[str, float | None]], what: str, megabytes: int) -> str:
    """All figures, and the ratios that count: figures of one run compare with each other alone."""
    lines = [f"# {what}", "", "Answers a second of one run; nothing else compares with them.",
             "Files are the same bytes; what is behind nginx is asked over TLS.", "",
             _line(["", *NAMES, "alone ÷ files", "behind ÷ files (TLS)", "uncached ÷ plain",
                    "uncached ÷ Wagtail"]),
             "|---" * (len(NAMES) + 5) + "|"]  # fmt: skip
    for name, row in rates.items():
        ratios = [_ratio(row, ALONE, FILES), _ratio(row, BEHIND, FILES_TLS),
                  _ratio(row, UNCACHED, PLAIN), _ratio(row, UNCACHED, PEER)]  # fmt: skip
        figures = ["–" if row[each] is None else f"{row[each]:,.0f}" for each in NAMES]
        lines.append(_line([f"{name}: {QUESTIONS[name]}", *figures, *ratios]))
    return "\n".join([*lines, "", f"Memory of congxa alone after it: {megabytes} MB (PSS).", ""])


def _ratio(row: Mapping[str, float | None], ours: str, other: str) -> str:
    mine, theirs = row[ours], row[other]
    return f"{mine / theirs:.2f}" if mine and theirs else "–"


def _line(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
