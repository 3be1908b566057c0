"""Signals of the supervisor: TERM and INT end it, HUP reloads it unless its terminal is gone."""

import os
import signal
from collections.abc import Callable
from functools import cache, partial
from typing import Any, cast


def hold_hangups() -> None:
    """Keep each HUP until there are handlers, which then take one: nothing is reloaded before."""
    _had_terminal()
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGHUP})


def setter(parent: int) -> Callable[[], None]:
    """What sets the handlers in the supervisor `parent`, after the HTTP server has set its own.

    A worker begins with the supervisor's handlers, which would end nothing there: until it has
    some of its own it ends at once.
    """
    _had_terminal()
    return partial(_set, parent, signal.getsignal(signal.SIGHUP))


def _set(parent: int, hangup: object) -> None:
    end = cast("Callable[..., Any]", signal.getsignal(signal.SIGTERM))
    reload = cast("Callable[..., Any]", signal.getsignal(signal.SIGHUP))

    def handle_end(*args: Any) -> None:
        end(*args) if os.getpid() == parent else os._exit(0)

    def handle_hangup(*args: Any) -> None:
        is_closed = _had_terminal() and not _has_terminal()
        handle_end(*args) if is_closed or os.getpid() != parent else reload(*args)

    signal.signal(signal.SIGTERM, handle_end)
    signal.signal(signal.SIGINT, handle_end)
    # `nohup` asked for a server that knows nothing of hang-ups.
    signal.signal(signal.SIGHUP, signal.SIG_IGN if hangup is signal.SIG_IGN else handle_hangup)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGHUP})


@cache
def _had_terminal() -> bool:
    """Whether there was one when this was asked first, which is at the start."""
    return _has_terminal()


def _has_terminal() -> bool:
    """Whether this process has a terminal that is still there."""
    try:
        os.close(os.open("/dev/tty", os.O_RDONLY | os.O_NOCTTY))
    except OSError:
        return False
    return True
