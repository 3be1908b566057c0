"""The id of the request at hand: taken from the client or made, sent back, written in the log."""

import logging
import re
from contextvars import ContextVar
from random import getrandbits

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_current: ContextVar[str] = ContextVar("request_id", default="-")


def begin(offered: str | None) -> str:
    """The id of a request that begins: the one offered if it is harmless, else a new one."""
    named = accepted(offered)
    _current.set(named)
    return named


def accepted(offered: str | None) -> str:
    """The id offered if it is harmless, else a new one."""
    if offered and _ACCEPTED.fullmatch(offered):
        return offered
    # It is no secret, and to ask the kernel for each would cost a tenth of a kept answer.
    return f"{getrandbits(64):016x}"


def current() -> str:
    """The id of the request at hand."""
    return _current.get()


class RequestIdFilter(logging.Filter):
    """Gives every log record the id of its request."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let everything pass, named, be it by whoever logs it."""
        if not hasattr(record, "request_id"):
            record.request_id = _current.get()
        return True
