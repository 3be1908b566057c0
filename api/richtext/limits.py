"""How large and how deep a body may be, counted before any parser reads it."""

import re
from collections import Counter

from api.richtext.cleaning.soup import CONTAINERS, HEADINGS, INLINE
from api.text.characters import UnsafeText

MAX_DEPTH = 32
MAX_INLINE_DEPTH = 100
MAX_TAGS = 150_000
MAX_REOPENINGS = 500_000
_NESTING = INLINE | HEADINGS | CONTAINERS
_BLOCK_START = re.compile(r"<(?:[huo][l234]|blo|fig|pre|tab)")
_INLINE_START = re.compile(r"<(?:a|s|em|u>|cod)")
_TAG = re.compile(r"<(/?)([a-z0-9]+)")


class TooDeep(UnsafeText):
    """A body nested deeper than any reader, parser or app should have to follow."""

    def __init__(self) -> None:
        super().__init__(
            "too_deep",
            f"The body nests blocks more than {MAX_DEPTH} deep, or leaves too many tags open.",
        )


def refuse_excess(tamed: str) -> None:
    """Raise UnsafeText for a tamed body with too many tags, or nested too deeply."""
    tags = tamed.count("<")
    if tags > MAX_TAGS:
        raise UnsafeText("too_many_tags", f"The body has more than {MAX_TAGS} tags.")
    if tags <= MAX_DEPTH:
        return
    blocks, inline = len(_BLOCK_START.findall(tamed)), len(_INLINE_START.findall(tamed))
    reopenings = inline * tags
    if blocks > MAX_DEPTH or inline > MAX_INLINE_DEPTH or reopenings > MAX_REOPENINGS:
        depth = _Depth()
        for token in _TAG.finditer(tamed):
            depth.follow(*token.groups())


class _Depth:
    """Counts what a parser will have open at each tag, never less than it really has."""

    def __init__(self) -> None:
        # What is open, apart for each table: an end tag in a cell closes nothing outside.
        self._open: list[Counter[str]] = [Counter()]
        self._inline = 0
        self._blocks = 0
        self._reopenings = 0

    def follow(self, end: str, tag: str) -> None:
        if tag in _NESTING:
            self._count("heading" if tag in HEADINGS else tag, end)
        # A parser may open here again all the formatting that was left open.
        self._reopenings += self._inline
        too_deep = self._blocks > MAX_DEPTH or self._inline > MAX_INLINE_DEPTH
        if too_deep or self._reopenings > MAX_REOPENINGS:
            raise TooDeep

    def _count(self, kind: str, end: str) -> None:
        if not end:
            self._enter(kind)
        elif kind == "table":
            self._leave_table()
        elif self._open[-1][kind]:
            self._open[-1][kind] -= 1
            self._add(kind, -1)

    def _enter(self, kind: str) -> None:
        # A second link ends the first one.
        if kind == "a" and self._open[-1]["a"]:
            return
        self._add(kind, 1)
        if kind == "table":
            self._open.append(Counter())
        else:
            self._open[-1][kind] += 1

    def _leave_table(self) -> None:
        if len(self._open) > 1:
            self._add("table", -1)
            for kind, number in self._open.pop().items():
                self._add(kind, -number)

    def _add(self, kind: str, number: int) -> None:
        if kind in INLINE:
            self._inline += number
        else:
            self._blocks += number
