"""The telephone numbers of a text: `frontend/lib/phones.js` finds the same ones."""

import re
from typing import NamedTuple

_SEP = r"(?:\)[ \u00a0.-]?|[ \u00a0.-]\(?)?"

# A bracket belongs to a number where it closes within it.
_OPEN = r"(?:\((?=\+? ?[0-9]{2,4}\)))?"


def _digits(count: int | str) -> str:
    return f"(?:{_SEP}[0-9]){{{count}}}"


# Behind the 0 or the code of the country: of a landline ten digits, of a mobile nine.
_LOCAL = f"(?:2{_digits(9)}|[35789]{_digits(8)})"
_DIALLED = "|".join(
    (
        rf"{_OPEN}\+ ?84\)?(?:{_SEP}0\)?)?{_SEP}{_LOCAL}",
        f"84{_SEP}{_LOCAL}",
        rf"{_OPEN}0{_SEP}{_LOCAL}",
        rf"{_OPEN}02[0-9]{{1,2}}\)? [-–] [0-9]{_digits('6,7')}",
        f"1[89]00(?:{_digits(6)}|{_digits(4)})",
        rf"\+?{_OPEN}[0-9]{_digits('5,14')}",
        "1[0-9]{2,3}",
    )
)
_WORDS = "máy lẻ|máy nhánh|số lẻ|lẻ|nội bộ|nhánh|phím|bấm|extension|ext"
_EXTENSION = (
    rf"(?:{_WORDS})[.:]?(?: số)?:? ?[0-9]{{1,5}}(?![0-9])"
    "(?:[ ,/-]{1,3}[0-9]{1,4}(?![0-9]))*"
)
_FOUND = re.compile(f"({_EXTENSION})|((?:{_DIALLED})(?![0-9]))|[0-9]+", re.IGNORECASE)
_LONG = 6
_URGENT = re.compile("11[1-5]")
_JOINED = re.compile("[ ,/-]*")
_VIETNAMESE = re.compile("84(?:2[0-9]{9}|[35789][0-9]{8})")


class Part(NamedTuple):
    """A piece of a text; `tel` is what to dial, None of what stands between numbers."""

    text: str
    tel: str | None


def phone_parts(text: str) -> list[Part]:
    """The text in pieces; extensions stand beside the numbers."""
    parts, plain, end, last = list[Part](), "", 0, ""
    for found in _FOUND.finditer(text):
        between = text[end : found.start()]
        end = found.end()
        plain += between
        tel = _dialled(found[2]) if found[2] else ""
        if tel and not _ends(tel, last, between):
            parts += (Part(plain, None), Part(found[2], tel))
            plain, last = "", tel
        else:
            plain += found[0]
    return [part for part in (*parts, Part(plain + text[end:], None)) if part.text]


def _ends(tel: str, last: str, between: str) -> bool:
    """Whether it is no number but how the last one also ends: `0238 3870 123/124`."""
    is_short = len(tel) < _LONG <= len(last)
    return is_short and not _URGENT.fullmatch(tel) and bool(_JOINED.fullmatch(between))


def _dialled(number: str) -> str:
    """As a telephone wants it: `+84 (0)912…` without the 0 that is dialled at home alone."""
    bare = re.sub("[^0-9]", "", number)
    if _VIETNAMESE.fullmatch(bare):
        return f"+{bare}"
    is_abroad = number.startswith(("+", "(+"))
    return f"+{re.sub('^840', '84', bare)}" if is_abroad else bare
