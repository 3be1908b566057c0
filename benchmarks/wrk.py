"""Runs `wrk`, a program that asks as fast as it is answered, and reads what it says."""

import re
import subprocess
import tempfile
from typing import NamedTuple

from benchmarks.questions import Question

_IN_TURN = """
local paths, at = {%s}, math.random(%d)
function request() at = at %% #paths + 1; return wrk.format("GET", paths[at], {%s}) end
"""
_SAYS = (
    r"(\d+) requests in",
    r"Requests/sec:\s+([0-9.]+)",
    r"\n\s+50%\s+(\S+)",
    r"\n\s+99%\s+(\S+)",
)


class Said(NamedTuple):
    """How many answers came, how many a second; the median and the slowest percent, with units."""

    answers: int
    rate: float
    median: str
    slowest: str


def ask(url: str, question: Question, seconds: int, clients: int = 32) -> Said:
    """Ask in turn for all addresses of a question."""
    paths = ",".join(f"'{each}'" for each in question.paths)
    headers = ",".join(f"['{name}']='{value}'" for name, value in question.headers.items())
    return run(url, _IN_TURN % (paths, len(question.paths), headers), seconds, clients)


def run(url: str, script: str, seconds: int, clients: int) -> Said:
    """Do what a script in Lua says; raises unless every answer is a good one."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as file:
        file.write(script)
        file.flush()
        command = ["wrk", "-t1", f"-c{clients}", "--latency", "--timeout=30s", f"-d{seconds}s"]
        done = subprocess.run(  # noqa: S603 - our own
            [*command, "-s", file.name, url], capture_output=True, text=True, check=True
        )
    if "Non-2xx" in done.stdout or "Socket errors" in done.stdout:
        raise RuntimeError(f"{url} {script}\n{done.stdout}")
    answers, rate, middle, slowest = (_found(each, done.stdout) for each in _SAYS)
    return Said(int(answers), float(rate), middle, slowest)


def _found(pattern: str, said: str) -> str:
    match = re.search(pattern, said)
    if match is None:
        raise RuntimeError(f"wrk said something else: {said}")
    return match[1]
