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
