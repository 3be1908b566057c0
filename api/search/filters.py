"""Where somebody looks: at which types, whose site, from which day to which."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from api.runtime.clock import begin_of
from api.search.row_ids import first_key
from api.search.words import terms
from api.search.words.terms import Expression

Range = tuple[int | None, int | None]
"""From which key on, and below which."""


@dataclass(frozen=True)
class Limits:
    """Where to look."""

    types: tuple[str, ...]
    site: str | None
    since: int | None
    until: int | None

    @classmethod
    def of(cls, query: Mapping[str, Any], site: str | None) -> "Limits":
        """What the parameters of a search say of it."""
        since, until = query["from"], query["to"]
        return cls(
            query["type"] or (),
            site,
            _key_of(since, 0) if since else None,
            _key_of(until, 1) if until else None,
        )

    @property
    def facts(self) -> list[Any]:
        """What tells one such place from another."""
        return [list(self.types), self.site, self.since, self.until]

    def within(self, expression: Expression) -> Expression:
        """What is found there alone."""
        parts = [expression]
        if self.types:
            parts.append(terms.either(terms.term(terms.type_term(name)) for name in self.types))
        if self.site is not None:
            parts.append(terms.term(terms.site_term(self.site)))
        return terms.every(parts)

    def range(self, below: int | None = None) -> Range:
        """Between which keys."""
        ends = [end for end in (self.until, below) if end is not None]
        return self.since, min(ends, default=None)


def _key_of(day: str, later: int) -> int:
    # Outside of these years nothing was published.
    asked = min(max(date.fromisoformat(day), _FIRST_DAY), _LAST_DAY)
    return first_key(begin_of(asked + timedelta(days=later)))


_FIRST_DAY, _LAST_DAY = date(1970, 1, 2), date(2500, 1, 1)
