"""Walks through the tiers of a question until a page is full, and never looks at too many rows.

A phrase is found among the rows that have all its words. Where these are too many to look at, a
page ends early and its successor goes on from there, and nobody is told a number.
"""

from collections.abc import Iterator, Sequence

from api.db.batches import batches
from api.db.statements import ALWAYS
from api.search import index
from api.search.filters import Limits
from api.search.ranking import Tier, Tiers

MOST_LOOKED_AT = 5_000
"""In so many rows of an answer a phrase is looked for."""
_FIRST = 50
Row = tuple[int, int]
"""The number of a tier, and a key."""


class Walk:
    """One page: `rows`, and after which row the next one goes on."""

    def __init__(self, limits: Limits, limit: int, after: Sequence[int] | None) -> None:
        self.rows: list[Row] = []
        self.goes_on_after: Row | None = None
        self._limits = limits
        self._limit = limit
        self._after = after
        self._left = MOST_LOOKED_AT

    @property
    def is_whole(self) -> bool:
        """Whether the page holds all that there is."""
        return self._after is None and self.goes_on_after is None

    def go(self, tiers: Tiers) -> None:
        """Find the rows of the page."""
        looked_for, without = -1, -1
        for tier in self._ahead(tiers):
            if tier.level == without:
                continue
            self._add(tier)
            if self.goes_on_after is not None:
                return
            if not self.rows and tier.level != looked_for:
                looked_for = tier.level
                without = -1 if self._has_words(tiers, looked_for) else looked_for

    def _ahead(self, tiers: Tiers) -> Iterator[Tier]:
        if self._after is None:
            # All rows of the tiers before are in `rows`, or the page would be full.
            yield from tiers
        else:
            first = self._after[0]
            yield from (tier.alone() for tier in tiers if tier.number >= first)

    def _has_words(self, tiers: Tiers, level: int) -> bool:
        """Whether any row has the words of a level, wherever they stand."""
        whole_words = tiers.whole_words(level)
        if whole_words is None:
            return True
        return bool(index.keys(self._limits.within(whole_words), self._limits.range(), 1))

    def _add(self, tier: Tier) -> None:
        known = {key for _, key in self.rows}
        for key in self._keys(tier):
            if key in known:
                continue
            if len(self.rows) == self._limit:
                self.goes_on_after = self.rows[-1]
                return
            self.rows.append((tier.number, key))

    def _keys(self, tier: Tier) -> Iterator[int]:
        below = None
        if self._after is not None and self._after[0] == tier.number:
            below = self._after[1]
        expression, within = self._limits.within(tier.expression), self._limits.range(below)
        if tier.condition is ALWAYS:
            # One more than the page holds tells that there is another page.
            yield from index.keys(expression, within, self._limit + 1)
            return
        keys = index.keys(expression, within, self._left)
        for some in _growing(keys):
            self._left -= len(some)
            yield from index.standing(some, tier.condition)
        if not self._left:
            self.goes_on_after = tier.number, keys[-1]


def count(tier: Tier, limits: Limits) -> int | None:
    """How many rows a tier has, None where these are too many to look at."""
    expression, within = limits.within(tier.expression), limits.range()
    if tier.condition is ALWAYS:
        return index.count(expression, within)
    keys = index.keys(expression, within, MOST_LOOKED_AT + 1)
    if len(keys) > MOST_LOOKED_AT:
        return None
    return sum(len(index.standing(some, tier.condition)) for some in batches(keys))


def _growing(keys: Sequence[int]) -> Iterator[Sequence[int]]:
    """A few, then more at once: most pages are full soon."""
    if keys:
        yield keys[:_FIRST]
    yield from batches(keys[_FIRST:])
