"""The tiers of the order of hits, each as a question to the index and conditions on the words.

The index knows which terms an object has and not where; that words stand beside each other is
seen in the words themselves.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from api.db import statements
from api.db.statements import ALWAYS, Condition
from api.search.words.query_parser import Question, Term
from api.search.words.terms import (
    FIELDS,
    Expression,
    beginning,
    coded,
    either,
    every,
    term,
    without,
)

_COLUMNS = ('d."exact"', 'd."folded"')
SPREAD = len(FIELDS)
_PLACES = (*FIELDS, SPREAD)
Spellings = Callable[[str], Sequence[str] | None]
"""The terms that begin so, as far as somebody knows them."""


@dataclass(frozen=True)
class Tier:
    """Rows that match equally well; `number` is their place in the order.

    Rows of the tiers before may match so too: of these, `better` finds all.
    """

    number: int
    expression: Expression
    condition: Condition
    better: tuple["Tier", ...] = ()

    def alone(self) -> "Tier":
        """The tier without the rows of those before."""
        if self.condition is ALWAYS:
            expression = without(self.expression, [tier.expression for tier in self.better])
            return replace(self, expression=expression)
        return replace(
            self, condition=_unless(self.condition, [tier.condition for tier in self.better])
        )

    @property
    def level(self) -> int:
        """Which of the question's levels it belongs to."""
        return self.number // len(_PLACES)


class Tiers:
    """All tiers of a question."""

    def __init__(self, question: Question, spellings: Spellings) -> None:
        self._question = question
        self._spellings = spellings
        self._known: dict[str, Sequence[str] | None] = {}

    def __iter__(self) -> Iterator[Tier]:
        """The best first."""
        better: list[Tier] = []
        for level in range(len(self._question.levels())):
            # A single term cannot be spread.
            for place in _PLACES if len(self._question.terms) > 1 else FIELDS:
                tier = self._at(level, place)
                yield replace(tier, better=tuple(better))
                better.append(tier)
            # What matches in this form also matches in the next.
            better = [self._at(level, SPREAD)]

    def all(self) -> Tier:
        """What finds every row of every tier."""
        return self._at(len(self._question.levels()) - 1, SPREAD)

    def whole_words(self, level: int) -> Expression | None:
        """What has all terms in that level's form, but for a beginning."""
        pairs = [pair for pair in self._terms(level) if not pair[0].beginnings]
        return self._expression(pairs, FIELDS) if pairs else None

    def _at(self, level: int, place: int) -> Tier:
        """All terms in one field, or each in any of them."""
        fields = FIELDS if place == SPREAD else (place,)
        pairs = self._terms(level)
        condition = ALWAYS
        if self._question.has_phrases:
            places = (_either_of(asked, form, fields) for asked, form in pairs)
            condition = statements.every(places)
        return Tier(level * len(_PLACES) + place, self._expression(pairs, fields), condition)

    def _terms(self, level: int) -> list[tuple[Term, int]]:
        return list(zip(self._question.terms, self._question.levels()[level], strict=True))

    def _expression(self, pairs: Iterable[tuple[Term, int]], fields: Sequence[int]) -> Expression:
        return every(either(self._has(asked, form, f) for f in fields) for asked, form in pairs)

    def _has(self, asked: Term, form: int, field: int) -> Expression:
        if not asked.beginnings:
            return every(term(coded(form, field, token[form])) for token in asked.tokens)
        texts = [coded(form, field, spelling) for spelling in asked.spellings(form)]
        return either(beginning(text, self._spelt(text)) for text in texts)

    def _spelt(self, text: str) -> Sequence[str] | None:
        if text not in self._known:
            self._known[text] = self._spellings(text)
        return self._known[text]


def forms_of(question: Question, number: int) -> tuple[int, ...]:
    """The form in which the rows of a tier have each term."""
    return question.levels()[number // len(_PLACES)]


def _either_of(asked: Term, form: int, fields: Sequence[int]) -> Condition:
    return statements.either(_stands(asked, form, field) for field in fields)


def _stands(asked: Term, form: int, field: int) -> Condition:
    """That the words stand there, one after the other."""
    column = _COLUMNS[form]
    if len(asked.tokens) > 1:
        words = " ".join(coded(form, field, token[form]) for token in asked.tokens)
        return Condition(f"instr({column}, ?) > 0", (f" {words} ",))
    end = "" if asked.beginnings else " "
    return statements.either(
        Condition(f"instr({column}, ?) > 0", (f" {coded(form, field, spelling)}{end}",))
        for spelling in asked.spellings(form)
    )


def _unless(condition: Condition, others: list[Condition]) -> Condition:
    refused = [Condition(f"NOT ({other.sql})", other.params) for other in others]
    return statements.every((condition, *refused))
