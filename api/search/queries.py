"""Finds live objects by their words, in an order that is defined and not scored.

Rows that match as typed come before others; within those, rows whose title holds all terms, then
the lead, then the body, then those where the terms are spread; then the newest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from api.http import pagination
from api.http.pagination import Page
from api.search import index
from api.search.filters import Limits
from api.search.paging import Walk, count
from api.search.ranking import Tiers, forms_of
from api.search.words.query_parser import Question, ask

PATH = "/v1/search"


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
    question = ask(query["q"], prefix=query["prefix"])
    if not question.terms:
        return Found(question, [], Page([], None, 0 if query["total"] else None))
    limits = Limits.of(query, site)
    scope = pagination.scope_of([PATH, query["q"], query["prefix"], *limits.facts])
    after = pagination.opened(scope, query["cursor"])
    tiers = Tiers(question, index.spellings)
    walk = Walk(limits, query["limit"], after)
    walk.go(tiers)
    following = None
    if walk.goes_on_after is not None:
        following = pagination.next_address(PATH, query, scope, walk.goes_on_after)
    total = _total(walk, tiers, limits) if query["total"] else None
    return Found(question, _hits(question, walk), Page(walk.rows, following, total))


def _hits(question: Question, walk: Walk) -> list[Hit]:
    texts = index.documents([key for _, key in walk.rows])
    return [
        Hit(forms_of(question, number), bytes(card), title, lead, body)
        for number, key in walk.rows
        # What was withdrawn since its key was found is not shown.
        for card, title, lead, body in filter(None, [texts.get(key)])
    ]


def _total(walk: Walk, tiers: Tiers, limits: Limits) -> int | None:
    if walk.is_whole:
        return len(walk.rows)
    return count(tiers.all(), limits)
