"""What a document seems to be, by its words and its name: proposals that a person looks at."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import chain
from typing import Any

from api.media.authoring import issuers
from api.text import document_numbers
from api.text.slugs import folded

FROM_TEXT, FROM_NAME = "text", "name"
_FIRST_PAGE = 6_000
_LONGEST = 500
_NUMBER = re.compile(r"(?<!\w)số\s*[:.]?\s*([0-9]{1,6}\s*[/-]\s*[^\s,;()]{2,60})", re.IGNORECASE)
# A name has no slashes: 102-TB-UBND, 15_2026_QD-UBND, 102.TB.UBND.
_NAMED = re.compile(
    r"([0-9]{1,6})[-_. ](?:((?:19|20)[0-9]{2})[-_. ])?([A-Za-zĐđ]{1,5}[-_. ][A-Za-zĐđ-]{2,30})"
)
_DATE = re.compile(r"ngày\s+([0-9]{1,2})\s+tháng\s+([0-9]{1,2})\s+năm\s+([0-9]{4})", re.IGNORECASE)
_ABOUT = re.compile(r"\s*(?:v/v|về việc|về)\b", re.IGNORECASE)
_BODY = re.compile(
    r"\s*(?:căn cứ|kính gửi|thực hiện|theo|điều\s+1|[0-9ivx]+[.)/])(?!\w)", re.IGNORECASE
)
_OFFICE = re.compile(
    r"(?:(?:kt|tm|tl|tuq|q)\.\s*)?(?:phó\s+)?(?:chủ tịch|trưởng (?:phòng|ban|công an|trạm)"
    r"|chánh văn phòng|giám đốc|bí thư|chỉ huy trưởng|hiệu trưởng)(?!\w).{0,40}",
    re.IGNORECASE,
)
_SIGNED_BY = re.compile(r"(?:ký bởi|người ký|signed by)\s*:\s*([^\n,;]{3,60})", re.IGNORECASE)
_PERSON = re.compile(r"[A-ZĐÀ-Ỹ][a-zà-ỹđ]*(?: [A-ZĐÀ-Ỹ][a-zà-ỹđ]*){1,5}")
# What a word processor or a signing program hangs at the number in a name: 102-TB-UBNDsigned.
_HUNG_ON = re.compile(r"(?<=[A-ZĐ])[a-z]{3,}.*$")
_FORMS = {folded(form): form for form in document_numbers.FORMS.values()}
_SIGNATURE_LINES = 6
Proposal = dict[str, Any] | None


def proposals(text: str, name: str) -> dict[str, Proposal]:
    """`title`, `number`, `issuer`, `issued_on`, `signer`: each with what it comes from, or None."""
    page = text[:_FIRST_PAGE]
    lines = [" ".join(line.split()) for line in page.splitlines()]
    return {
        "title": _first(_titles(lines), _names(name)),
        "number": _first(_numbers(page), _numbers_of_name(name)),
        "issuer": _first(
            chain(issuers.of_heading(lines), issuers.of_numbers(_numbers(page))),
            issuers.of_numbers(_numbers_of_name(name)),
        ),
        "issued_on": _first(_dates(page), iter(())),
        "signer": _first(_signers(text), iter(())),
    }


def _first(in_text: Iterator[str], in_name: Iterator[str]) -> Proposal:
    for source, values in ((FROM_TEXT, in_text), (FROM_NAME, in_name)):
        for value in values:
            return {"value": value[:_LONGEST], "source": source}
    return None


def _numbers(page: str) -> Iterator[str]:
    for match in _NUMBER.finditer(page):
        number = document_numbers.as_stored("".join(match[1].split())).rstrip(".")
        if document_numbers.parts_of(number)["number"] is not None:
            yield number


def _numbers_of_name(name: str) -> Iterator[str]:
    for match in _NAMED.finditer(name.rpartition(".")[0] or name):
        code = _HUNG_ON.sub("", re.sub(r"[-_. ]", "-", match[3], count=1))
        parts = [match[1], *([match[2]] if match[2] else []), code]
        number = "/".join(parts)
        if document_numbers.parts_of(number)["type_code"] is not None:
            yield number


def _dates(page: str) -> Iterator[str]:
    for day, month, year in _DATE.findall(page):
        try:
            yield date(int(year), int(month), int(day)).isoformat()
        except ValueError:
            continue


def _titles(lines: Sequence[str]) -> Iterator[str]:
    """What stands below the name of its form, as `THÔNG BÁO`; of a letter, what it is about."""
    for number, line in enumerate(lines):
        form = _FORMS.get(folded(line)) if line.isupper() else None
        below = _until_the_body(lines[number + 1 :])
        if form and below:
            yield f"{form} {below[0].lower()}{below[1:]}" if _ABOUT.match(below) else below
    yield from (line for line in lines if line.casefold().startswith("v/v"))


def _until_the_body(lines: Sequence[str]) -> str:
    """The lines of a heading, which may be broken into several."""
    heading: list[str] = []
    for line in lines:
        if _BODY.match(line) or (heading and not any(map(str.isalnum, line))):
            break
        heading += [line] if any(map(str.isalnum, line)) else []
        if len(heading) == 4:
            break
    return " ".join(heading)


def _names(name: str) -> Iterator[str]:
    stem = " ".join(re.sub(r"[-_.]+", " ", name.rpartition(".")[0] or name).split())
    if any(map(str.isalpha, stem)):
        yield stem


def _signers(text: str) -> Iterator[str]:
    """Whoever a digital signature names, else the name below an office at the end."""
    names = [" ".join(name.split()) for name in _SIGNED_BY.findall(text)]
    yield from (name for name in names if _PERSON.fullmatch(name))
    lines = [" ".join(line.split()) for line in text.splitlines()]
    for number in reversed(range(len(lines))):
        if _OFFICE.fullmatch(lines[number]):
            below = lines[number + 1 : number + 1 + _SIGNATURE_LINES]
            yield from (line for line in below if _PERSON.fullmatch(line) and not line.isupper())
