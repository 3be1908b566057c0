"""Refuses JSON that is short to write and dear to read, before any of it is parsed."""

import re

MOST_VALUES = 5_000
DEEPEST = 32

# Possessive, and content with a string that has no end: one pass, whatever stands there.
_STRING = re.compile(rb'"(?:[^"\\]++|\\.?)*+(?:"|\Z)', re.DOTALL)
_BRACKET = re.compile(rb"[\[\]{}]")


def check(raw: bytes) -> None:
    """Raise ValueError for more values, or a deeper nest of them, than content ever has."""
    begun = _count(b"[", raw) + _count(b"{", raw)
    if begun <= DEEPEST and begun + _count(b",", raw) <= MOST_VALUES:
        return  # However its texts are meant: nearly every line.
    bare = _STRING.sub(b"", raw)
    # At least the number of values, now that no string hides a comma.
    if sum(_count(sign, bare) for sign in (b"[", b"{", b",")) > MOST_VALUES:
        raise ValueError(f"holds more than {MOST_VALUES:,} values")
    depth = 0
    for bracket in _BRACKET.findall(bare):
        depth += 1 if bracket in b"[{" else -1
        if depth > DEEPEST:
            raise ValueError(f"not JSON that can be read: nested deeper than {DEEPEST} levels")


def _count(sign: bytes, text: bytes) -> int:
    # Python counts byte by byte, and what is to go it seeks many bytes at once.
    return len(text) - len(text.replace(sign, b""))
