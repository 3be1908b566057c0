"""The tiers of the order of hits, each as a question to the index and conditions on the words.

The index knows which terms an object has and not where; that words stand beside each other is
seen in the words themselves.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from api.search.questions import Question, Term
from api.search.terms import FIELDS, Expression, coded, either, every, term, without

_COLUMNS = ('d."exact"', 'd."folded"')
SPREAD = len(FIELDS)
_PLACES = (*FIELDS, SPREAD)


@dataclass(frozen=True)
class Condition:
    """What must be so of a row, as SQL of ours with its parameters."""

    sql: str
    params: tuple[str, ...]


ALWAYS = Condition("", ())


@dataclass(frozen=True)
class Tier:
    """Rows that match equally well; `number` is their place in the order."""

    number: int
    found: Expression
    condition: Condition


def tiers(question: Question) -> Iterator[Tier]:
    """All tiers of a question, the best first."""
    better = _Better()
    for level, forms in enumerate(question.levels()):
        asked = _Asked(question, forms)
        before = _Better(list(better.found), list(better.conditions))
        # A single term cannot be spread.
        for place in _PLACES if len(question.terms) > 1 else FIELDS:
            found, condition = asked.at(place)
            number = level * len(_PLACES) + place
            if question.has_phrases:
                yield Tier(number, found, _unless(condition, before.conditions))
            else:
                yield Tier(number, without(found, before.found), ALWAYS)
            before.add(found, condition)
        better.add(*asked.at(SPREAD))


def forms_of(question: Question, number: int) -> tuple[int, ...]:
    """The form in which the rows of a tier have each term."""
    return question.levels()[number // len(_PLACES)]


def count_of(question: Question) -> tuple[Expression, Condition]:
    """What finds every row of every tier."""
    return _Asked(question, question.levels()[-1]).at(SPREAD)


class _Better:
    """What the tiers before have found already."""

    def __init__(
        self, found: list[Expression] | None = None, conditions: list[Condition] | None = None
    ) -> None:
        self.found = found or []
        self.conditions = conditions or []

    def add(self, found: Expression, condition: Condition) -> None:
        self.found.append(found)
        self.conditions.append(condition)


@dataclass(frozen=True)
class _Asked:
    """A question with the form in which each of its terms is looked for."""

    question: Question
    forms: tuple[int, ...]

    def at(self, place: int) -> tuple[Expression, Condition]:
        """All terms in one field, or each in any of them."""
        fields = FIELDS if place == SPREAD else (place,)
        pairs = list(zip(self.question.terms, self.forms, strict=True))
        found = every(either(_found(each, form, f) for f in fields) for each, form in pairs)
        if not self.question.has_phrases:
            return found, ALWAYS
        return found, _all(_any(_stands(each, form, f) for f in fields) for each, form in pairs)


def _found(asked: Term, form: int, field: int) -> Expression:
    if len(asked.tokens) > 1:
        return every(term(coded(form, field, each[form])) for each in asked.tokens)
    is_prefix = bool(asked.beginnings)
    spellings = asked.spellings(form)
    return either(term(coded(form, field, each), is_prefix=is_prefix) for each in spellings)


def _stands(asked: Term, form: int, field: int) -> Condition:
    """That the words stand there, one after the other."""
    column = _COLUMNS[form]
    if len(asked.tokens) > 1:
        words = " ".join(coded(form, field, each[form]) for each in asked.tokens)
        return Condition(f"instr({column}, ?) > 0", (f" {words} ",))
    end = "" if asked.beginnings else " "
    return _any(
        Condition(f"instr({column}, ?) > 0", (f" {coded(form, field, each)}{end}",))
        for each in asked.spellings(form)
    )


def _all(parts: Iterable[Condition]) -> Condition:
    return _between(list(parts), " AND ")


def _any(parts: Iterable[Condition]) -> Condition:
    return _between(list(parts), " OR ")


def _between(parts: list[Condition], sign: str) -> Condition:
    sql = f"({sign.join(each.sql for each in parts)})"
    return Condition(sql, tuple(value for each in parts for value in each.params))


def _unless(condition: Condition, others: list[Condition]) -> Condition:
    sql = condition.sql + "".join(f" AND NOT {each.sql}" for each in others)
    return Condition(sql, condition.params + tuple(v for each in others for v in each.params))
