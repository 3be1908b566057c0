"""Readies a command of the shell: the application hands in how."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

_prepare: list[Callable[[], object]] = []


def use(prepare: Callable[[], object]) -> None:
    """Let `prepare` connect and migrate before a command that works on data."""
    _prepare[:] = [prepare]


def with_data(command: Callable[P, R]) -> Callable[P, R]:
    """Run a command on connected and migrated databases."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        for prepare in _prepare:
            prepare()
        return command(*args, **kwargs)

    return run
