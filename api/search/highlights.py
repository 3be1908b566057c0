"""Shows where a text holds what was asked for: matches in `<mark>`, everything else escaped."""

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache, partial
from itertools import islice, takewhile
from typing import NamedTuple

from api.search.questions import Question, Term
from api.search.terms import EXACT, FOLDED
from api.search.tokens import folded, placed

LENGTH = 240
"""Of a body about so many characters are shown."""
_FEW = 24
"""The place that matches best is looked for among so many matches."""
_NEAR = 1_500
"""It is looked for in the beginning first: most texts say there what they are about."""
_BEFORE = 60
_MARKS = "\u0300-\u036f"
_EDGE = rf"(?![^\W_]|[{_MARKS}])"


class Match(NamedTuple):
    """A place in a text, and which term stands there."""

    start: int
    end: int
    term: int


def whole(text: str, question: Question, forms: Sequence[int]) -> str:
    """All of a short text."""
    return _marked(text, 0, len(text), _matches(text, question, forms))


def best_place(text: str, question: Question, forms: Sequence[int]) -> str | None:
    """The place where most of the terms stand together, None where there is none."""
    for looked_at in (text[:_NEAR], text):
        matches = _matches(looked_at, question, forms, _FEW)
        if matches:
            break
    if not matches:
        return None
    start, end = _bounds(text, -max(_varieties(matches))[1])
    shown = _marked(text, start, end, matches)
    return ("… " if start else "") + shown + (" …" if end < len(text) else "")


def _varieties(matches: Sequence[Match]) -> Iterator[tuple[int, int]]:
    """How many of the terms stand behind each match, and where; of equals the first is greatest."""
    for place, first in enumerate(matches):
        reach = first.start + LENGTH - _BEFORE
        near = takewhile(partial(_ends_by, reach), matches[place:])
        yield len({each.term for each in near}), -first.start


def _ends_by(reach: int, match: Match) -> bool:
    return match.end <= reach


def _bounds(text: str, at: int) -> tuple[int, int]:
    """Around a match, from one space to another."""
    start = max(0, at - _BEFORE)
    if start:
        start = text.find(" ", start, at) + 1 or at
    end = start + LENGTH
    if end >= len(text):
        return start, len(text)
    return start, max(text.rfind(" ", start, end), at + 1)


def _marked(text: str, start: int, end: int, matches: Sequence[Match]) -> str:
    shown, at = [], start
    for each in matches:
        if at <= each.start and each.end <= end:
            shown += [_escaped(text[at : each.start]), "<mark>"]
            shown += [_escaped(text[each.start : each.end]), "</mark>"]
            at = each.end
    return "".join([*shown, _escaped(text[at:end])]).strip()


def _escaped(text: str) -> str:
    return html.escape(" ".join(text.split("\n")))


def _matches(
    text: str, question: Question, forms: Sequence[int], most: int | None = None
) -> list[Match]:
    """All matches in their order, or the first ones."""
    chosen = tuple(forms)
    found = [
        match for form in set(forms) for match in _of_form(text, question, (chosen, form), most)
    ]
    return sorted(found)


def _of_form(
    text: str, question: Question, of: tuple[tuple[int, ...], int], most: int | None
) -> Iterator[Match]:
    pattern, numbers = _pattern(question, *of)
    for each in islice(pattern.finditer(_flat(text, of[1])), most):
        yield Match(each.start(), each.end(), numbers[(each.lastindex or 1) - 1])


def _flat(text: str, form: int) -> str:
    """The text in the form that patterns are written in, each character in its place."""
    return text.translate(_LOWER if form == EXACT else _PLAIN)


@lru_cache(maxsize=1_000)
def _pattern(
    question: Question, forms: tuple[int, ...], form: int
) -> tuple[re.Pattern[str], tuple[int, ...]]:
    chosen = [
        (number, term)
        for number, (term, of) in enumerate(zip(question.terms, forms, strict=True))
        if of == form
    ]
    # Phrases first, so that their words are not marked one by one.
    chosen.sort(key=lambda each: -len(each[1].tokens))
    parts = "|".join(f"({_of_term(term, form)})" for _, term in chosen)
    return re.compile(rf"(?<![^\W_])(?:{parts})"), tuple(number for number, _ in chosen)


def _of_term(term: Term, form: int) -> str:
    words = [_of_word(each[form], form) for each in term.tokens]
    if not term.beginnings:
        return r"[\W_]+".join(words) + _EDGE
    beginnings = term.spellings(form)
    return rf"(?:{'|'.join(_of_word(each, form) for each in beginnings)})(?:[^\W_]|[{_MARKS}])*"


def _of_word(word: str, form: int) -> str:
    """A word as people may have written it: its tone on either vowel, marks of their own."""
    spellings = {word, placed(word, is_whole=False)} if form == EXACT else {word}
    between = f"[{_MARKS}]*" if form == FOLDED else ""
    return "(?:" + "|".join(between.join([*each, ""]) for each in sorted(spellings)) + ")"


_LETTERS = [chr(code) for code in (*range(0x41, 0x250), *range(0x1E00, 0x1F00))]
_LOWER = {ord(each): low for each in _LETTERS if len(low := each.lower()) == 1 and low != each}
_PLAIN = {
    ord(each): flat for each in _LETTERS if len(flat := folded(each.lower())) == 1 and flat != each
}
