"""Words of gambling are seen in every disguise, and those of everybody in none."""

import unicodedata

import pytest

from api.text.spam_words import spam_words

PHRASES = (
    *("nhà cái", "tài xỉu", "nổ hũ", "lô đề", "cá cược", "game bài", "đổi thưởng", "xóc đĩa"),
    *("soi kèo", "rồng hổ"),
)


def bare(text: str) -> str:
    apart = unicodedata.normalize("NFD", text.replace("đ", "d"))
    return "".join(each for each in apart if not unicodedata.combining(each))


DISGUISES = {
    "as it is spelt": str,
    "in capitals": str.upper,
    "without marks": bare,
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "with digits": lambda text: bare(text).translate(str.maketrans("aoie", "4013")),
    "with dots": lambda text: ".".join(text.replace(" ", "")),
    "spaced out": lambda text: " ".join(text.replace(" ", "")),
    "with hyphens": lambda text: text.replace(" ", "-"),
    "full width": lambda text: "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c != " " else c
                                       for c in bare(text)),
    "bold": lambda text: "".join(chr(0x1D41A + ord(c) - 97) if c != " " else c for c in bare(text)),
    "Cyrillic": lambda text: bare(text).translate(str.maketrans("aceopx", "асеорх")),
    "half without marks": lambda text: f"{text.split()[0]} {bare(text.split()[1])}",
    "two spaces": lambda text: text.replace(" ", "  "),
    "in brackets": lambda text: f"[{text}]",
    "quoted": lambda text: f"“{text}”",
    "with a zero-width mark's place": lambda text: text.replace(" ", "_"),
    "in a tag": lambda text: f"#{text}",
    "before a name": lambda text: f"{text} W88",
    "in a sentence": lambda text: f"Tham gia {text} uy tín số 1, khuyến mãi 100%",
    "after a line end": lambda text: f"Xem ngay\n{text}",
}  # fmt: skip


def test_t61_nineteen_of_twenty_disguises_are_seen() -> None:
    texts = [disguise(each) for each in PHRASES for disguise in DISGUISES.values()]

    missed = [each for each in texts if not spam_words(each)]

    assert len(texts) == 200
    assert len(missed) <= len(texts) // 20, missed


@pytest.mark.parametrize(
    "text",
    [
        "Không lo để muộn", "Các ước mơ của em", "Nó hư, nợ hụi chưa trả", "Ca dao, tục ngữ",
        "Số 88 đường Lê Lợi, Km88 QL88, phòng 247", "Trực 24/7 tại trụ sở", "Tài liệu xử lý",
        "Thông số đề xuất, con số đề ra, chốt số liệu", "Alphabet, internet, tablet, clubhouse",
        "Cá nước ngọt", "Bài hát thiếu nhi, trò chơi dân gian", "Nhà các hộ nghèo", "Đổi thửa đất",
        "Lễ hội đua thuyền rồng", "Quyết định 789/QĐ-UBND", "Dự toán 88.789.000 đồng",
    ],
)  # fmt: skip
def test_words_of_everybody_are_none(text: str) -> None:
    assert spam_words(text) == []


def test_each_is_told_once_as_it_stands() -> None:
    assert spam_words("Tài xỉu, NỔ HŨ và tài xỉu tại w88") == ["tài xỉu", "nổ hũ", "w88"]


@pytest.mark.parametrize("text", ["a ", "n h a ", "t.a.i.", "_", "8", "nha  ca ", "lô đ"])
def test_t55_whatever_repeats_itself_is_read_in_linear_time(text: str) -> None:
    assert spam_words(text * 20_000) == []
