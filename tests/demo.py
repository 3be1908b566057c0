"""Gives a test's portal the demo commune without making its pictures anew.

A load takes twenty seconds of the processor, nearly all of it to encode photographs; so one load
is enough for all processes of a run, and each portal gets a copy of it.
"""

import fcntl
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import serving


@dataclass(frozen=True)
class LoadedDemo:
    """A folder with the demo commune in SQLite and files, and what its load printed."""

    folder: Path

    def into(self, environ: Mapping[str, str]) -> str:
        """Copy it to where an environment of `serving.environment` keeps its portal."""
        # `cp -a` lets what is one file under two names stay one.
        subprocess.run(["cp", "-a", f"{self.folder}/.", environ["HOME"]], check=True)
        serving.quick(environ, "configure", "--base-url", environ["CONGXA_BASE_URL"])
        serving.quick(environ, "reindex")
        return (self.folder / "printed").read_text("utf-8")


def people_of(printed: str) -> dict[str, tuple[str, str]]:
    """Address and password of the demo's people by role, as a load prints them."""
    found = re.findall(r"^(Editor|Publisher): +(\S+) +(\S+)$", printed, re.MULTILINE)
    return {role: (email, password) for role, email, password in found}


def loaded(shared: Path, *options: str) -> LoadedDemo:
    """A demo in a folder that all processes of a run share; the first one loads it."""
    folder = shared / "".join(["demo", *options])
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "printed").exists():
            folder.mkdir()
            printed = serving.congxa(
                serving.environment(folder), "demo", "--load-only", *options
            ).stdout
            (folder / "printed").write_text(printed, "utf-8")
    return LoadedDemo(folder)
