"""What is kept of a text to find it by, and the expressions that ask for it.

A term is a token led by the letter of its field and form, so that "in the title" is a word of its
own and needs no positions. Terms hold letters and digits alone: nothing of what somebody typed can
be syntax of a database.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from api.search.words.tokens import LONGEST, joined, pieces, tokens
from api.text.telephones import telephones

T = TypeVar("T")

EXACT, FOLDED = 0, 1
FIELDS = (0, 1, 2)
"""Title, lead, body."""
_CODES = (("a", "c", "e"), ("b", "d", "f"))
_TYPE, _SITE = "y", "s"


@dataclass(frozen=True)
class Words:
    """The words of an object: in order, by form, and the set of its terms."""

    exact: str
    folded: str
    terms: frozenset[str]


def words_of(texts: Sequence[str]) -> Words:
    """The words of a title, a lead and a body."""
    exact: list[str] = []
    folded: list[str] = []
    terms: set[str] = set()
    for field, (text, known) in enumerate(zip(texts, _KNOWN, strict=True)):
        parts = pieces(text)
        exact += map(known.exact.__getitem__, parts)
        folded += map(known.folded.__getitem__, parts)
        terms.update(*map(known.terms.__getitem__, set(parts)))
        # However a number is spaced, it is one word too.
        for telephone in telephones(text):
            for form, words in ((EXACT, exact), (FOLDED, folded)):
                word = coded(form, field, telephone.national)
                words.append(f" {word}")
                terms.add(word)
    return Words(f"{''.join(exact)} ", f"{''.join(folded)} ", frozenset(terms))


class _Kept(dict[str, T]):
    """What `make` gives of a piece, made once: a text repeats most of its words, and others too."""

    def __init__(self, make: Callable[[str], T]) -> None:
        self._make = make

    def __missing__(self, piece: str) -> T:
        made = self._make(piece)
        if len(self) == _MOST_KEPT:
            self.clear()
        if len(piece) <= LONGEST:
            self[piece] = made
        return made


_MOST_KEPT = 4_096
_TOKENS = _Kept(tokens)


class _Known:
    """The words of pieces in a field, each behind a space, and their terms."""

    def __init__(self, codes: Sequence[str]) -> None:
        self._codes = codes
        self.exact = _Kept(partial(self._coded_words, EXACT))
        self.folded = _Kept(partial(self._coded_words, FOLDED))
        self.terms = _Kept(self._terms)

    def _coded_words(self, form: int, piece: str) -> str:
        return "".join(f" {self._codes[form]}{token[form]}" for token in _TOKENS[piece])

    def _terms(self, piece: str) -> frozenset[str]:
        tokens = (*_TOKENS[piece], *joined(piece))
        return frozenset(
            self._codes[form] + token[form] for token in tokens for form in (EXACT, FOLDED)
        )


_KNOWN = tuple(_Known(codes) for codes in zip(*_CODES, strict=True))


def coded(form: int, field: int, word: str) -> str:
    """The term of a word in a field."""
    return _CODES[form][field] + word


def type_term(name: str) -> str:
    """The term that all objects of a type have."""
    return _TYPE + name


def site_term(slug: str) -> str:
    """The term that all objects of a site have."""
    return _SITE + slug


@dataclass(frozen=True)
class Expression:
    """A question to the index, as each database writes it."""

    sqlite: str
    postgresql: str


def term(text: str) -> Expression:
    """What has this term."""
    return Expression(f'"{text}"', f"'{text}'")


def beginning(text: str, spellings: Sequence[str] | None) -> Expression:
    """What has a term that begins so: one of `spellings`, where these are known."""
    if spellings is None:
        return Expression(f'"{text}" *', f"'{text}':*")
    # The text itself is no term where none begins so.
    return Expression(either(map(term, spellings or [text])).sqlite, f"'{text}':*")


def every(parts: Iterable[Expression]) -> Expression:
    """What all of them find."""
    return _between(list(parts), " AND ", " & ")


def either(parts: Iterable[Expression]) -> Expression:
    """What any of them finds."""
    return _between(list(parts), " OR ", " | ")


def without(expression: Expression, but: Sequence[Expression]) -> Expression:
    """What the first finds and none of the others."""
    if not but:
        return expression
    others = either(but)
    return Expression(
        f"({expression.sqlite} NOT {others.sqlite})",
        f"({expression.postgresql} & !{others.postgresql})",
    )


def _between(parts: list[Expression], sqlite: str, postgresql: str) -> Expression:
    if len(parts) == 1:
        return parts[0]
    return Expression(
        f"({sqlite.join(part.sqlite for part in parts)})",
        f"({postgresql.join(part.postgresql for part in parts)})",
    )
