"""Personal data is seen in texts, shown masked, and what only looks like it is left alone."""

import pytest

from api.text.personal_data import (
    BANK_CARD,
    CITIZEN_NUMBER,
    CODE,
    PETITION,
    TELEPHONE,
    findings,
    masked,
    may_hold,
    without_citizen_numbers,
)

SEEN = [
    ("CCCD số 038090001234 cấp", CITIZEN_NUMBER, "038•••••••34"),
    ("Mã 040 196 012 345.", CITIZEN_NUMBER, "040 ••• ••• •45"),
    ("số 038-2-15-123456,", CITIZEN_NUMBER, "038-•-••-••••56"),
    ("001.305.012345", CITIZEN_NUMBER, "001.•••.••••45"),
    ("căn cước công dân: 999999999999", CITIZEN_NUMBER, "999•••••••99"),
    ("CMND 186123456 do Công an", CITIZEN_NUMBER, "186••••56"),
    ("giấy chứng minh nhân dân số 186 123 456", CITIZEN_NUMBER, "186 ••• •56"),
    ("4111 1111 1111 1111", BANK_CARD, "411• •••• •••• ••11"),
    ("thẻ ATM số 9704050000000005", BANK_CARD, "970•••••••••••05"),
    ("thẻ visa 4111111111111111", BANK_CARD, "411•••••••••••11"),
    ("Gọi 0912 345 678 gặp chị Hoa", TELEPHONE, "091• ••• •78"),
    ("ĐT: 0238.3870.123", TELEPHONE, "023•.••••.•23"),
    ("+84 912 345 678", TELEPHONE, "+84 9•• ••• •78"),
    ("giải quyết đơn khiếu nại của ông Nguyễn Văn An", PETITION, "đơn khiếu nại của ông N… V… A…"),
    ("ĐƠN CỦA BÀ TRẦN THỊ BÌNH", PETITION, "ĐƠN CỦA BÀ T… T… B…"),
    ("đơn đề nghị của hộ ông Phan Văn Đức, xóm 3", PETITION, "đơn đề nghị của hộ ông P… V… Đ…"),
    ("Đơn xin của bà Lê Thị Hà", PETITION, "Đơn xin của bà L… T… H…"),
    ("CCCD038090001234", CITIZEN_NUMBER, "038•••••••34"),
    ("Số CCCD: 038090001234/CA", CITIZEN_NUMBER, "038•••••••34"),
    ("CCCD số: 0 3 8 0 9 0 0 0 1 2 3 4", CITIZEN_NUMBER, "0 3 8 • • • • • • • 3 4"),
    ("Zalo 09 12 34 56 78", TELEPHONE, "09 1• •• •• 78"),
    ("gọi 0084 912 345 678", TELEPHONE, "008• ••• ••• •78"),
    (
        "đơn khiếu nại đề ngày 05/01/2026 của ông Lê Văn An",
        PETITION,
        "đơn khiếu nại đề ngày 05/01/2026 của ông L… V… A…",
    ),
    ("đơn phản ánh (lần 2) của cụ Lê Thị Hà", PETITION, "đơn phản ánh (lần 2) của cụ L… T… H…"),
    ("đơn tố cáo của công dân Lê Thị Hà", PETITION, "đơn tố cáo của công dân L… T… H…"),
]


@pytest.mark.parametrize(("text", "kind", "shown"), SEEN)
def test_personal_data_is_seen_and_masked(text: str, kind: str, shown: str) -> None:
    (found,) = findings(text)

    assert (found.kind, found.shown, found.code) == (kind, shown, CODE)
    assert may_hold(text)
    assert masked(text) == text[: found.start] + shown + text[found.end :]


@pytest.mark.parametrize(
    "text",
    [
        "15/TB-UBND ngày 03/09/2026", "Quyết định số 1234/QĐ-UBND", "0912345678/QĐ-UBND",
        "Mã hồ sơ 000.00.19.H41-260714-0001", "H41.12-260714-0001", "1.234.567.890 đồng",
        "số tiền 186.123.456 đồng", "CMND, lệ phí 150.000.000 đồng", "26.239 người; 37,47 km²",
        "ngày 03.09.2026 08.30", "03-09-2026 08-30", "2026-07-11 08:30:00", "từ 2020 - 2025, 2026",
        "tọa độ 18.912345, 105.123456", "0.912345678", "STK 038090001234 tại Agribank",
        "tài khoản số 3713.0.1234567.00000 của UBND xã", "số tài khoản: 0912345678",
        "mã vạch 8934563138165", "số 1234567890123456", "mã 999999999999", "số 038590001234",
        "hotline 1900 1234, 1022, 113", "https://vd.vn/?id=0912345678", "ảnh-0912345678.jpg",
        "theo đơn của ông Chủ tịch UBND xã", "đơn của bà Phó Chủ tịch",
        "đơn vị của ông Nguyễn Văn A",
        "hóa đơn của bà Trần Thị Bình", "tiếp nhận đơn của công dân", "ông Nguyễn Văn A dự họp", "",
        "Đơn giản là của ông bà ta", "4111 1111 1111 1112",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert findings(text) == []
    assert masked(text) == text


def test_several_are_seen_in_their_order_and_none_twice() -> None:
    text = "Bà B (038190012345 038190012346), 0912345678 0987654321, đơn của ông Lê Văn C"

    assert [each.kind for each in findings(text)] == [
        CITIZEN_NUMBER, CITIZEN_NUMBER, TELEPHONE, TELEPHONE, PETITION
    ]  # fmt: skip


@pytest.mark.parametrize(
    "name",
    ["CCCD", "CMND", "CMTND", "CMT", "CC", "căn cước", "Chứng minh nhân dân", "định danh cá nhân",
     "Hộ chiếu"],
)  # fmt: skip
def test_a_number_that_is_called_so_needs_no_form(name: str) -> None:
    for number in ("999999999999", "186123456"):
        assert [each.kind for each in findings(f"{name}: {number}")] == [CITIZEN_NUMBER]
    assert findings(f"{name}: 1861234567") == []
    assert findings(f"{name}: 0380900012345") == []
    for money in ("đồng", "đ", "₫", " VNĐ", " VND", " USD"):
        assert findings(f"{name}, lệ phí 186.123.456{money}") == [], money


def test_a_citizen_is_born_in_this_century_or_the_last_ones() -> None:
    for born, is_one in (("090", True), ("199", True), ("205", True), ("340", True),
                         ("241", False), ("399", False), ("405", False)):  # fmt: skip
        assert bool(findings(f"số 038{born}001234")) is is_one, born


@pytest.mark.parametrize(
    "text",
    ["số 12.038090001234", "số 038.190.001.234.5", "số 038.190.001.234-5", "số 186123456",
     "TK 038090001234", "S.TK 038090001234", "account 038090001234", "a038090001234",
     "038090001234b", "ho_so/038090001234", "id=038090001234", "ho_038090001234",
     "#038090001234", "038090001234_1"],
)  # fmt: skip
def test_a_part_of_something_else_is_no_number(text: str) -> None:
    assert findings(text) == []


CARDS = [
    *("5123456789012346", "5512345678901231", "2223456789012342", "2512345678901238"),
    *("2711234567890125", "2720123456789010", "3528123456789012", "3560123456789011"),
    *("62123456789012347", "341234567890127", "9704123456789015"),
]
NOT_CARDS = ["8123456789012340", "5612345678901230"]


@pytest.mark.parametrize("name", ["thẻ", "card", "VISA", "Mastercard", "Napas", "JCB", "ATM"])
def test_a_number_of_a_card_is_one_where_it_is_called_so(name: str) -> None:
    for number in CARDS:
        assert [each.kind for each in findings(f"{name} {number}")] == [BANK_CARD], number
        assert findings(f"mã {number}") == []
        for before, after in (("", "a"), ("/", ""), ("", "/QĐ")):
            assert findings(f"{name} {before}{number}{after}") == [], (before, after)
    for number in NOT_CARDS:
        assert findings(f"{name} {number}") == [], number


@pytest.mark.parametrize(
    "who",
    ["ông", "bà", "cụ", "anh", "chị", "em", "cháu", "công dân", "hộ bà", "gia đình ông",
     "các hộ ông", "ông/bà", "bà (ông)"],
)  # fmt: skip
def test_whose_petition_it_is_is_seen_whoever_it_is(who: str) -> None:
    for name in ("Lê Văn An", "Lê\u00a0Văn An", "LÊ VĂN AN"):
        (found,) = findings(f"Giải quyết đơn của {who} {name} ở xóm 3")
        assert (found.kind, found.shown[-8:]) == (PETITION, "L… V… A…")


@pytest.mark.parametrize(
    "who",
    ["Chủ tịch", "Phó Bí thư", "Bí thư", "Trưởng thôn", "Giám đốc", "Hội trưởng", "Ban Thường vụ",
     "Ủy viên", "Uỷ viên", "Công an viên", "Cán bộ", "Thủ trưởng", "Bộ trưởng"],
)  # fmt: skip
def test_who_holds_an_office_is_nobody_private(who: str) -> None:
    assert findings(f"theo đơn của ông {who} xã") == []
    assert findings(f"theo đơn của bà {who.title()}") == []


@pytest.mark.parametrize(
    "text",
    ["hoá đơn của bà Trần Thị Bình", "thực đơn của bà Trần Thị Bình", "đơn giá của ông Lê Văn An",
     "đơn nguyên của ông Lê Văn An", "đơn của ông An", "đơn của ông nào đó", "ĐƠn của bà"],
)  # fmt: skip
def test_what_is_no_petition_or_names_nobody_is_left_alone(text: str) -> None:
    assert findings(text) == []


def test_a_number_is_seen_as_one_thing_alone() -> None:
    for text in ("CCCD 091234567890", "thẻ 9704 0912 3456 7890, thẻ", "thẻ 9704050000000005"):
        assert len(findings(text)) <= 1, text


@pytest.mark.parametrize("sign", ["/", "-", " / ", ", "])
def test_both_of_two_telephones_are_seen(sign: str) -> None:
    shown = [each.shown for each in findings(f"ĐT 0912345678{sign}0987654321.")]

    assert shown == ["091•••••78", "098•••••21"]


def test_a_number_of_a_citizen_can_be_covered_whole() -> None:
    assert without_citizen_numbers("a 038.090.001.234 b") == "a •••.•••.•••.••• b"
    assert without_citizen_numbers("0912 345 678") == "0912 345 678"


@pytest.mark.parametrize(
    "text",
    ["1 " * 50_000, "0" * 100_000, "đơn " * 30_000, "0912345678, " * 30_000, "đơn a " * 20_000],
)
def test_a_text_made_to_be_read_for_ever_is_read_soon(text: str) -> None:
    assert isinstance(findings(text), list)
