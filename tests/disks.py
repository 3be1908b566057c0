"""Small disks of their own for tests: they can be filled to the last byte and made read-only."""

import contextlib
import os
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

FILLING = "filling"
BUSY_SECONDS = 10


class Disk:
    """A mounted file system in memory."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def fill(self) -> None:
        """Leave no room for a single byte."""
        with (self.path / FILLING).open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(1_000_000))
        with (self.path / FILLING).open("ab", buffering=0) as file, contextlib.suppress(OSError):
            while True:
                file.write(bytes(512))

    def free(self) -> None:
        """Give the room back."""
        (self.path / FILLING).unlink()


@contextlib.contextmanager
def disk(path: Path, megabytes: int) -> Iterator[Disk]:
    """A new disk at `path`; skips the test where nothing may be mounted."""
    path.mkdir(parents=True, exist_ok=True)
    _mount("-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", str(path))
    try:
        yield Disk(path)
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


@contextlib.contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """Let nothing be opened for writing below a folder; what is open already stays writable."""
    _mount("--bind", str(folder), str(folder))
    try:
        _mount("-o", "remount,bind,ro", str(folder))
        yield
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)


def _mount(*arguments: str) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root may mount a disk")
    until = time.monotonic() + BUSY_SECONDS
    while said := _refused_mount(*arguments):
        # A file that somebody is just writing there keeps it from becoming read-only.
        if "busy" not in said or time.monotonic() > until:
            pytest.skip(f"no disk can be mounted here: {said}")
        time.sleep(0.05)


def _refused_mount(*arguments: str) -> str:
    """What `mount` said against it; nothing when it is done."""
    done = subprocess.run(["mount", *arguments], capture_output=True, text=True, check=False)
    return (done.stderr.strip() or "refused") if done.returncode else ""
