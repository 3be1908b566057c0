"""What is kept of a text to find it by, and the expressions that ask for it.

A term is a token led by the letter of its field and form, so that "in the title" is a word of its
own and needs no positions. Terms hold letters and digits alone: nothing of what somebody typed can
be syntax of a database.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from api.search.tokens import joined, pieces, tokens

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
    for text, *codes in zip(texts, *_CODES, strict=True):
        written = pieces(text)
        # A text repeats most of its words, so each is looked at once.
        known = {each: _piece(each, *codes) for each in set(written)}
        exact_of = {each: of.exact for each, of in known.items()}
        folded_of = {each: of.folded for each, of in known.items()}
        if "" in exact_of.values():
            written = [each for each in written if exact_of[each]]
        exact += map(exact_of.__getitem__, written)
        folded += map(folded_of.__getitem__, written)
        terms.update(*[each.terms for each in known.values()])
    return Words(f" {' '.join(exact)} ", f" {' '.join(folded)} ", frozenset(terms))


@lru_cache(maxsize=30_000)
def _piece(piece: str, x: str, f: str) -> Words:
    """The words of what stands between two spaces, in the field of these codes."""
    found = tokens(piece)
    exact, folded = [x + each.exact for each in found], [f + each.folded for each in found]
    also = (code for each in joined(piece) for code in (x + each.exact, f + each.folded))
    return Words(" ".join(exact), " ".join(folded), frozenset((*exact, *folded, *also)))


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


def term(text: str, *, is_prefix: bool = False) -> Expression:
    """What has this term, or one that begins so."""
    return Expression(
        f'"{text}" *' if is_prefix else f'"{text}"', f"'{text}':*" if is_prefix else f"'{text}'"
    )


def every(parts: Iterable[Expression]) -> Expression:
    """What all of them find."""
    return _between(list(parts), " AND ", " & ")


def either(parts: Iterable[Expression]) -> Expression:
    """What any of them finds."""
    return _between(list(parts), " OR ", " | ")


def without(found: Expression, but: Sequence[Expression]) -> Expression:
    """What the first finds and none of the others."""
    if not but:
        return found
    others = either(but)
    return Expression(
        f"({found.sqlite} NOT {others.sqlite})", f"({found.postgresql} & !{others.postgresql})"
    )


def _between(parts: list[Expression], sqlite: str, postgresql: str) -> Expression:
    if len(parts) == 1:
        return parts[0]
    return Expression(
        f"({sqlite.join(each.sqlite for each in parts)})",
        f"({postgresql.join(each.postgresql for each in parts)})",
    )
