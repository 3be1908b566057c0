"""Sees the words by which gambling is sold, however they are disguised. It only tells."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

# As they are spelt; each letter also counts without its marks, and as the digit that looks like it.
_PHRASES = (
    *("nhà cái", "tài xỉu", "nổ hũ", "quay hũ", "lô đề", "lô xiên", "bạch thủ lô"),
    *("cá cược", "cá độ", "đặt cược", "game bài", "đánh bài online", "đổi thưởng", "xóc đĩa"),
    *("soi kèo", "kèo nhà cái", "tỷ lệ kèo", "kèo bóng", "soi cầu"),
    *("xì dách", "rồng hổ", "bầu cua online", "đá gà online", "đá gà trực tiếp", "cờ bạc online"),
    *("đánh bạc online", "xổ số online", "nạp rút", "nạp đầu", "hoàn cược", "vòng cược"),
    *("casino", "baccarat", "blackjack", "roulette", "sicbo", "jackpot", "slot game", "poker"),
    *("freebet", "sportsbook", "esports betting"),
)
# Written together, these are part of a longer word too: `nhacaiuytin`, `#gamebaidoithuong`.
_TOGETHER = re.compile(
    "nhacai|taixiu|cacuoc|cadobong|gamebai|doithuong|xocdia|soikeo|keobong|lodeonline|nohu[0-9]"
)
# Names of such houses: `w88`, `8xbet`, `sunwin`; but `km88`, `QL88` are places on a road.
_BRAND = re.compile(
    r"(?<![\w.@/-])(?:(?:[a-z]?[0-9]{1,3}[a-z]?|fun|ku|de|sh|dafa|one|lucky|nova|sky|bong)bet[0-9]{0,3}"
    r"|(?!km|ql|tl|hl|dt|dh|so)[a-z]{1,5}(?:88|789)|(?:sun|i|go|zo|rik|vip)(?:win|vip)|okvip"
    r"|(?:hit|man|sao|b52|789)club)(?![\w@-])"
)
_LOOKS_LIKE = {"a": "4@", "e": "3", "i": "1!l|", "o": "0", "s": "5$", "t": "7", "g": "9", "b": "8"}
# Of other alphabets, letters that look like ours.
_FOREIGN = str.maketrans("асеіорхуѕԁһαορν", "aceiopxysdhaopv")
_BETWEEN = r"[\W_]{0,2}"
_MARKS = re.compile("[\u0300-\u036f]")
_TONES = re.compile("[\u0300\u0301\u0303\u0309\u0323]")


def _class_of(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter)
    base = _MARKS.sub("", apart).replace("đ", "d")
    without_tone = unicodedata.normalize("NFC", _TONES.sub("", apart))
    return f"[{letter}{without_tone}{base}{_LOOKS_LIKE.get(base, '')}]"


def _pattern_of(phrase: str) -> str:
    syllables = (_BETWEEN.join(map(_class_of, part)) for part in phrase.split())
    return r"[\W_]{0,3}".join(syllables)


@cache
def _disguised() -> re.Pattern[str]:
    # Compiled when it is first needed: it takes as long as all the others of the program.
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(map(_pattern_of, _PHRASES))})(?![^\W_])")


def spam_words(text: str) -> list[str]:
    """The words of gambling in a text as they stand there, each once, in order."""
    plain = unicodedata.normalize("NFKC", text).lower().translate(_FOREIGN)
    placed = sorted((match.start(), " ".join(match[0].split())) for match in _all(plain))
    return list(dict.fromkeys(word for _, word in placed))


def _all(plain: str) -> Iterator[re.Match[str]]:
    for pattern in (_disguised(), _TOGETHER, _BRAND):
        yield from pattern.finditer(plain)
