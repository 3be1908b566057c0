"""Imports bundles of two sizes, exports and imports again: articles a second, and memory."""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

SIZES = (2_000, 10_000)
LOOK_SECONDS = 0.05
CONGXA = Path(sys.executable).with_name("congxa")


class Run(NamedTuple):
    """One command: how long it took, and the most memory that all its processes held together."""

    seconds: float
    megabytes: float


def main() -> None:
    """Read the command line and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", help="URL of an empty database for each size, with {} for it")
    parser.add_argument("--articles", type=int, nargs="*", default=SIZES)
    asked = parser.parse_args()
    print(f"{'database':<12}{'articles':>9}  {'command':<14}{'a second':>9}{'seconds':>9}{'MB':>6}")
    with tempfile.TemporaryDirectory(prefix="congxa-imports-") as folder:
        for articles in asked.articles:
            bundle = _bundle(Path(folder), articles)
            _measure("SQLite", articles, bundle, None)
            if asked.postgres:
                _measure("PostgreSQL", articles, bundle, asked.postgres.format(articles))


def _bundle(folder: Path, articles: int) -> Path:
    path = folder / f"bundle-{articles}"
    command = [sys.executable, "-m", "benchmarks.make_bundle", str(path)]
    subprocess.run([*command, "--articles", str(articles)], check=True)  # noqa: S603 - our own
    return path


def _measure(kind: str, articles: int, bundle: Path, postgres: str | None) -> None:
    with _installation(postgres) as environ:
        # The first start also makes the tables.
        _run(environ, "migrate")
        out = Path(environ["CONGXA_STATE_DIR"]) / "exported"
        commands = {
            "import": ("import", str(bundle)),
            "export": ("export", str(out)),
            "import again": ("import", str(bundle)),
        }
        for name, command in commands.items():
            run = _run(environ, *command)
            rate = articles / run.seconds
            print(
                f"{kind:<12}{articles:>9}  {name:<14}{rate:>9,.0f}"
                f"{run.seconds:>9.1f}{run.megabytes:>6.0f}"
            )


@contextmanager
def _installation(postgres: str | None) -> Iterator[dict[str, str]]:
    home = Path(tempfile.mkdtemp(prefix="congxa-imports-"))
    yield {
        **os.environ,
        "CONGXA_DATABASE_URL": postgres or f"sqlite:///{home}/congxa.db",
        "CONGXA_STATE_DIR": str(home),
        "CONGXA_MEDIA_DIR": str(home / "media"),
        "CONGXA_LOG_LEVEL": "error",
    }
    shutil.rmtree(home)


def _run(environ: dict[str, str], *command: str) -> Run:
    start = time.perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own
        [CONGXA, *command], env=environ, stdout=subprocess.DEVNULL
    )
    most = [0.0]
    watching = threading.Thread(target=_watch, args=(process, most))
    watching.start()
    if process.wait():
        raise SystemExit(f"congxa {' '.join(command)} failed")
    seconds = time.perf_counter() - start
    watching.join()
    return Run(seconds, most[0])


def _watch(process: "subprocess.Popen[bytes]", most: list[float]) -> None:
    while process.poll() is None:
        family = [process.pid, *_children(process.pid)]
        most[0] = max(most[0], sum(map(_megabytes, family)))
        time.sleep(LOOK_SECONDS)


def _children(pid: int) -> list[int]:
    try:
        return [*map(int, Path(f"/proc/{pid}/task/{pid}/children").read_text().split())]
    except OSError:
        return []


def _megabytes(pid: int) -> float:
    """The proportional set size: what processes share is counted once among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0) / 1024


if __name__ == "__main__":
    main()
