"""Keeps what was read of a bundle in scratch files, so that a great one need not fit in memory.

A batch has a file of its own, which any process may write and any may take up again.
"""

import pickle
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """Numbered batches of values; what was put is there until it is taken."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        folder.mkdir()

    def numbers(self) -> list[int]:
        """The numbers of the batches that are kept, in order."""
        return sorted(int(path.name) for path in self._folder.iterdir())

    def put(self, number: int, values: list[T]) -> None:
        """Keep a batch."""
        data = pickle.dumps(values, pickle.HIGHEST_PROTOCOL)
        (self._folder / str(number)).write_bytes(data)

    def look(self, number: int) -> list[T]:
        """A batch."""
        data = (self._folder / str(number)).read_bytes()
        values: list[T] = pickle.loads(data)  # noqa: S301 - what `put` wrote
        return values

    def take(self, number: int) -> list[T]:
        """A batch, which is kept no longer."""
        values = self.look(number)
        (self._folder / str(number)).unlink()
        return values
