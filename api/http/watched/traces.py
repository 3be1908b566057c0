"""The trace that a request belongs to (W3C Trace Context), where whoever sends it names one."""

import re
from contextvars import ContextVar
from secrets import token_hex

HEADER = "traceparent"
_PARENT = re.compile(
    r"(?!ff)[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})(?![^-])"
)
_current: ContextVar[str | None] = ContextVar("trace", default=None)


def begin(offered: str | None) -> str | None:
    """The `traceparent` of a request that begins, below the one offered; None without a good one.

    Of what a later version of the standard adds behind it nothing is passed on.
    """
    made = accepted(offered)
    _current.set(made)
    return made


def accepted(offered: str | None) -> str | None:
    """As `begin`, of a request that does nothing."""
    match = _PARENT.match(offered) if offered else None
    return f"00-{match[1]}-{token_hex(8)}-{match[2]}" if match else None


def current() -> str | None:
    """The trace of the request at hand."""
    return trace_of(_current.get())


def trace_of(parent: str | None) -> str | None:
    """The trace that a `traceparent` names, None for what is none."""
    match = _PARENT.match(parent) if parent else None
    return match[1] if match else None
