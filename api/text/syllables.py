"""Tells whether letters make a Vietnamese syllable. Knows no word and no meaning."""

import re
import unicodedata
from functools import lru_cache

_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE = re.compile(f"[{_TONES}]")
# What ends in a stop has no other tone than these, and always one of them.
_OF_STOPS = "\u0301\u0323"
_LISTED = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu
    iêc iêm iên iêng iêp iêt iêu y yêm yên yêng yêt yêu o oc oi om on ong op ot oong ooc
    oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet
    ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut
    uâc uân uâng uât uây uê uêch uên uênh uơ uy uya uych uyn uynh uyt uyu uyên uyêt
    uôc uôi uôm uôn uông uôt ư ưa ưc ưi ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
    """
_RIMES = frozenset(_LISTED.split())
_LISTED_AFTER_Q = """
    a ac ach ai an ang anh ao at au ay ăc ăm ăn ăng ăp ăt ân âng ât ây âc
    e en eo et ê êch ên ênh êt i y ych ynh yt yên yêt it ơ ôc
    """
_AFTER_Q = frozenset(_LISTED_AFTER_Q.split())
_ONSET = re.compile("ngh|ng|nh|gh|gi|ch|kh|ph|th|tr|qu|[bcdđghklmnrstvx]|")
_FRONT = frozenset("eêiy")
_BEFORE_Y = frozenset(["", "h", "k", "l", "m", "n", "s", "t", "th", "v"])
_STOPS = ("c", "ch", "p", "t")


@lru_cache(maxsize=4_096)
def is_syllable(word: str) -> bool:
    """Whether a word in small letters is one, spelt as Vietnamese is; its tone on any vowel."""
    apart = unicodedata.normalize("NFD", word)
    tones = _TONE.findall(apart)
    letters = unicodedata.normalize("NFC", _TONE.sub("", apart))
    if len(tones) > 1:
        return False
    return any(_fits(onset, letters[len(onset) :], tones) for onset in _onsets(letters))


def _onsets(letters: str) -> list[str]:
    onset = _ONSET.match(letters)
    first = onset[0] if onset else ""
    # `gì` and `giếng`: the i is the vowel, or the beginning of it.
    return [first, "g"] if first == "gi" else [first]


def _fits(onset: str, rime: str, tones: list[str]) -> bool:
    if rime.endswith(_STOPS) and not (tones and tones[0] in _OF_STOPS):
        return False
    if onset == "qu":
        return rime in _AFTER_Q
    return rime in _RIMES and _is_spelt(onset, rime)


def _is_spelt(onset: str, rime: str) -> bool:
    """`k gh ngh` stand before e ê i y, `c g ng` before all others; y alone behind a few."""
    is_front = rime[0] in _FRONT
    if rime == "y" and onset not in _BEFORE_Y:
        return False
    if onset in ("k", "gh", "ngh"):
        return is_front
    if onset in ("c", "ng"):
        return not is_front
    return onset != "g" or not is_front or rime[0] == "i"
