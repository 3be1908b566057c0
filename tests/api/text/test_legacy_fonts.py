"""Texts for the fonts of before Unicode are known, and nothing else is taken for one."""

import pytest

from api.text.legacy_fonts import TCVN3, VNI, encoding_of, is_in
from api.text.syllables import is_syllable

MEANT = {
    "Th«ng b¸o lÞch tiÕp d©n": "Thông báo lịch tiếp dân",
    "Uû ban nh©n d©n x·": "Uỷ ban nhân dân xã",
    "TuyÓn sinh líp 6": "Tuyển sinh lớp 6",
    "Bé phËn mét cöa dïng mét sè ®iÖn tho¹i chung": "Bộ phận một cửa dùng một số điện thoại chung",
    "QuyÕt ®Þnh sè 12/Q§-UBND": "Quyết định số 12/QĐ-UBND",
    "TH¤NG B¸O TUYÓN SINH": "THÔNG BÁO TUYỂN SINH",
    "Ph­êng §«ng Thµnh": "Phường Đông Thành",
    "vÒ bÒ": "về bề",
    "Th«n THµNH": "Thôn THÀNH",
    "X· §¤NG": "XÃ ĐÔNG",
}
MEANT_IN_VNI = {
    "THOÂNG BAÙO LÒCH TIEÁP DAÂN": "THÔNG BÁO LỊCH TIẾP DÂN",
    "UÛy ban nhaân daân xaõ": "Ủy ban nhân dân xã",
    "Quy trình nhaän vaø traû keát quaû": "Quy trình nhận và trả kết quả",
    "Minh Nguyeät": "Minh Nguyệt",
    "Troàng caây giöõ nöôùc": "Trồng cây giữ nước",
    "ÑAÛNG BOÄ XAÕ": "ĐẢNG BỘ XÃ",
}


@pytest.mark.parametrize(("written", "meant"), MEANT.items())
def test_tcvn3_is_known(written: str, meant: str) -> None:
    assert encoding_of([written]) is TCVN3
    assert TCVN3.read(written) == meant


@pytest.mark.parametrize(("written", "meant"), MEANT_IN_VNI.items())
def test_vni_is_known(written: str, meant: str) -> None:
    assert encoding_of([written]) is VNI
    assert VNI.read(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "Thông báo lịch tiếp dân", "NÔNG THÔN, HOÀ BÌNH, TOÁN, HÀ TÂY",
        "Hoà, khoá, toàn, hoá, tôi, cô, bà",
        "Ðoàn xã, Ðông", "ÂU CÔ", "Mê Kông, Kông Chro", "Tho\u0302ng ba\u0301o",
        "«Con cha», «Vua»", "© 2026 Windows® 10 µm, 5 m², 20°C ± 1, ½ kg, § 5", "Ban®", "7µm",
        "Où est la mairie? Très bientôt, été comme hiver, le préfet a décidé",
        "Thaï", "août, goût, Noël",
        "Les élèves de l'école où l'on dîne tôt", "Déjà vu à Genève, né à Orléans",
        "RÉPUBLIQUE FRANÇAISE",
        "Die Größe der Häuser für Mühe und Süßes, schön", "Köln, Düsseldorf, Tür", "Ver\xadein",
        "El niño aún está en España", "São Paulo, não é possível",
        "På svenska: så går det", "col·lecció",
        "Hỏng phông: Th«ng b¸o lÞch tiÕp d©n", "café naïve résumé",
        "Th«ng b¸o, cañón, façade",
        "Phòng 12 «Nông thôn mới»", "à, á", "", "R&D",
    ],
)  # fmt: skip
def test_what_may_be_unicode_is_in_none(text: str) -> None:
    assert encoding_of([text]) is None


def test_one_short_text_counts_with_those_beside_it() -> None:
    assert encoding_of(["Tin tøc"]) is None
    assert encoding_of(["Tin tøc", "Th«ng b¸o lÞch häp"]) is TCVN3
    assert encoding_of(["Tin tøc"], has_font=True) is TCVN3
    assert is_in("Tin tøc", TCVN3)
    assert is_in("Q§-XYÕZ", TCVN3)
    assert not is_in("Tin tức", TCVN3)
    assert not is_in("façade", TCVN3)


@pytest.mark.parametrize(
    "word", ["nghiêng", "quyết", "giếng", "gì", "hoà", "hòa", "khuỷu", "ý", "ươm"]
)
def test_syllables_are_known(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize(
    "word", ["schön", "été", "nghang", "ngiêng", "cên", "kang", "tôt", "tờt", "ằp", ""]
)
def test_what_is_no_syllable_is_none(word: str) -> None:
    assert not is_syllable(word)
