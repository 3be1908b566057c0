"""The id of the request at hand: taken from the client or made, sent back, written in the log."""

import logging
import re
from contextvars import ContextVar
from secrets import token_hex

_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_current: ContextVar[str] = ContextVar("request_id", default="-")


def begin(offered: str | None) -> str:
    """The id of a request that begins: the one offered if it is harmless, else a new one."""
    named = accepted(offered)
    _current.set(named)
    return named


def accepted(offered: str | None) -> str:
    """The id offered if it is harmless, else a new one."""
    return offered if offered and _ACCEPTED.fullmatch(offered) else token_hex(8)


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
