"""Readies the installation for a command of the shell: the application hands in how."""

from collections.abc import Callable
from enum import Enum, auto
from functools import wraps
from typing import ParamSpec, TypeVar

from api.runtime.runtime import Part, nothing

P = ParamSpec("P")
R = TypeVar("R")

NOT_ALL = 3
"""The exit status of a command that is done, but for something that is yet to be done."""


class Need(Enum):
    """What a command needs of the database. Only for CREATE one is made or migrated."""

    NONE = auto()
    """None yet; but from here on the command works as who owns the data."""
    READ = auto()
    """One of this version; nothing is changed."""
    TRY = auto()
    """As READ, but where there is none an empty one serves, which is thrown away."""
    CHANGE = auto()
    """One of this version."""
    CREATE = auto()
    """One that content can be brought into."""


_prepare = Part[Callable[[Need], object] | None](nothing)


def use(prepare: Callable[[Need], object]) -> None:
    """Let `prepare` ready the installation before a command that works on data."""
    _prepare.set(prepare)


def ready(need: Need) -> None:
    """Ready the installation."""
    prepare = _prepare.get()
    if prepare is not None:
        prepare(need)


def needs(need: Need) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Ready the installation before a command."""

    def decorate(command: Callable[P, R]) -> Callable[P, R]:
        @wraps(command)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            ready(need)
            return command(*args, **kwargs)

        return run

    return decorate
