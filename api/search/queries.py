"""Finds live objects by their words, in an order that is defined and not scored.

Rows that match as typed come before others; within those, rows whose title holds all terms, then
the lead, then the body, then those where the terms are spread; then the newest. Each such tier is
an arm of one statement, newest first, and no arm begins before those ahead of it have ended
without filling the page.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from api.core import pagination
from api.core.clock import begin_of
from api.core.db import execute, is_sqlite
from api.core.pagination import Page
from api.search import terms
from api.search.keys import first_key
from api.search.questions import Question, ask
from api.search.terms import Expression
from api.search.tiers import Condition, count_of, forms_of, tiers

PATH = "/v1/search"
Arm = tuple[str, list[Any]]


class Hit(NamedTuple):
    """A row that was found: in which form each term was, what it says of itself, its texts."""

    forms: tuple[int, ...]
    card: bytes
    title: str
    lead: str | None
    body: str


@dataclass(frozen=True)
class Found:
    """A page of hits."""

    question: Question
    hits: list[Hit]
    page: Page


def search(query: Mapping[str, Any], site: str | None) -> Found:
    """The page of hits that `query` asks for."""
    question = ask(query["q"])
    total = 0 if query["total"] else None
    if not question.terms:
        return Found(question, [], Page([], None, total))
    limits = _Limits.of(query, site)
    scope = pagination.scope_of([PATH, query["q"], *limits.facts])
    rows = _rows(question, limits, pagination.opened(scope, query["cursor"]), query["limit"] + 1)
    following = None
    if len(rows) > query["limit"]:
        rows = rows[: query["limit"]]
        following = pagination.next_address(PATH, query, scope, rows[-1][:2])
    if query["total"]:
        total = _count(question, limits)
    hits = [Hit(forms_of(question, row[0]), bytes(row[2]), *row[3:]) for row in rows]
    return Found(question, hits, Page(rows, following, total))


@dataclass(frozen=True)
class _Limits:
    """Where to look: at which types, whose site, from when to when."""

    types: tuple[str, ...]
    site: str | None
    since: int | None
    until: int | None

    @classmethod
    def of(cls, query: Mapping[str, Any], site: str | None) -> "_Limits":
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

    def within(self, found: Expression) -> Expression:
        """What is found there alone."""
        parts = [found]
        if self.types:
            parts.append(terms.either(terms.term(terms.type_term(each)) for each in self.types))
        if self.site is not None:
            parts.append(terms.term(terms.site_term(self.site)))
        return terms.every(parts)

    def bounds(self, below: int | None = None) -> Iterator[tuple[str, int]]:
        """The range of keys."""
        if self.since is not None:
            yield f"{_key()} >= ?", self.since
        ends = [each for each in (self.until, below) if each is not None]
        if ends:
            yield f"{_key()} < ?", min(ends)


def _key_of(day: str, later: int) -> int:
    # Outside of these years nothing was published.
    asked = min(max(date.fromisoformat(day), _FIRST_DAY), _LAST_DAY)
    return first_key(begin_of(asked + timedelta(days=later)))


_FIRST_DAY, _LAST_DAY = date(1970, 1, 2), date(2500, 1, 1)


def _rows(
    question: Question, limits: _Limits, after: Sequence[Any] | None, limit: int
) -> list[tuple[Any, ...]]:
    """Rows of tier, key, card, title, lead, body."""
    arms = list(_arms(question, limits, after, limit))
    best = " UNION ALL ".join(sql for sql, _ in arms)
    sql = (
        'SELECT m."tier", m."key", d."card", d."title", d."lead", d."body"'  # noqa: S608 - ours
        f" FROM (SELECT * FROM ({best}) AS u LIMIT {limit}) AS m"
        ' JOIN "search_document" AS d ON d."key" = m."key" ORDER BY m."tier", m."key" DESC'
    )
    rows = execute(_spelt(sql), [value for _, values in arms for value in values]).fetchall()
    return [tuple(row) for row in rows]


def _arms(
    question: Question, limits: _Limits, after: Sequence[Any] | None, limit: int
) -> Iterator[Arm]:
    tier_before, key_before = after or (-1, None)
    for tier in tiers(question):
        if tier.number < tier_before:
            continue
        below = key_before if tier.number == tier_before else None
        source, params = _matching(limits.within(tier.found), tier.condition, limits, below)
        # On PostgreSQL the sum keeps the planner from walking through all rows by their keys.
        order = _key() if is_sqlite() else f"{_key()} + 0"
        sql = (
            f'SELECT * FROM (SELECT {tier.number} AS "tier", {_key()} AS "key" {source}'  # noqa: S608
            f" ORDER BY {order} DESC LIMIT {limit}) AS a{tier.number}"
        )
        yield sql, params


def _count(question: Question, limits: _Limits) -> int:
    found, condition = count_of(question)
    source, params = _matching(limits.within(found), condition, limits, None)
    count: int = execute(_spelt(f"SELECT COUNT(*) {source}"), params).fetchone()[0]
    return count


def _matching(
    found: Expression, condition: Condition, limits: _Limits, below: int | None
) -> tuple[str, list[Any]]:
    bounds = list(limits.bounds(below))
    source, matches, asked = _index(found)
    if condition.sql:
        source += f' JOIN "search_document" AS d ON d."key" = {_key()}'
    clauses = [matches, *(sql for sql, _ in bounds), *([condition.sql] if condition.sql else [])]
    params = [asked, *(value for _, value in bounds), *condition.params]
    return f"{source} WHERE {' AND '.join(clauses)}", params


def _index(found: Expression) -> tuple[str, str, str]:
    if is_sqlite():
        return 'FROM "search_index"', '"search_index" MATCH ?', found.sqlite
    return 'FROM "search_index"', 'search_terms("terms") @@ CAST(? AS tsquery)', found.postgresql


def _key() -> str:
    return '"search_index".' + ('"rowid"' if is_sqlite() else '"key"')


def _spelt(sql: str) -> str:
    return sql if is_sqlite() else sql.replace("instr(", "strpos(")
