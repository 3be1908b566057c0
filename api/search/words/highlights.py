"""Shows where a text holds what was asked for: matches in `<mark>`, everything else escaped."""

import html
import re
from codecs import charmap_build, charmap_encode
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from api.search.words.query_parser import Question, Term
from api.search.words.terms import EXACT, FOLDED
from api.search.words.tokens import folded, placed
from api.text.telephones import is_telephone

LENGTH = 240
"""Of a body about so many characters are shown."""
_FEW = 24
"""The place that matches best is looked for among so many matches."""
_NEAR = (400, 1_500, None)
"""It is looked for in the beginning first: most texts say there what they are about."""
_BEFORE = 60
_MARKS = "\u0300-\u036f"
_SPACING = r"[ .()\u00a0-]{0,2}"
_EDGE = rf"(?![^\W_]|[{_MARKS}])"


Match = tuple[int, int, int]
"""A place in a text, from where to where, and which term stands there."""


def whole(text: str, question: Question, forms: Sequence[int]) -> str:
    """All of a short text."""
    return _marked(text, 0, len(text), _matches(text, question, forms))


def best_place(text: str, question: Question, forms: Sequence[int]) -> str | None:
    """The place where most of the terms stand together, None where there is none."""
    terms = len(question.terms)
    for near in _NEAR:
        matches = _matches(text[:near], question, forms, _FEW)
        start, variety = _densest(matches, terms)
        if variety == terms:
            break
    if not matches:
        return None
    start, end = _bounds(text, start)
    shown = _marked(text, start, end, matches)
    return ("… " if start else "") + shown + (" …" if end < len(text) else "")


def _densest(matches: Sequence[Match], terms: int) -> tuple[int, int]:
    """Where the first match is behind which most of the terms stand near, and how many do."""
    best, place = 0, 0
    for number, (start, _, _) in enumerate(matches):
        variety = _variety(matches, number, start + LENGTH - _BEFORE)
        if variety > best:
            best, place = variety, start
        if best == terms:
            break
    return place, best


def _variety(matches: Sequence[Match], first: int, reach: int) -> int:
    """How many terms stand between one match and where they may reach to."""
    terms = set()
    for number in range(first, len(matches)):
        _, end, term = matches[number]
        if end > reach:
            break
        terms.add(term)
    return len(terms)


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
    for first, last, _ in matches:
        if at <= first and last <= end:
            shown += [text[at:first], _OPEN, text[first:last], _CLOSE]
            at = last
    escaped = html.escape("".join([*shown, text[at:end]]).replace("\n", " ").strip())
    return escaped.replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")


# Stand for the marks where text is escaped; no text holds them, since controls are refused.
_OPEN, _CLOSE = "\x02", "\x03"


def _matches(
    text: str, question: Question, forms: Sequence[int], most: int | None = None
) -> list[Match]:
    """All matches in their order, or the first ones."""
    chosen = tuple(forms)
    matches = [
        match for form in set(forms) for match in _of_form(text, question, (chosen, form), most)
    ]
    return sorted(matches)


def _of_form(
    text: str, question: Question, of: tuple[tuple[int, ...], int], most: int | None
) -> Iterator[Match]:
    pattern, numbers = _pattern(question, *of)
    for match in islice(pattern.finditer(_flat(text, of[1])), most):
        yield *match.span(), numbers[(match.lastindex or 1) - 1]


def _flat(text: str, form: int) -> str:
    """The text in the form that patterns are written in, each character in its place."""
    small = text.lower()
    if form != FOLDED:
        return small if len(small) == len(text) else text.translate(_LOWER)
    try:
        # Thrice as quick as a translation, for texts of no other letters than Vietnamese ones.
        return charmap_encode(small, "strict", _CODES)[0].translate(_BASES).decode("ascii")
    except UnicodeEncodeError:
        return text.translate(_PLAIN)


@lru_cache(maxsize=1_000)
def _pattern(
    question: Question, forms: tuple[int, ...], form: int
) -> tuple[re.Pattern[str], tuple[int, ...]]:
    """What finds the terms of one form; the term of each group, of which one ends each match."""
    chosen = [
        (number, term)
        for number, (term, of) in enumerate(zip(question.terms, forms, strict=True))
        if of == form
    ]
    # Phrases first, so that their words are not marked one by one.
    chosen.sort(key=lambda pair: -len(pair[1].tokens))
    parts = [(part, number) for number, term in chosen for part in _of_term(term, form)]
    return re.compile("|".join(f"{part}()" for part, _ in parts)), tuple(n for _, n in parts)


def _of_term(term: Term, form: int) -> Iterator[str]:
    """A term in each spelling of its first word, whose first letter stands by itself.

    An expression whose every branch begins with a letter is looked for quickly.
    """
    further = "".join(
        rf"[\W_]+(?:{'|'.join(_of_word(token[form], form))})" for token in term.tokens[1:]
    )
    for word in term.spellings(form):
        for first in _of_word(word, form):
            end = further + _EDGE if not term.beginnings else rf"(?:[^\W_]|[{_MARKS}])*"
            yield rf"{first[0]}(?<![^\W_]{first[0]}){first[1:]}{end}"


def _of_word(word: str, form: int) -> list[str]:
    """A word as people may have written it: its tone on either vowel, marks of their own."""
    if is_telephone(word):
        if not word.startswith("0"):
            return [_SPACING.join(word)]
        abroad = rf"84{_SPACING}(?:\(0\){_SPACING})?"
        return [first + _SPACING.join(word[1:]) for first in (f"0{_SPACING}", abroad)]
    spellings = {word, placed(word, is_whole=False)} if form == EXACT else {word}
    between = f"[{_MARKS}]*" if form == FOLDED else ""
    return [between.join([*spelling, ""]) for spelling in sorted(spellings)]


def _table(change: Callable[[str], str]) -> str:
    """What each character becomes, as far as that is one character; the others stay."""
    changed = ((chr(code), change(chr(code))) for code in range(0x1F00))
    return "".join(new if len(new) == 1 else old for old, new in changed)


_LOWER = _table(str.lower)
_PLAIN = _table(lambda character: folded(character.lower()))
_ASCII = "".join(map(chr, range(128)))
_LETTERS = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_SIGNS = "–—“”‘’…•"
_CODES = charmap_build(_ASCII + _LETTERS + _SIGNS)
_BASES = (_ASCII + _LETTERS.translate(_PLAIN) + "-" * len(_SIGNS)).encode("ascii").ljust(256)
