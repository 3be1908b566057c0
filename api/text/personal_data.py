"""Sees personal data in a text: numbers of citizens, cards, telephones, and whose petition it is.

It only tells (Law 91/2025/QH15 counts all of it as personal data); what to do is for who asks. What
it shows is masked, so that a report of it is none itself.
"""

import re
from bisect import bisect
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from api.text.telephones import DIGITS, runs, telephones

CODE = "personal_data"
CITIZEN_NUMBER, BANK_CARD, TELEPHONE, PETITION = KINDS = (
    "citizen_number", "bank_card", "telephone", "petition",
)  # fmt: skip
MASK = "•"

_GROUP = re.compile("[0-9]+")
_SEP = r"[ .\u00a0-]"
# How twelve digits may be grouped; the nine of before count only where they are named.
_TWELVE = ((3, 3, 3, 3), (3, 3, 6), (4, 4, 4), (3, 1, 2, 6), (3, 9), (6, 6))
_NINE = ((3, 3, 3), (3, 6), (2, 7))
# In the boxes of a form each digit stands alone.
_BOXES = (1,) * 12


def _grouped(shapes: Iterable[tuple[int, ...]]) -> str:
    shown = (_SEP.join(f"[0-9]{{{count}}}" for count in shape) for shape in shapes)
    return f"(?:{'|'.join(shown)})(?![.-]?[0-9])"


_CITIZEN = re.compile(
    r"(?<![0-9])(?<![0-9][.-])"
    rf"(?:[0-9]{{12}}(?![0-9])|{_grouped((*_TWELVE, _BOXES))}"
    rf"|[0-9]{{9}}(?![0-9])|{_grouped(_NINE)})"
)
# Of the provinces of 2012, whose codes the numbers keep, whatever was merged since.
_PROVINCES = frozenset(
    f"{code:03}"
    for code in (
        *(1, 2, 4, 6, 8, 10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33, 34, 35),
        *(36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66, 67, 68, 70),
        *(72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96),
    )
)
_DIGITS = 12
_FEWEST_DIGITS = 8
"""Of a telephone of a service; every other number has more."""
_LAST_YEAR_OF_THIS_CENTURY = 40
_NAMED_CITIZEN = re.compile(
    r"CCCD|CMND|CMT|\bCC\b|căn cước|chứng minh|định danh cá nhân|hộ chiếu", re.IGNORECASE
)
_LABEL = re.compile(rf"(?:{_NAMED_CITIZEN.pattern})(?:\s*số)?\s*:?\s*\Z", re.IGNORECASE)
_NAMED_ACCOUNT = re.compile(r"tài khoản|\bS?TK\b|account", re.IGNORECASE)
_NAMED_CARD = re.compile(r"\bthẻ\b|\bcard\b|visa|master|napas|\bjcb\b|\bATM\b", re.IGNORECASE)
_NEAR = 40
_MONEY = re.compile(r"\s?(?:đồng|đ\b|₫|VNĐ|VND|USD)", re.IGNORECASE)
_OF_DOCUMENT = re.compile(r"\s?/\s?[^\W\d_]")
_CARD = re.compile(r"(?<![0-9])[2-9][0-9]{3}(?:[ \u00a0-]?[0-9]){9,15}(?![0-9])")
_PREFIX = re.compile("4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|35(?:2[89]|[3-8])|3[47]|9704|62")
_FOURS = re.compile(r"[0-9]{4}([ \u00a0-])[0-9]{4}\1[0-9]{4}\1[0-9]{4}(?:\1[0-9]{3})?")
_PETITION = re.compile(
    r"(?<!hóa )(?<!hoá )(?<!thực )\bđơn\b(?! vị| giá| nguyên)(?:\s+[\w/.()-]{1,20},?){0,9}?"
    r"\s+(?:của\s+)?(?:các\s+)?(?:(?:hộ|gia đình)\s+)?"
    r"(?:ông|bà|cụ|anh|chị|em|cháu|công dân)\b(?:\s*[/,(]?\s*(?:ông|bà)\b\)?)?[\s:,]+",
    re.IGNORECASE,
)
_NAME = re.compile(r"[^\W\d_]+")
_NAME_MOST = 6
# Who is called so holds an office.
_OF_OFFICE = frozenset(
    {"chủ", "phó", "bí", "trưởng", "giám", "hội", "ban", "ủy", "uỷ", "công", "cán", "thủ", "bộ"}
)


class Finding(NamedTuple):
    """Personal data in a text: of which kind, where it stands, and what can be shown of it."""

    kind: str
    start: int
    end: int
    shown: str
    code: str = CODE


_Look = Callable[[str], Iterable[Finding]]


def may_hold(text: str) -> bool:
    """Whether a closer look is worth it: quick, and true of HTML too."""
    # Counting ten digits is many times quicker than taking the words out of HTML.
    digits = sum(map(text.count, DIGITS)) if len(text) >= _FEWEST_DIGITS else 0
    return digits >= _FEWEST_DIGITS or _may_hold_petition(text)


def findings(text: str) -> list[Finding]:
    """What a text holds of personal data, in order; nothing is seen twice."""
    chosen = list[Finding]()
    for look in (_citizen_numbers, _cards, _telephones, _petitions):
        for finding in look(text):
            place = bisect(chosen, finding.start, key=lambda other: other.start)
            if not any(_overlap(finding, other) for other in chosen[max(0, place - 1) : place + 1]):
                chosen.insert(place, finding)
    return chosen


def holds_citizen_number(text: str) -> bool:
    """Whether a number of a citizen stands in a text."""
    return next(_citizen_numbers(text), None) is not None


def without_citizen_numbers(text: str) -> str:
    """The text with a sign in place of each digit of such a number."""
    if not runs(text):
        return text
    return _masked(text, _citizen_numbers, lambda number: re.sub("[0-9]", MASK, number))


def masked(text: str) -> str:
    """The text with all that is personal in it masked, but for what helps to find it."""
    return _masked(text, findings, None)


def _masked(text: str, look: _Look, cover: Callable[[str], str] | None) -> str:
    parts, end = list[str](), 0
    for finding in look(text):
        shown = cover(text[finding.start : finding.end]) if cover else finding.shown
        parts += [text[end : finding.start], shown]
        end = finding.end
    return "".join([*parts, text[end:]]) if parts else text


def _citizen_numbers(text: str) -> Iterator[Finding]:
    for run in runs(text):
        for match in _CITIZEN.finditer(text, *run):
            is_free = _is_free(text, *match.span()) or _is_labelled(text, match.start())
            if is_free and _is_citizen_number(text, match):
                yield _finding(CITIZEN_NUMBER, match)


def _is_citizen_number(text: str, match: re.Match[str]) -> bool:
    digits = _digits(match[0])
    is_named = _is_near(_NAMED_CITIZEN, text, match.start())
    if is_named:
        return not _MONEY.match(text, match.end())
    return len(digits) == _DIGITS and _has_form(digits)


def _is_labelled(text: str, at: int) -> bool:
    """Whether right before a number stands what it is: `CCCD038…/CA` is no other's document."""
    return _LABEL.search(text[max(0, at - _NEAR) : at]) is not None


def _has_form(digits: str) -> bool:
    """A province, a digit for gender and century, the year of birth."""
    century, year = int(digits[3]), int(digits[4:6])
    is_born = century in (0, 1) or (century in (2, 3) and year <= _LAST_YEAR_OF_THIS_CENTURY)
    return digits[:3] in _PROVINCES and is_born


def _cards(text: str) -> Iterator[Finding]:
    for run in runs(text):
        for match in _CARD.finditer(text, *run):
            digits = _digits(match[0])
            is_card = bool(_PREFIX.match(digits)) and _sum_is_right(digits)
            is_told = _FOURS.fullmatch(match[0]) or _is_near(_NAMED_CARD, text, match.start())
            if is_card and is_told and _is_free(text, *match.span()):
                yield _finding(BANK_CARD, match)


def _sum_is_right(digits: str) -> bool:
    """The check of ISO/IEC 7812-1 (Luhn)."""
    products = (int(digit) * (1 + place % 2) for place, digit in enumerate(digits[::-1]))
    return sum(sum(divmod(product, 10)) for product in products) % 10 == 0


def _telephones(text: str) -> Iterator[Finding]:
    end = -1
    for telephone in telephones(text):
        # The second of two, as in `0912345678/0987654321`, is as free as the first.
        follows = end + 1 == telephone.start and text[end] in "/-"
        start = end if follows else telephone.start
        if not telephone.is_of_service and _is_free(text, start, telephone.end, is_second=follows):
            end = telephone.end
            shown = _covered(text[telephone.start : telephone.end])
            yield Finding(TELEPHONE, telephone.start, telephone.end, shown)


def _petitions(text: str) -> Iterator[Finding]:
    if not _may_hold_petition(text):
        return
    for match in _PETITION.finditer(text):
        name = list(_name(text, match.end()))
        if len(name) > 1 and name[0].lower() not in _OF_OFFICE:
            end = text.index(name[-1], match.end()) + len(name[-1])
            shown = match[0] + " ".join(f"{word[0]}…" for word in name)
            yield Finding(PETITION, match.start(), end, " ".join(shown.split()))


def _may_hold_petition(text: str) -> bool:
    # Single letters that are rare are sought much faster than words.
    return "đơn" in text or ("Đ" in text and "Đơn" in text) or ("Ơ" in text and "ĐƠN" in text)


def _name(text: str, at: int) -> Iterator[str]:
    """The words of a name that stands at a place: each has a capital."""
    for _ in range(_NAME_MOST):
        word = _NAME.match(text, at)
        if not word or not word[0][0].isupper():
            return
        yield word[0]
        at = word.end() + (text[word.end() : word.end() + 1] in (" ", "\u00a0"))


def _is_free(text: str, start: int, end: int, *, is_second: bool = False) -> bool:
    """Whether what stands around a number leaves it to be somebody's."""
    before = "" if is_second else text[max(0, start - 1) : start]
    after = text[end : end + 1]
    if before.isalnum() or before in ("/", "=", "_", "-", "#") or after.isalnum() or after == "_":
        return False
    is_account = _is_near(_NAMED_ACCOUNT, text, start)
    return not is_account and not _OF_DOCUMENT.match(text, end)


def _is_near(words: re.Pattern[str], text: str, at: int) -> bool:
    return bool(words.search(text, max(0, at - _NEAR), at))


def _finding(kind: str, match: re.Match[str]) -> Finding:
    return Finding(kind, *match.span(), _covered(match[0]))


def _covered(number: str) -> str:
    """Its first three and last two digits, and as many signs as others."""
    total, seen, shown = len(_digits(number)), 0, list[str]()
    for character in number:
        is_digit = character.isdigit()
        shown.append(character if not is_digit or seen < 3 or seen >= total - 2 else MASK)
        seen += is_digit
    return "".join(shown)


def _digits(text: str) -> str:
    return "".join(_GROUP.findall(text))


def _overlap(one: Finding, other: Finding) -> bool:
    return one.start < other.end and other.start < one.end
