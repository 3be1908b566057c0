"""What a document seems to be is read from its words and its name; wrong signs propose nothing."""

import pytest

from api.media.authoring.proposing import proposals

LETTER = """ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ YÊN HÒA Độc lập - Tự do - Hạnh phúc
Số: 15 /2026/QĐ-UBND Yên Hòa, ngày 05 tháng 02 năm 2026
QUYẾT ĐỊNH
Ban hành Quy chế tiếp công dân
của Ủy ban nhân dân xã
Căn cứ Luật Tổ chức chính quyền địa phương;
Nơi nhận: TM. ỦY BAN NHÂN DÂN
CHỦ TỊCH
(Đã ký)
Phan Thị Ngọc Hà
"""


def values(text: str, name: str = "") -> dict[str, str | None]:
    return {each: found and found["value"] for each, found in proposals(text, name).items()}


def test_a_decision_is_read() -> None:
    assert values(LETTER) == {
        "title": "Ban hành Quy chế tiếp công dân của Ủy ban nhân dân xã",
        "number": "15/2026/QĐ-UBND",
        "issuer": "Ủy ban nhân dân xã Yên Hòa",
        "issued_on": "2026-02-05",
        "signer": "Phan Thị Ngọc Hà",
    }


@pytest.mark.parametrize(
    ("name", "number"),
    [("102-TB-UBND.pdf", "102/TB-UBND"), ("15_2026_QĐ-UBND_signed.pdf", "15/2026/QĐ-UBND"),
     ("102.TB.UBND.pdf", "102/TB-UBND"), ("102-TB-UBNDsigned (1).pdf", "102/TB-UBND"),
     ("IMG_2026.pdf", None), ("2026-07-11 anh.pdf", None),
     ("", None)],
)  # fmt: skip
def test_a_name_tells_a_number_only_by_a_known_kind(name: str, number: str | None) -> None:
    assert values("", name)["number"] == number


@pytest.mark.parametrize(
    ("text", "name", "wanted"),
    [("UBND XÃ YÊN HÒA", "anh.pdf", None),
     ("UỶ BAN NHÂN DÂN\nTHÀNH PHỐ HUẾ\nSố: 1/TB-UBND", "", "Ủy ban nhân dân thành phố Huế"),
     ("ỦY BAN NHÂN DÂN XÃ YÊN HÒA\nCÔNG AN XÃ\nSố: 1/TB-CA", "", "Công an xã"),
     ("Số: 1/TB-X\nỦY BAN NHÂN DÂN", "", None), ("", "102-TB-HĐND.pdf", "Hội đồng nhân dân"),
     ("ĐẢNG CỘNG SẢN VIỆT NAM\nĐẢNG ỦY XÃ AN HÒA", "", "Đảng ủy xã An Hòa")],
)  # fmt: skip
def test_an_issuer_stands_above_the_number(text: str, name: str, wanted: str | None) -> None:
    assert values(text, name)["issuer"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("ngày 31 tháng 02 năm 2026", None), ("ngày 31 tháng 2 năm 2026, ngày 1 tháng 3 năm 2026",
     "2026-03-01"), ("ngày    tháng 7 năm 2026", None), ("11/7/2026", None)],
)  # fmt: skip
def test_a_day_that_is_none_is_not_proposed(text: str, wanted: str | None) -> None:
    assert values(text)["issued_on"] == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [("Ký bởi: Lê Văn Phúc", "Lê Văn Phúc"), ("Người ký: ỦY BAN NHÂN DÂN", None),
     ("CHỦ TỊCH\n\nLÊ VĂN PHÚC", None), ("PHÓ CHỦ TỊCH\nLê Văn Phúc\nNơi nhận", "Lê Văn Phúc"),
     ("Lê Văn Phúc", None)],
)  # fmt: skip
def test_a_signer_stands_below_an_office(text: str, wanted: str | None) -> None:
    assert values(text)["signer"] == wanted


def test_a_letter_is_called_by_what_it_is_about() -> None:
    assert values("Số: 7/UBND\nV/v báo cáo thu gom rác\nKính gửi: ...")["title"] == (
        "V/v báo cáo thu gom rác"
    )
    assert values("THÔNG BÁO\nCăn cứ Luật", "thong_bao-moi.docx")["title"] == "thong bao moi"


def test_a_long_text_costs_little() -> None:
    assert values(("số " * 60_000) + ("CHỦ TỊCH\n" * 5_000))["number"] is None
