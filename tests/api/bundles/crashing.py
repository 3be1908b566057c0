"""A program of its own: imports a bundle again and again, killed each time at another moment.

python crashing.py BUNDLE FEW MOMENT…        a moment is `name:number` (see MOMENTS), or `none`

FEW is how many batches are written without processes of their own.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from api import preparation, settings
from api.bundles.importing import reader, run, workers
from api.bundles.lines.media import BundleFiles
from api.db import migrate, unit_of_work
from api.media import commands as media
from api.media.store import MediaStore
from api.runtime.clock import now
from api.views import commands as viewcounts

BATCH = 5

# What is called at the moment, and whether the process dies before or after it is done.
MOMENTS: dict[str, tuple[Any, str, bool]] = {
    "decoded": (BundleFiles, "_decode", False),
    "file-written": (MediaStore, "write_private", False),
    "before-media-row": (media, "_row", True),
    "linked": (MediaStore, "publish", False),
    "before-commit": (unit_of_work.Transaction, "write_rows", False),
    "committed": (unit_of_work.Transaction, "committed", True),
    "before-views": (viewcounts, "start_from", True),
    "told": (run.Importer, "_add", False),
    "interrupted": (run.Importer, "_add", False),
    "before-rendering": (run, "render_all_stale", True),
}


def main(bundle: str, few: int, moments: list[str]) -> None:
    workers.FEW, reader.BATCH = few, BATCH
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    for moment in moments:
        pid = os.fork()
        if not pid:
            _import(Path(bundle), moment)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        said = "killed" if os.WIFSIGNALED(status) else os.WEXITSTATUS(status)
        print(moment, said, flush=True)


def _import(bundle: Path, moment: str) -> None:
    preparation.prepare(settings.load(os.environ))
    migrate.migrate()
    if moment != "none":
        name, _, number = moment.partition(":")
        _die_at(*MOMENTS[name], int(number), _interrupt if name == "interrupted" else _kill)
    with TemporaryDirectory(dir=os.environ["HOME"]) as scratch:
        run.Importer(bundle, Path(scratch), run.Options(), now).run()


def _kill() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _interrupt() -> None:
    """What the keyboard does: every process of the group is told."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.killpg(0, signal.SIGINT)


def _die_at(owner: Any, name: str, is_before: bool, number: int, die: Callable[[], None]) -> None:
    really: Callable[..., Any] = getattr(owner, name)
    calls = iter(range(1, number))

    def counted(*args: Any, **kwargs: Any) -> Any:
        is_last = next(calls, None) is None
        if is_last and is_before:
            die()
        done = really(*args, **kwargs)
        if is_last:
            die()
        return done

    setattr(owner, name, counted)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), sys.argv[3:])
