"""What whoever asked for something should hear besides: it is done, and kept, but not all of it."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager

_log = logging.getLogger(__name__)
_local = threading.local()


def remark(text: str) -> None:
    """Tell who collects remarks in this thread; where nobody does, the log."""
    collected: list[str] | None = getattr(_local, "collected", None)
    if collected is None:
        _log.warning("%s", text)
    else:
        collected.append(text)


@contextmanager
def collected() -> Iterator[list[str]]:
    """The remarks that are made while the block lasts."""
    remarks: list[str] = []
    _local.collected = remarks
    try:
        yield remarks
    finally:
        _local.collected = None
