"""Break what guards the product, one line at a time, and see a test fail each time.

`make mutants`, or `python -m tests.mutants WORD...` for those whose room is one of the words, or
whose symbol, text or test holds one. Each is broken in a scratch copy and its one test run there.
It lists what survives.
"""

import ast
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from queue import SimpleQueue

from tests.guards import GUARDS, Guard

ROOT = Path(__file__).parents[1]
SECONDS = 120
NOTICED = "noticed"
_LEFT_BEHIND = (".git", ".venv", "node_modules", "var", "build", "dist", "__pycache__")
_PASSED, _FAILED = 0, 1
_Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef | ast.Assign | ast.AnnAssign


@dataclass(frozen=True)
class Mutant:
    """A guard found in the tree: its file, that file once broken, and the test to run."""

    guard: Guard
    file: Path
    broken: str
    test: str


def found(guard: Guard) -> Mutant:
    """The one place and the one test that a guard names; ValueError when there is not just one.

    Neither names a file, so that both may move.
    """
    places = [*_places(guard)]
    name, bracket, parameters = guard.test.partition("[")
    tests = [path for path, text in _sources("tests").items() if f"\ndef {name}(" in text]
    if len(places) != 1 or len(tests) != 1:
        raise ValueError(f"{guard}: in {len(places)} places, {len(tests)} tests of that name")
    [(file, broken)], [test] = places, tests
    compile(broken, file, "exec")
    return Mutant(guard, file, broken, f"{test}::{name}{bracket}{parameters}")


@cache
def _sources(folder: str) -> Mapping[Path, str]:
    """Every Python file below a folder of the tree, by its path there."""
    paths = (each for each in (ROOT / folder).rglob("*.py") if "node_modules" not in each.parts)
    return {each.relative_to(ROOT): each.read_text("utf-8") for each in paths}


def _places(guard: Guard) -> Iterator[tuple[Path, str]]:
    """Every file that has the text in the symbol, with that one text broken."""
    for path, source in _sources("api").items():
        if guard.text not in source:
            continue
        for begin, end in _spans(source, guard.symbol):
            for at in re.finditer(re.escape(guard.text), source[begin:end]):
                first, last = begin + at.start(), begin + at.end()
                yield path, source[:first] + guard.instead + source[last:]


def _spans(source: str, symbol: str) -> Iterator[tuple[int, int]]:
    lines = source.splitlines(keepends=True)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    for name, node in _definitions(ast.parse(source)):
        if name == symbol and node.end_lineno:
            yield starts[node.lineno - 1], starts[node.end_lineno]


def _definitions(tree: ast.AST, above: str = "") -> Iterator[tuple[str, _Definition]]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield above + node.name, node
            yield from _definitions(node, f"{above}{node.name}.")
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            yield from ((above + each.id, node) for each in targets if isinstance(each, ast.Name))


class Copy:
    """A copy of the tree in which things are broken, and tests run that see them."""

    _seconds = count(2_000_000_000)

    def __init__(self, folder: Path) -> None:
        self.root = folder / "tree"
        shutil.copytree(ROOT, self.root, ignore=shutil.ignore_patterns(*_LEFT_BEHIND))

    def outcome(self, mutant: Mutant) -> str:
        """What the test says of the broken tree: `noticed`, or what is wrong."""
        file = self.root / mutant.file
        whole = file.read_text("utf-8")
        self._write(file, mutant.broken)
        try:
            status = self.run(mutant.test)
        finally:
            self._write(file, whole)
        return {_FAILED: NOTICED, _PASSED: "SURVIVED"}.get(status, f"BROKEN (status {status})")

    def run(self, *tests: str, seconds: float = SECONDS) -> int:
        """The status of pytest; a test that hangs has failed."""
        command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "-p", "no:cacheprovider"]
        environ = {**os.environ, "PYTHONPATH": str(self.root)}
        try:
            done = subprocess.run(
                [*command, *tests], cwd=self.root, env=environ, timeout=seconds,
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return _FAILED
        return done.returncode

    def _write(self, file: Path, source: str) -> None:
        file.write_text(source, "utf-8")
        # Python takes a compiled file for current when its second and its size are the same.
        moment = next(self._seconds)
        os.utime(file, (moment, moment))


def main(words: list[str]) -> int:
    """Break them all; 1 when one survives."""
    mutants = [found(each) for each in named(words)]
    if not mutants:
        print(f"No guard is named by: {' '.join(words)}.")
        return 1
    with tempfile.TemporaryDirectory(prefix="congxa-mutants-") as scratch:
        copies = [Copy(Path(scratch, str(number))) for number in range(os.cpu_count() or 1)]
        tests = dict.fromkeys(each.test for each in mutants)
        if copies[0].run(*tests, seconds=len(tests) * SECONDS) != _PASSED:
            print("These tests do not pass before anything is broken.")
            return 1
        outcomes = [*zip(mutants, _outcomes(mutants, copies), strict=True)]
    survivors = [(each, said) for each, said in outcomes if said != NOTICED]
    for each, said in survivors:
        print(f"{said}: {each.file}: {each.guard.symbol}: {each.guard.text!r}; {each.test}")
    print(f"mutants: {len(outcomes)}, noticed: {len(outcomes) - len(survivors)}")
    return 1 if survivors else 0


def named(words: list[str]) -> list[Guard]:
    """The guards that words name, all where there are none."""
    return [
        each
        for room, some in GUARDS.items()
        for each in some
        if not words or room in words or any(word in str(each) for word in words)
    ]


def all_guards() -> list[Guard]:
    """Those of all rooms."""
    return [each for some in GUARDS.values() for each in some]


def _outcomes(mutants: list[Mutant], copies: list[Copy]) -> list[str]:
    """What the test of each says, as many at once as there are copies."""
    free: SimpleQueue[Copy] = SimpleQueue()
    for each in copies:
        free.put(each)

    def outcome(mutant: Mutant) -> str:
        copy = free.get()
        try:
            return copy.outcome(mutant)
        finally:
            free.put(copy)

    with ThreadPoolExecutor(len(copies)) as pool:
        return [*pool.map(outcome, mutants)]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
