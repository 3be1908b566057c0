"""Tells of each request that was answered: to the tally, and to the log where that is wanted."""

import logging
from collections.abc import Callable
from typing import Any

from api.http.watched import tally, traces
from api.runtime.config import config

OPERATION = "congxa.operation"
"""The key of an environ under which it is said which operation was asked for."""
INNER = "congxa.inner"
"""The key of an environ that says that this program asks itself, of which nobody is told."""
TRACE = "HTTP_TRACEPARENT"
NONE = "none"
"""The operation of what is asked at no address of ours."""
_log = logging.getLogger("congxa.access")

Tell = Callable[[dict[str, Any], str, str, float | None], None]
"""Of an environ, the operation, the status line, and the seconds; None for what lay ready."""


def teller() -> Tell | None:
    """Who wants to know of every request of this application; None where nobody does."""
    counting = tally.current()
    count = None if counting is None else _counting(counting)
    return _logging(count) if config().access_log else count


def _counting(counting: tally.Tally) -> Tell:
    add = counting.add
    rows: dict[tuple[str, str], int] = {}

    def tell(_environ: dict[str, Any], operation: str, status: str, seconds: float | None) -> None:
        row = rows.get((operation, status))
        if row is None:
            row = rows[operation, status] = counting.row(operation, status[:3])
        add(row, seconds)

    return tell


def _logging(count: Tell | None) -> Tell:
    def tell(environ: dict[str, Any], operation: str, status: str, seconds: float | None) -> None:
        if count is not None:
            count(environ, operation, status, seconds)
        # Neither who asked nor by what program; and no query, which holds what people look for.
        fields = {
            "method": environ["REQUEST_METHOD"],
            "path": environ["PATH_INFO"],
            "status": int(status[:3]),
            "operation": operation,
            "milliseconds": round((seconds or 0.0) * 1000, 1),
            "from_cache": seconds is None,
        }
        said = " ".join(f"{name}={value}" for name, value in fields.items())
        named = {"fields": fields, "request_id": environ["HTTP_X_REQUEST_ID"]}
        _log.info("%s", said, extra={**named, "trace_id": traces.trace_of(environ.get(TRACE))})

    return tell
