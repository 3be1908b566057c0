"""What somebody asks, taken apart: words and quoted phrases; the last word may be a beginning.

Nothing in it is syntax but the quotation marks; what is no word counts for nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from api.search.words.terms import EXACT, FOLDED
from api.search.words.tokens import Token, placed, tokens, words
from api.text.personal_data import holds_citizen_number
from api.text.telephones import telephones

_QUOTED = re.compile(r'["“”„«]([^"“”„«»]*)["“”»]')


@dataclass(frozen=True)
class Term:
    """Words that stand together; a single one may be the beginning of another."""

    tokens: tuple[Token, ...]
    beginnings: tuple[str, ...] = ()

    @property
    def has_marks(self) -> bool:
        """Whether somebody took the trouble to write marks."""
        return any(token.exact != token.folded for token in self.tokens)

    def spellings(self, form: int) -> tuple[str, ...]:
        """A single word as it may stand in the index."""
        if form == EXACT and self.beginnings:
            return self.beginnings
        return (self.tokens[0][form],)


@dataclass(frozen=True)
class Question:
    """The terms, all of which must be found."""

    terms: tuple[Term, ...]

    @property
    def has_phrases(self) -> bool:
        """Whether words must stand beside each other."""
        return any(len(term.tokens) > 1 for term in self.terms)

    def levels(self) -> list[tuple[int, ...]]:
        """The form in which each term is looked for, the closest to what was typed first.

        First as typed; then, where marks were typed on some words only, those alone as typed;
        then all without marks.
        """
        as_typed = (EXACT,) * len(self.terms)
        partly = tuple(EXACT if term.has_marks else FOLDED for term in self.terms)
        loosely = (FOLDED,) * len(self.terms)
        return list(dict.fromkeys((as_typed, partly, loosely)))


def ask(text: str, *, prefix: bool = False) -> Question:
    """The question that a text is; with `prefix` its last word may be the beginning of one.

    Who looks for the number of a citizen asks for nothing.
    """
    if holds_citizen_number(text):
        return Question(())
    return Question(tuple(dict.fromkeys(_terms(_with_whole_numbers(text), prefix=prefix))))


def _with_whole_numbers(text: str) -> str:
    """The text with telephone numbers as one word each, as the index has them."""
    for telephone in reversed([*telephones(text)]):
        text = f"{text[: telephone.start]} {telephone.national} {text[telephone.end :]}"
    return text


def _terms(text: str, *, prefix: bool) -> Iterator[Term]:
    end = 0
    for match in _QUOTED.finditer(text):
        yield from _words(text[end : match.start()])
        phrase = tuple(tokens(match[1]))
        if phrase:
            yield Term(phrase)
        end = match.end()
    rest = list(_words(text[end:]))
    if rest and prefix:
        rest[-1] = _beginning(text[end:], rest[-1])
    yield from rest


def _words(text: str) -> Iterator[Term]:
    for token in tokens(text):
        yield Term((token,))


def _beginning(text: str, last: Term) -> Term:
    """The last word as a beginning: the tone of `hoà` stands elsewhere in `hoàng`."""
    word = words(text)[-1]
    spellings = (last.tokens[0].exact, placed(word, is_whole=False))
    return Term(last.tokens, tuple(dict.fromkeys(spellings)))
