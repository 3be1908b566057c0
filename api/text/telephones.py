"""Finds Vietnamese telephone numbers in running text, however they are spaced."""

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

DIGITS = "0123456789"
# One class is quickly sought.
_RUN = re.compile(r"[0-9][0-9 .()\u00a0+-]{6,}[0-9]")
_SEP = r"[ .\u00a0)-]{0,2}"
_NUMBER = re.compile(
    r"(?<![0-9])(?:(?:\+ ?|00)84\)?(?:[ .-]?\(0\))?[ .\u00a0-]?|84[ .\u00a0-]?|0)"
    rf"(2(?:{_SEP}[0-9]){{9}}|[35789](?:{_SEP}[0-9]){{8}})(?![0-9])"
    rf"|(?<![0-9])(1[89]00(?:(?:{_SEP}[0-9]){{6}}|(?:{_SEP}[0-9]){{4}}))(?![0-9])"
)
_GROUP = re.compile("[0-9]+")
_FIRST_GROUP = 3
_IN_PAIRS = [2] * 5


class Telephone(NamedTuple):
    """Where a number stands in a text, and the number as it is dialled within the country."""

    start: int
    end: int
    national: str

    @property
    def is_of_service(self) -> bool:
        """Whether it is a line of its own kind (1800, 1900), which is nobody's."""
        return self.national.startswith("1")


# Whoever looks for one kind of numbers in a text looks for others too.
@lru_cache(maxsize=4)
def runs(text: str) -> tuple[tuple[int, int], ...]:
    """Where digits stand with so little between them that they may be a number."""
    if not any(map(text.__contains__, DIGITS)):
        return ()
    return tuple(run.span() for run in _RUN.finditer(text))


_NATIONAL = re.compile("0(?:2[0-9]{9}|[35789][0-9]{8})|1[89]00[0-9]{4}(?:[0-9]{2})?")


def telephones(text: str) -> Iterator[Telephone]:
    """The numbers of landlines, mobiles and services; a date or a sum of money is none."""
    for start, end in runs(text):
        begin = start - (text[start - 1 : start] == "+")
        for match in _NUMBER.finditer(text, begin, end):
            if _is_grouped_like_one(match[0]):
                national = "".join(_GROUP.findall(f"0{match[1]}" if match[1] else match[2]))
                yield Telephone(*match.span(), national)


def is_telephone(word: str) -> bool:
    """Whether a word is a number as it is dialled within the country."""
    return _NATIONAL.fullmatch(word) is not None


def _is_grouped_like_one(text: str) -> bool:
    """`0912 345 678` and `09 12 34 56 78` are, `03.09.2026 08` and `0.912345678` are not."""
    groups = _GROUP.findall(text)
    is_long = len(groups[0]) >= _FIRST_GROUP or not text.startswith("0")
    return is_long or [*map(len, groups)] == _IN_PAIRS
