"""Reads the number of an official document: kept verbatim, its parts told where they are plain."""

import re
from typing import Any

# “15/TB-UBND”, “42/2022/NĐ-CP”, “4946/BTTTT-CĐSQG”, Party style “2068-QĐ/HU”.
_STATE = re.compile(
    r"(?P<number>[0-9]{1,6})(?:/(?P<year>(?:19|20)[0-9]{2}))?/(?P<code>[^\s/]{1,40})"
)
_PARTY = re.compile(r"(?P<number>[0-9]{1,6})-(?P<type>[^\W\d_]{1,6})/(?P<issuer>[^\s/]{1,40})")
# Kinds of documents by their code: those of administration (Decree 30/2020/ND-CP, article 7 and
# annex III), then those of the legislature and the government (Law 64/2025/QH15), and mergers.
FORMS = {
    "NQ": "Nghị quyết",
    "QĐ": "Quyết định",
    "CT": "Chỉ thị",
    "QC": "Quy chế",
    "QyĐ": "Quy định",
    "TC": "Thông cáo",
    "TB": "Thông báo",
    "HD": "Hướng dẫn",
    "CTr": "Chương trình",
    "KH": "Kế hoạch",
    "PA": "Phương án",
    "ĐA": "Đề án",
    "DA": "Dự án",
    "BC": "Báo cáo",
    "BB": "Biên bản",
    "TTr": "Tờ trình",
    "HĐ": "Hợp đồng",
    "CĐ": "Công điện",
    "BGN": "Bản ghi nhớ",
    "BTT": "Bản thỏa thuận",
    "GUQ": "Giấy ủy quyền",
    "GM": "Giấy mời",
    "GGT": "Giấy giới thiệu",
    "GNP": "Giấy nghỉ phép",
    "PG": "Phiếu gửi",
    "PC": "Phiếu chuyển",
    "PB": "Phiếu báo",
    "NĐ": "Nghị định",
    "TT": "Thông tư",
    "VBHN": "Văn bản hợp nhất",
    "L": "Luật",
    "PL": "Pháp lệnh",
}


# Signs that are typed, or put in by a word processor, for the plain ones; those of full width
# come from keyboards set to Chinese or Japanese.
_PLAIN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe63\uff0d", "-")
    | dict.fromkeys("\u2044\u2215\uff0f", "/")
    | dict(zip("\uff1a０１２３４５６７８９", ":0123456789", strict=True))
)
_LABEL = re.compile(
    r"số(?:\s*/?\s*(?:ký\s+)?hiệu)?(?:\s+văn\s+bản)?(?:\s*[:.]\s*|\s+(?=[0-9]))", re.IGNORECASE
)
_SPACED_SIGN = re.compile(r"\s*([/-])\s*")


def as_stored(number: str) -> str:
    """A number as it is kept: its signs plain, a leading `Số:` and spaces around signs off."""
    plain = number.translate(_PLAIN)
    label = _LABEL.match(plain)
    plain = plain[label.end() :] if label and label.end() < len(plain) else plain
    tight = _SPACED_SIGN.sub(r"\1", plain)
    return tight if _PARTY.fullmatch(tight) or _STATE.fullmatch(tight) else plain


def parts_of(number: str) -> dict[str, Any]:
    """`{number, year, type_code, issuer_code}`; what cannot be told is null."""
    parts: dict[str, Any] = dict.fromkeys(("number", "year", "type_code", "issuer_code"))
    if match := _PARTY.fullmatch(number):
        parts.update(number=int(match["number"]), type_code=match["type"])
        parts["issuer_code"] = match["issuer"]
    elif match := _STATE.fullmatch(number):
        parts.update(
            number=int(match["number"]), year=int(match["year"]) if match["year"] else None
        )
        parts.update(_codes(match["code"]))
    return parts


def _codes(code: str) -> dict[str, str | None]:
    first, _, rest = code.partition("-")
    if first in FORMS:
        return {"type_code": first, "issuer_code": rest or None}
    # An official letter names its issuer and unit, and no kind.
    return {"type_code": None, "issuer_code": code}


def key_of(number: str) -> str:
    """The form in which numbers are looked up: without spaces, in small letters."""
    return "".join(as_stored(number).split()).casefold()
