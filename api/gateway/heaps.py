"""How the C library keeps the memory that threads ask it for."""

import ctypes

MOST = 2
_M_ARENA_MAX = -8
"""As `malloc.h` of glibc has it."""


def share() -> None:
    """Have the threads of this process, and of those forked from it, share `MOST` heaps.

    glibc gives each thread one of its own, up to eight for each processor, and what is free in one
    is of no use to another.
    """
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:  # Other C libraries have no such heaps.
        set_option(_M_ARENA_MAX, MOST)
