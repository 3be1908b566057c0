"""Splits what is too much for the parameters of one statement."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

MOST_AT_ONCE = 500
T = TypeVar("T")


def batches(values: Iterable[T]) -> Iterator[list[T]]:
    """The values in their order, few enough at a time for one statement."""
    left = iter(values)
    while some := list(islice(left, MOST_AT_ONCE)):
        yield some
