"""What two sequences have in common, found at a cost that is bounded whatever they hold."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

STEPS = 500_000
"""So much is looked at in one comparison: seconds of work, hundreds of pages of a usual text."""
_COMMON = 20
"""What comes more often than this tells nothing of where one is."""


_TAG = re.compile("<[^<>]*>")


class Run(NamedTuple):
    """A stretch of both sequences, `[a:a_end]` and `[b:b_end]`: the same in both, or changed."""

    is_same: bool
    a: int
    a_end: int
    b: int
    b_end: int


class Budget:
    """What may still be looked at; `is_spent` once something was not."""

    def __init__(self, steps: int = STEPS) -> None:
        self._left = steps
        self.is_spent = False

    def spend(self, steps: int) -> bool:
        """Whether that much may be looked at."""
        self.is_spent = self.is_spent or steps > self._left
        if not self.is_spent:
            self._left -= steps
        return not self.is_spent


def runs(a: Sequence[str], b: Sequence[str], budget: Budget) -> Iterator[Run]:
    """Both sequences from their beginning to their end, in as few and long runs as are found.

    Once the budget is spent, what was not looked at counts as changed.
    """
    at_a = at_b = 0
    for i, j, size in [*_matches(a, b, budget), (len(a), len(b), 0)]:
        if i > at_a or j > at_b:
            yield Run(False, at_a, i, at_b, j)
        if size:
            yield Run(True, i, i + size, j, j + size)
        at_a, at_b = i + size, j + size


def _matches(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    first = _shared(a, b)
    last = _shared(a[first:][::-1], b[first:][::-1])
    a_end, b_end = len(a) - last, len(b) - last
    inner = _inside(a[first:a_end], b[first:b_end], budget)
    matches = [(0, 0, first), *((i + first, j + first, size) for i, j, size in inner)]
    return [match for match in (*matches, (a_end, b_end, last)) if match[2]]


def _shared(a: Sequence[str], b: Sequence[str]) -> int:
    """How many both begin with. Most often that is nearly all, and it costs next to nothing."""
    pairs = enumerate(zip(a, b, strict=False))
    return next((n for n, (one, other) in pairs if one != other), min(len(a), len(b)))


def _inside(a: Sequence[str], b: Sequence[str], budget: Budget) -> list[tuple[int, int, int]]:
    if not a or not b or not budget.spend(len(b)):
        return []
    matchers = _matchers(a, b)
    matches, left = list[tuple[int, int, int]](), [(0, len(a), 0, len(b))]
    while left:
        a_at, a_end, b_at, b_end = left.pop()
        if a_at == a_end or b_at == b_end:
            continue
        if not budget.spend(a_end - a_at):
            break
        longest = (matcher.find_longest_match(a_at, a_end, b_at, b_end) for matcher in matchers)
        i, j, size = next((match for match in longest if match.size), (0, 0, 0))
        if size:
            matches.append((i, j, size))
            left += [(a_at, i, b_at, j), (i + size, a_end, j + size, b_end)]
    return sorted(matches)


def _matchers(a: Sequence[str], b: Sequence[str]) -> list[SequenceMatcher[str]]:
    """Words tell where one is; where there are none, pictures do: they move more easily."""
    counts = Counter(b)

    def says_little(word: str) -> bool:
        return word.isspace() or counts[word] > _COMMON

    words = SequenceMatcher(
        lambda word: says_little(word) or is_picture(word), a, b, autojunk=False
    )
    if not any(map(is_picture, counts)):
        return [words]
    return [words, SequenceMatcher(says_little, a, b, autojunk=False)]


def is_picture(html: str) -> bool:
    """Whether some HTML shows an image, and says nothing but its caption."""
    if "<img " not in html:
        return False
    return html.startswith("<figure>") or not _TAG.sub("", html).strip()
