"""Loaded by each process of a server under test: it dies before or after one step of a write.

The file that `FAILPOINT` names says at which step, counted from 1; the process that reaches it
takes the file away and is killed. A step is a statement, a commit, a file linked or unlinked, a
message to other processes, or the answer that is about to leave.
"""

import os
import signal
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from pathlib import Path
from typing import Any

import flask
import peewee
from playhouse import apsw_ext

_file = Path(os.environ["FAILPOINT"])
_reached: Counter[str] = Counter()


def _step(name: str) -> None:
    if not flask.has_request_context() or flask.request.method == "GET":
        return
    with suppress(FileNotFoundError):
        armed = _file.read_text()
        _reached[armed] += 1
        if _reached[armed] == int(armed.split()[0]):
            _file.rename(_file.with_name(f"died before {name}"))
            os.kill(os.getpid(), signal.SIGKILL)


def _watch(owner: Any, *names: str) -> None:
    for name in names:
        setattr(owner, name, _watched(getattr(owner, name), name))


def _watched(call: Callable[..., Any], name: str) -> Callable[..., Any]:
    @wraps(call)
    def run(*args: Any, **kwargs: Any) -> Any:
        _step(name)
        return call(*args, **kwargs)

    return run


_watch(peewee.Database, "execute_sql", "commit")
_watch(apsw_ext.APSWDatabase, "commit")
_watch(os, "link", "unlink")
_watch(flask.Flask, "finalize_request")
