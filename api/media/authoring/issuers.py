"""Who issued a document, by the heading of its first page or by the code in its number."""

import re
from collections.abc import Iterable, Iterator, Sequence

from api.text import document_numbers

_HEADING_LINES = 8
_MOTTO = re.compile(
    r"cộng h(?:òa|oà) xã hội chủ nghĩa việt nam|đảng cộng sản việt nam"
    r"|độc lập\s*[-–]\s*tự do\s*[-–]\s*hạnh phúc",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"số\s*[:.]", re.IGNORECASE)
# What a commune has, by the code that ends the numbers of its documents.
_ORGANS = {
    "UBND": "ủy ban nhân dân",
    "HĐND": "hội đồng nhân dân",
    "ĐU": "đảng ủy",
    "UBMTTQ": "ủy ban mặt trận tổ quốc",
    "MTTQ": "ủy ban mặt trận tổ quốc",
    "BCHQS": "ban chỉ huy quân sự",
    "CA": "công an",
    "TYT": "trạm y tế",
}
_ORGAN = re.compile("|".join(sorted(set(_ORGANS.values()))))
_PLACE = re.compile(
    r"\b(xã|phường|đặc khu|thị trấn|huyện|quận|thị xã|thành phố|tỉnh) ((?:[^\W\d_]+ ?){1,4})"
)


def of_heading(lines: Sequence[str]) -> Iterator[str]:
    """The organ that is named last, above the number: one that is above it stands before it."""
    heading: list[str] = []
    for line in lines[:_HEADING_LINES]:
        above, *number = _NUMBER.split(line)
        heading.append(_MOTTO.sub(" ", above))
        if number:
            break
    words = " ".join(" ".join(line for line in heading if line.strip().isupper()).split())
    words = words.lower().replace("uỷ", "ủy")
    organs = list(_ORGAN.finditer(words))
    if organs:
        yield _capitalised(words[organs[-1].start() :])


def of_numbers(numbers: Iterable[str]) -> Iterator[str]:
    """By the code of the issuer: “102/TB-UBND”."""
    for number in numbers:
        code = document_numbers.parts_of(number)["issuer_code"] or ""
        if organ := _ORGANS.get(code.partition("-")[0]):
            yield _capitalised(organ)


def _capitalised(words: str) -> str:
    """As a sentence writes it: “Ủy ban nhân dân xã Yên Hòa”."""
    named = _PLACE.sub(lambda match: f"{match[1]} {match[2].title()}", words)
    return named[:1].upper() + named[1:]
