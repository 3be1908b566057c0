"""Does one thing to many values in processes of its own, one for each core, in the order asked.

A few values are not worth a process. Processes end with the one that started them, however that
ends.
"""

import gc
import multiprocessing
import os
import pickle
import signal
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from functools import partial
from itertools import chain, islice
from multiprocessing.connection import Connection
from typing import Any, NamedTuple, TypeVar

from api.db import databases

FEW = 3
"""So many values are done in this process."""
MOST = 4
"""More processes would only wait for each other's turn."""
V = TypeVar("V")
A = TypeVar("A")
Begin = Callable[[V], Callable[[], A]]
"""Does what can be done at once; the call that it gives does the rest when it is its turn."""


class WorkerLost(Exception):
    """A process ended before it had answered."""


def in_order(begin: Begin[V, A], values: Iterable[V]) -> Iterator[A]:
    """The answer `begin(value)()` of each value.

    Values are begun beside each other; each is ended after all those before it. A process knows
    what this one knew when the first value was begun.
    """
    left = iter(values)
    few = list(islice(left, FEW + 1))
    cores = min(os.cpu_count() or 1, MOST)
    if len(few) <= FEW or cores == 1:
        yield from (begin(value)() for value in chain(few, left))
        return
    # One more than there are cores: none stands still while what was begun waits for its turn.
    with _Workers(begin, cores + 1) as workers:
        yield from workers.answers(chain(few, left))


class _Failure(NamedTuple):
    error: Exception


class _Workers:
    """Processes that wait for values."""

    def __init__(self, begin: Begin[Any, Any], count: int) -> None:
        databases.close_for_fork()
        self._pipes: list[Connection] = []
        self._processes = [self._started(begin) for _ in range(count)]

    def __enter__(self) -> "_Workers":
        return self

    def __exit__(self, *_: object) -> None:
        # Each ends once it finds its pipe closed; what it is writing just then, it writes.
        for pipe in self._pipes:
            pipe.close()
        for process in self._processes:
            process.join()

    def _started(self, begin: Begin[Any, Any]) -> Any:
        ours, theirs = multiprocessing.Pipe()
        self._pipes.append(ours)
        arguments = (begin, theirs, self._pipes)
        process = _CONTEXT.Process(target=_work, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return process

    def answers(self, values: Iterable[Any]) -> Iterator[Any]:
        idle, busy = deque(self._pipes), deque[Connection]()
        for value in values:
            answered = []
            if not idle:
                idle.append(busy.popleft())
                answered = [_answer(idle[0])]
            idle[0].send(value)
            busy.append(idle.popleft())
            yield from answered
        yield from map(_answer, busy)


_CONTEXT = multiprocessing.get_context("fork")


def _answer(pipe: Connection) -> Any:
    """Let a process end what it has begun."""
    try:
        pipe.send("your turn")
        answer = pipe.recv()
    except (EOFError, ConnectionError) as error:
        raise WorkerLost from error
    if isinstance(answer, _Failure):
        raise answer.error
    return answer


def _work(begin: Begin[Any, Any], pipe: Connection, parents: Iterable[Connection]) -> None:
    # Else this process would keep open what tells the others that their parent has ended.
    for parent in parents:
        parent.close()
    # An interrupt from the keyboard reaches every process; the parent decides what to do.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # What was there before the fork stays, and what a batch makes goes with it, rings and all:
    # only what is new is looked at, for what is kept grows from batch to batch.
    gc.freeze()
    gc.disable()
    with suppress(EOFError, ConnectionError):
        while True:
            value = pipe.recv()
            begun = _attempt(partial(begin, value))
            pipe.recv()
            pipe.send(begun if isinstance(begun, _Failure) else _attempt(begun))
            del value, begun
            gc.collect(0)
    databases.close()


def _attempt(call: Callable[[], Any]) -> Any:
    try:
        return call()
    except Exception as error:
        error.add_note(traceback.format_exc())
        return _Failure(error if _can_be_sent(error) else RuntimeError(traceback.format_exc()))


def _can_be_sent(error: Exception) -> bool:
    try:
        return isinstance(pickle.loads(pickle.dumps(error)), Exception)  # noqa: S301 - our own
    except Exception:
        return False
