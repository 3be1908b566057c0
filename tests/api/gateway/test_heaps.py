"""Threads of a server share few heaps."""

import subprocess
import sys
from pathlib import Path

from api.gateway import heaps

_PROGRAM = """
import ctypes, sys, threading
from api.gateway import heaps
if sys.argv[2:]:
    heaps.share()
together = threading.Barrier(8)
def hold():
    together.wait()
    held = [bytes(100_000) for _ in range(20)]
    together.wait()
threads = [threading.Thread(target=hold) for _ in range(8)]
[each.start() for each in threads]
[each.join() for each in threads]
libc = ctypes.CDLL(None)
libc.fopen.restype = ctypes.c_void_p
file = ctypes.c_void_p(libc.fopen(sys.argv[1].encode(), b"w"))
libc.malloc_info(0, file)
libc.fclose(file)
"""


def heaps_of(told: Path, *shared: str) -> int:
    command = [sys.executable, "-c", _PROGRAM, str(told), *shared]
    subprocess.run(command, check=True, cwd=Path(__file__).parents[3])
    return told.read_text().count("<heap nr=")


def test_eight_threads_share_few_heaps(tmp_path: Path) -> None:
    alone, shared = heaps_of(tmp_path / "alone"), heaps_of(tmp_path / "shared", "shared")

    assert shared <= heaps.MOST < alone
