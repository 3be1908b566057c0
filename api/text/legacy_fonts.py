"""Text that was written for the fonts of before Unicode: which encoding it is in, and what it says.

In such a text other characters stand for Vietnamese letters, and the font draws them. What may be
Unicode, Vietnamese or foreign, is never taken for it.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from api.text.characters import without_look_alikes
from api.text.syllables import is_syllable

_GRAVE, _ACUTE, _TILDE, _HOOK, _DOT = "\u0300\u0301\u0303\u0309\u0323"
# A text that has one of these is written in Unicode, whatever else stands in it.
_MODERN = re.compile("[ăĂđĐơƠưƯĩĨũŨ\u0300-\u036f\u1ea0-\u1ef9]")
_WORD = re.compile(r"[A-Za-z\xa1-\xff]+")
_FOREIGN = re.compile(r"[\xa1-\xff]")
_LETTER = re.compile("[A-Za-z]")
_FONT = re.compile(r"\.Vn[A-Z]|VNI-[A-Z]")
_ENOUGH = 2
_FEW = 0.5
# Hardly a sentence does without one of these, in TCVN3 or in VNI; in Unicode they are rare.
_FREQUENT = "®¬µ¸¶øûä"
_KNOWN_FOREIGN = frozenset(["où"])


@dataclass(frozen=True, eq=False)
class Encoding:
    """An encoding of fonts: what its characters stand for, and what nothing else writes."""

    code: str
    letters: dict[str, str]
    telling: re.Pattern[str]

    @cached_property
    def _sequence(self) -> re.Pattern[str]:
        # The longest first: of `aù` both stand for one letter.
        ordered = sorted(self.letters, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, ordered)))

    def read(self, text: str, *, in_capitals: bool = False) -> str:
        """What a text in this encoding says; `in_capitals` where its font draws nothing else."""
        is_loud = in_capitals or _is_upper(text)
        return _WORD.sub(lambda word: self._word(word[0], is_loud=is_loud), text)

    def _word(self, word: str, *, is_loud: bool) -> str:
        read = self._sequence.sub(lambda match: self.letters[match[0]], word)
        # Fonts of capitals draw small letters: of them only the plain ones are written as capitals.
        is_upper = is_loud or (len(_LETTER.findall(word)) > 1 and _is_upper(word))
        return read.upper() if is_upper else read


class Evidence(NamedTuple):
    """How many words make sense in an encoding alone, how many do not, and whether one tells it."""

    good: int
    bad: int
    is_telling: bool

    @property
    def is_enough(self) -> bool:
        """Whether the words are in that encoding."""
        most = self.good * _FEW
        return self.bad <= most and (self.good >= _ENOUGH or (self.is_telling and self.good > 0))


def names_font(markup: str) -> bool:
    """Whether HTML asks for a font of before Unicode."""
    # A single letter is sought much faster than three.
    return "=" in markup and (".Vn" in markup or "VNI-" in markup) and bool(_FONT.search(markup))


def may_be(text: str) -> bool:
    """Whether a closer look is worth it: quick, and false for nearly every text."""
    return not text.isascii() and not _MODERN.search(text)


def may_hold(markup: str) -> bool:
    """The same of HTML: a part of it may be in Unicode, and letters may be references."""
    if _MODERN.search(markup):
        return names_font(markup) or any(map(markup.__contains__, _FREQUENT))
    return not markup.isascii() or "&" in markup


def encoding_of(texts: Iterable[str], *, has_font: bool = False) -> Encoding | None:
    """The encoding that texts which belong together are in; None where they are in none."""
    words = _words(texts)
    weighed = [(encoding, _weigh(words, encoding)) for encoding in ENCODINGS] if words else []
    best = max(weighed, key=lambda one: (one[1].good, one[1].is_telling), default=None)
    if best is None:
        return None
    encoding, evidence = best
    if has_font:
        # That says more than a word that makes no sense, such as an abbreviation.
        evidence = evidence._replace(bad=evidence.bad // 2, is_telling=True)
    return encoding if evidence.is_enough else None


def is_in(text: str, encoding: Encoding) -> bool:
    """Whether a text that belongs to others in an encoding is in it too."""
    if not may_be(text):
        return False
    evidence = _weigh(_words([text]), encoding)
    return evidence.bad <= evidence.good > 0 or bool(encoding.telling.search(text))


def _words(texts: Iterable[str]) -> set[str]:
    """The words that no plain letters could write, but for some that stand in foreign texts."""
    candidates = (word for text in texts if may_be(text) for word in _WORD.findall(text))
    return {
        word for word in candidates if _FOREIGN.search(word) and word.lower() not in _KNOWN_FOREIGN
    }


def _weigh(words: Iterable[str], encoding: Encoding) -> Evidence:
    evidence = [_of_word(word, encoding) for word in words if _LETTER.search(word)]
    good, bad, telling = zip(*evidence, strict=True) if evidence else ((), (), ())
    return Evidence(sum(good), sum(bad), any(telling))


# Fields such as tags bring the same words again and again.
@lru_cache(maxsize=4_096)
def _of_word(word: str, encoding: Encoding) -> Evidence:
    makes_sense = is_syllable(encoding.read(word).lower())
    # What is a word either way speaks for neither.
    is_good = makes_sense and not _is_vietnamese(word)
    return Evidence(is_good, not makes_sense, is_good and bool(encoding.telling.search(word)))


def _is_vietnamese(word: str) -> bool:
    """Whether a word is one as it stands."""
    is_written_so = word in (word.lower(), word.upper(), word.capitalize())
    return is_written_so and is_syllable(without_look_alikes(word).lower())


def _is_upper(text: str) -> bool:
    letters = "".join(_LETTER.findall(text))
    return letters.isupper()


_TCVN3 = dict(
    zip(
        "¡¢£¤¥¦§¨©ª«¬\xad®µ¶·¸¹»¼½¾ÆÇÈÉÊËÌÎÏÐÑÒÓÔÕÖ×ØÜÝÞßáâãäåæçèéêëìíîïñòóôõö÷øùúûüýþ",
        "ĂÂÊÔƠƯĐăâêôơưđàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ",
        strict=True,
    )
)
_TONES_IN_VNI = {"ø": _GRAVE, "ù": _ACUTE, "õ": _TILDE, "û": _HOOK, "ï": _DOT}
_ROOFED_IN_VNI = {"â": "", "à": _GRAVE, "á": _ACUTE, "ã": _TILDE, "å": _HOOK, "ä": _DOT}
_CUPPED_IN_VNI = {"ê": "", "è": _GRAVE, "é": _ACUTE, "ü": _TILDE, "ú": _HOOK, "ë": _DOT}
_ALONE_IN_VNI = {
    "ô": "ơ",
    "ö": "ư",
    "ñ": "đ",
    "î": "ỵ",
    "í": "í",
    "ì": "ì",
    "æ": "ỉ",
    "ó": "ĩ",
    "ò": "ị",
}


def _vni() -> dict[str, str]:
    """A letter and the sign behind it that gives its marks."""
    small = dict(_ALONE_IN_VNI)
    for letters, marks, signs in (
        ("aeouy", "", _TONES_IN_VNI),
        ("ôö", "", _TONES_IN_VNI),
        ("aeo", "\u0302", _ROOFED_IN_VNI),
        ("a", "\u0306", _CUPPED_IN_VNI),
    ):
        for letter in letters:
            base = _ALONE_IN_VNI.get(letter, letter) + marks
            for sign, tone in signs.items():
                small[letter + sign] = unicodedata.normalize("NFC", base + tone)
    return small | {
        spelt: read.upper()
        for letters, read in small.items()
        for spelt in (letters.upper(), letters.capitalize())
    }


TCVN3 = Encoding(
    "tcvn3",
    _TCVN3,
    re.compile("[A-Za-z][¡-©«-®µ-¹»-¾]|[\xad®¬][a-z]|[a-z][Æ-Þ]"),
)
VNI = Encoding(
    "vni", _vni(), re.compile("[aeoAEO][à-åÀ-Å]|[aeouyAEOUY][øùûõØÙÛÕ]|[ôöÔÖ][øùõûïØÙÕÛÏ]")
)
ENCODINGS = (TCVN3, VNI)
