"""Runs things at the same moment, each on a thread and database connection of its own."""

import threading
from collections.abc import Callable, Sequence
from typing import Any

from api.db import databases

PATIENCE = 30.0


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """Begin all calls together; what each returned, or the exception that it raised."""
    outcomes: list[Any] = [None] * len(calls)
    gate = threading.Barrier(len(calls))

    def run(number: int, call: Callable[[], Any]) -> None:
        try:
            gate.wait(PATIENCE)
            outcomes[number] = call()
        except Exception as error:
            outcomes[number] = error
        finally:
            databases.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(calls)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert not any(thread.is_alive() for thread in threads)
    return outcomes
