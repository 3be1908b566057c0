"""The number of a document: kept as written, found however it is typed, told apart where plain."""

import pytest

from api.notices.schemas import NoticeContentSchema
from api.text.document_numbers import key_of, parts_of
from tests.api.notices.making import item, make_notice, titles

NOTHING = (None, None, None, None)
NUMBERS = {
    "15/TB-UBND": (15, None, "TB", "UBND"),
    "42/2022/NĐ-CP": (42, 2022, "NĐ", "CP"),
    "104/2016/QH13": (104, 2016, None, "QH13"),
    "4946/BTTTT-CĐSQG": (4946, None, None, "BTTTT-CĐSQG"),
    "2068-QĐ/HU": (2068, None, "QĐ", "HU"),
    "03/2025/QĐ-UBND": (3, 2025, "QĐ", "UBND"),
    "01/NQ-HĐND": (1, None, "NQ", "HĐND"),
    "12/UBND-VP": (12, None, None, "UBND-VP"),
    "72/2025/QH15": (72, 2025, None, "QH15"),
    "08/TB": (8, None, "TB", None),
}
GARBAGE = ("số mười lăm", "/", "15", "15/", "/TB-UBND", "15//TB", "١٥/TB-UBND", "1234567/TB-UBND",
           "15/TB UBND", "15-QĐ", "-QĐ/HU", "15/2022/", "x15/TB-UBND",
           "15/TB-UBND/2022")  # fmt: skip


@pytest.mark.parametrize(("number", "expected"), NUMBERS.items())
def test_its_parts_are_told_where_they_are_plain(number, expected) -> None:
    assert parts_of(number) == dict(
        zip(("number", "year", "type_code", "issuer_code"), expected, strict=True)
    )


def test_every_kind_of_document_is_known_by_its_code() -> None:
    codes = (
        *("NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC"),
        *("BB", "TTr", "HĐ", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT", "GNP", "PG", "PC", "PB"),
        *("NĐ", "TT", "VBHN", "L", "PL"),
    )

    for code in codes:
        assert parts_of(f"15/{code}-UBND")["type_code"] == code


@pytest.mark.parametrize("number", GARBAGE)
def test_what_cannot_be_told_is_null(number) -> None:
    assert tuple(parts_of(number).values()) == NOTHING


def test_a_number_is_served_as_it_was_written(reader, site) -> None:
    plain = item(reader, make_notice(site, number="15/TB-UBND"))
    odd = item(reader, make_notice(site, number="Công văn hoả tốc"))

    assert plain["number"] == "15/TB-UBND"
    assert plain["number_parts"] == parts_of("15/TB-UBND")
    assert odd["number"] == "Công văn hoả tốc"
    assert tuple(odd["number_parts"].values()) == NOTHING


@pytest.mark.parametrize("typed", ["15/TB-UBND", "15/tb-ubnd", " 15 / TB-UBND ", "15/ TB-UBND"])
def test_it_is_found_in_any_case_and_spacing(reader, site, typed) -> None:
    make_notice(site, "Có số", number="15/TB-UBND")
    make_notice(site, "Số khác", number="115/TB-UBND")
    make_notice(site, "Không số")

    assert titles(reader, site=site.slug, number=typed) == ["Có số"]


def test_a_number_in_decomposed_letters_is_the_same_number(reader, site) -> None:
    make_notice(site, "Nghị định", number="42/2022/NĐ-CP HOẢ")

    assert key_of("15/ĐẢ") == "15/đả"
    assert titles(reader, site=site.slug, number="42/2022/NĐ-CP HOẢ") == ["Nghị định"]


@pytest.mark.parametrize(
    ("written", "stored"),
    [
        ("15/TB–UBND", "15/TB-UBND"),
        ("15/TB\u2011UBND", "15/TB-UBND"),
        ("15/TB\u2212UBND", "15/TB-UBND"),
        ("Số: 15/TB-UBND", "15/TB-UBND"),
        ("SỐ : 15/TB—UBND", "15/TB-UBND"),
        ("Số:", "Số:"),
        ("Số/Ký hiệu: 15/TB-UBND", "15/TB-UBND"),
        ("Số hiệu văn bản 15/TB\ufe63UBND", "15/TB-UBND"),
        ("số：１５／TB－UBND", "15/TB-UBND"),
        ("15\u2215TB-UBND", "15/TB-UBND"),
        ("Số hiệu quân nhân", "Số hiệu quân nhân"),
        ("Số 15/TB-UBND", "15/TB-UBND"),
        ("SỐ 15 / TB - UBND", "15/TB-UBND"),
        ("Số:15 /TB- UBND", "15/TB-UBND"),
        ("số mười lăm", "số mười lăm"),
        ("Công văn - hoả tốc", "Công văn - hoả tốc"),
        ("15/TB-UBND", "15/TB-UBND"),
    ],
)
def test_a_number_is_kept_as_it_is_meant(written: str, stored: str) -> None:
    loaded = NoticeContentSchema().load({"title": "x", "number": written})

    assert loaded["number"] == stored
    assert key_of(written) == key_of(stored)
