"""Tells programs from people by the user agents that are known of programs.

Nearly all patterns of the list are plain words. Each is found by four letters of it, so that a
user agent is read once, not once for each of fifteen hundred patterns.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

PEOPLE = ("MetaIAB Facebook", "okhttp", "axios", "CFNetwork", "Dart")
"""What the list takes, or might take one day, for a program, and what is none.

The first is listed as a link preview, but stands in what looks like the browser inside an app. The
others are the libraries by which apps speak HTTP: who reads in an app of their own is a person.
"""
_LETTERS = 4
_ESCAPED = re.compile(r"\\([^A-Za-z0-9])")
_SPECIAL = re.compile(r"(?<!\\)[\[\](){}^$*+?.|]|\\[A-Za-z0-9]")


@lru_cache(maxsize=4096)
def is_crawler(user_agent: str) -> bool:
    """Whether a user agent is that of a program."""
    return _list().matches(user_agent)


@cache
def version() -> str:
    """Which list it is."""
    from importlib import metadata

    return metadata.version("crawler-user-agents")


@cache
def _list() -> "Patterns":
    from crawleruseragents import CRAWLER_USER_AGENTS_DATA  # type: ignore[import-untyped]

    return Patterns(
        crawler["pattern"]
        for crawler in CRAWLER_USER_AGENTS_DATA
        if not is_of_people(crawler["pattern"])
    )


def is_of_people(pattern: str) -> bool:
    """Whether a pattern of the list is left out, because people read by what it names."""
    return any(word in pattern for word in PEOPLE)


class Patterns:
    """Many patterns, looked for at once."""

    def __init__(self, patterns: Iterable[str]) -> None:
        words, others = [], []
        for pattern in sorted(set(patterns)):
            word = _ESCAPED.sub(r"\1", pattern)
            is_word = len(word) >= _LETTERS and not _SPECIAL.search(pattern)
            words.append(word) if is_word else others.append(pattern)
        self._others = re.compile("|".join(others) or "(?!)")
        self._words: defaultdict[str, list[str]] = defaultdict(list)
        known = Counter(part for word in words for part in _parts(word))
        for word in words:
            rarest = min(_parts(word), key=lambda part: known[part])
            self._words[rarest].append(word)

    def matches(self, text: str) -> bool:
        """Whether any of them is in `text`."""
        words = self._words
        for part in _parts(text):
            if part in words and any(word in text for word in words[part]):
                return True
        return self._others.search(text) is not None


def _parts(text: str) -> Iterator[str]:
    return (text[place : place + _LETTERS] for place in range(len(text) - _LETTERS + 1))
