"""The order of Vietnamese words, as bytes that a database can compare."""

import unicodedata
from functools import lru_cache

from api.text.characters import LOOK_AT

MAX_SORT_KEY = 512


def sort_key(text: str) -> bytes:
    """Give bytes whose plain order is that of a Vietnamese dictionary, at most 512 of them.

    Letters are compared over the whole text (a ă â b c d đ e ê …), word by word, digits before
    them and other scripts after; then the tones of the words (level, huyền, hỏi, ngã, sắc,
    nặng); then case, small letters first. Punctuation only separates words.
    """
    pieces = unicodedata.normalize("NFC", text[:LOOK_AT]).split(" ")
    letters, tones, cases = map(b"".join, zip(*map(_weigh, pieces), strict=True))
    return (letters.removesuffix(_WORD_END) + _END + tones + _END + cases)[:MAX_SORT_KEY]


# The same few thousand syllables come again and again.
@lru_cache(maxsize=4096)
def _weigh(piece: str) -> tuple[bytes, bytes, bytes]:
    """The letters, tones and cases of what stands between two spaces."""
    letters, tones, cases = bytearray(), bytearray(), bytearray()
    word_tone = 0
    for character in piece + " ":
        weights = _WEIGHTS.get(character) or _foreign_weights(character)
        if weights is not None:
            weight, tone, case = weights
            letters += weight
            cases.append(case)
            # A tone belongs to the syllable: hoà and hòa differ in their spelling only.
            word_tone = max(tone, word_tone)
        elif word_tone and not unicodedata.combining(character):
            letters += _WORD_END
            tones.append(word_tone)
            word_tone = 0
    return bytes(letters), bytes(tones), bytes(cases)


_END = b"\x01"
_WORD_END = b"\x02"
_Weights = tuple[bytes, int, int]
_ALPHABET = "0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_TONES = ("", "\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
_FOREIGN_MARK = len(_TONES) + 2


def _foreign_weights(character: str) -> _Weights | None:
    """Weigh a letter outside the alphabet as its base letter, else behind all Latin ones."""
    if not character.isalpha():
        return None
    case = 3 if character.isupper() else 2
    base = _WEIGHTS.get(unicodedata.normalize("NFD", character)[0])
    if base is not None:
        return base[0], _FOREIGN_MARK, case
    return b"\xff" + character.lower().encode("utf-8", "surrogatepass"), 2, case


def _vietnamese_weights() -> dict[str, _Weights]:
    weights: dict[str, _Weights] = {}
    for place, letter in enumerate(_ALPHABET):
        for tone, mark in enumerate(_TONES, start=2):
            toned = unicodedata.normalize("NFC", letter + mark)
            if len(toned) == 1:
                weights[toned] = (bytes([place + 3]), tone, 2)
                if toned.upper() != toned:
                    weights[toned.upper()] = (bytes([place + 3]), tone, 3)
    return weights


_WEIGHTS = _vietnamese_weights()
