"""Runs commands of `congxa` in processes of their own that begin with the program loaded.

A start takes a second of the processor, nearly all of it to load modules; so one process of each
run of the tests loads them, and forks for each command. `make fresh` starts commands as people do.
"""

import atexit
import gc
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from threading import Lock

FEATURES = ("api.application", "api.installation", "api.ticker")
Done = subprocess.CompletedProcess[str]


def run(environ: Mapping[str, str], arguments: tuple[str, ...]) -> Done:
    """One command run to its end, one at a time."""
    starter = _starter()
    with starter.is_free:
        return starter.run(environ, arguments)


class Starter:
    """The process that has loaded the program."""

    def __init__(self) -> None:
        self.is_free = Lock()
        self._process = subprocess.Popen(
            [sys.executable, "-P", "-m", "tests.forking"], cwd=Path(__file__).parents[1],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        atexit.register(self.stop)

    def run(self, environ: Mapping[str, str], arguments: tuple[str, ...]) -> Done:
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, "0").touch()
            said = {"environ": dict(environ), "arguments": arguments, "streams": folder}
            said["cwd"] = str(Path.cwd())
            print(json.dumps(said), file=self._process.stdin, flush=True)
            assert self._process.stdout
            status = int(self._process.stdout.readline())
            output, errors = (Path(folder, name).read_text("utf-8") for name in "12")
        return subprocess.CompletedProcess(["congxa", *arguments], status, output, errors)

    def stop(self) -> None:
        """Let it end; it has nothing more to read."""
        with self._process as process:
            assert process.stdin
            process.stdin.close()


@cache
def _starter() -> Starter:
    return Starter()


def main() -> None:
    """Fork for each line that is read, and say how that ended."""
    from api.cli import OF_FEATURES, main

    for module in (*FEATURES, *(each.partition(":")[0] for each in OF_FEATURES.values())):
        import_module(module)
    gc.freeze()  # No child need look at what they share.
    while line := sys.stdin.readline():
        child = os.fork()
        if not child:
            _become(json.loads(line))
            return main()
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
    return None


def _become(said: dict) -> None:
    for number, flags in enumerate(
        (os.O_RDONLY, os.O_WRONLY | os.O_CREAT, os.O_WRONLY | os.O_CREAT)
    ):
        file = os.open(Path(said["streams"], str(number)), flags)
        os.dup2(file, number)
        os.close(file)
    sys.stdin = os.fdopen(0, encoding="utf-8", closefd=False)
    os.chdir(said["cwd"])
    os.environ.clear()
    os.environ.update(said["environ"])
    sys.argv[:] = ["congxa", *said["arguments"]]


if __name__ == "__main__":
    main()
