"""The words of a Vietnamese text, in an exact and a folded form; knows no database.

Both databases are handed these tokens ready made, so what is found is the same on both.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from api.text.characters import without_look_alikes

LONGEST = 64
"""Of a longer word, in a text as in a question, only so many characters count."""

# Letters of Ê-đê and H'Mông keep marks that no single character holds.
_MARKS = "\u0300-\u036f"
_WORD = re.compile(rf"(?:[^\W_][{_MARKS}]*)+")
# `H'Mông` and `26.239` are also looked for as `HMông` and `26239`.
_JOINED = re.compile(
    rf"(?:[^\W_][{_MARKS}]*)+(?:['’ʼ](?:[^\W_][{_MARKS}]*)+)+|\d{{1,3}}(?:[.,]\d{{3}})+(?![\w.,]\d)"
)
_PERHAPS_JOINED = re.compile(r"['’ʼ]|\d[.,]\d")
_APART = re.compile(r"['’ʼ.,]")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
# No decomposition leads from these letters to their base.
_STROKES = str.maketrans({"đ": "d", "ƀ": "b", "ơ": "o", "ư": "u", "ł": "l", "ø": "o", "ı": "i"})
_MARK = re.compile(f"[{_MARKS}]+")


class Token(NamedTuple):
    """One word: as it is written, and without its marks."""

    exact: str
    folded: str


def words(text: str) -> list[str]:
    """The words of a text that is NFC, in small letters, otherwise as written."""
    return _WORD.findall(text.lower())


def pieces(text: str) -> list[str]:
    """What stands between spaces, in NFC: no word goes over a space."""
    return _normal(text).split(" ")


def tokens(text: str) -> list[Token]:
    """The tokens of a text, in order."""
    return [token(word) for word in words(_normal(text))]


def _normal(text: str) -> str:
    """A text in NFC, with the letters that are meant: those of files are kept as they came."""
    return unicodedata.normalize("NFC", without_look_alikes(text))


def joined(text: str) -> Iterator[Token]:
    """The further tokens of words and numbers that a sign parts: `hmông`, `26239`."""
    if _PERHAPS_JOINED.search(text):
        for whole in _JOINED.findall(text.lower()):
            yield token(_APART.sub("", whole))


def token(word: str) -> Token:
    """The token of one word in small letters: the tone stands on its usual vowel."""
    word = word[:LONGEST]
    exact = placed(word, is_whole=True)
    return Token(exact, folded(exact))


def folded(word: str) -> str:
    """A word without its marks; `đ` is `d`."""
    if word.isascii():
        return word
    flat = unicodedata.normalize("NFD", word.translate(_STROKES))
    return _MARK.sub("", flat.translate(_STROKES))


def placed(word: str, *, is_whole: bool) -> str:
    """A word whose tone stands where it usually does: `hoà` is `hòa`, `thuỷ` is `thủy`.

    Of an open syllable that is the first vowel, of a closed one the second. The beginning of a
    word may become either.
    """
    if word.isascii() or not _GLIDE.search(word):
        return word
    apart = unicodedata.normalize("NFD", word)
    moved = _TONED_GLIDE.sub(_onto_second, apart)
    if is_whole:
        moved = _OPEN.sub(r"\1\3\2", moved)
    return unicodedata.normalize("NFC", moved)


_GLIDE = re.compile("[oòóỏõọuùúủũụ][aàáảãạeèéẻẽẹyỳýỷỹỵ]")
# `qu` is a consonant: in `quý` the tone stands on the only vowel.
_TONED_GLIDE = re.compile(rf"(q?)(o|u)([{_TONES}])(a|e|y)(?![{_MARKS}])")
_OPEN = re.compile(rf"((?<!q)o(?=[ae])|(?<!q)u(?=y))(a|e|y)([{_TONES}])$")


def _onto_second(match: re.Match[str]) -> str:
    q, glide, tone, vowel = match.groups()
    if glide == "u" and vowel != "y" and not q:
        return match[0]  # In `của` and `mùa` the first vowel is the vowel.
    return f"{q}{glide}{vowel}{tone}"
