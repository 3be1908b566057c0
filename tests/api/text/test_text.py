"""Text in its stored form, slugs and sort keys, on Vietnamese and on hostile input."""

import time
import unicodedata
from collections.abc import Callable
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.text import characters, slugs, sorting
from tests.sizes import SIZES

MANY = SIZES["F21"].items
ODD = st.text(
    st.sampled_from(
        "aeođĐÐƣêộHội \n\t\r\u00a0\u200b\ufeff\u00ad\u0301\u0302\u0323\u0338²\u3000😀👩\u200d\ufe0f"
    ),
    max_size=30,
)


def nfd(value: str) -> str:
    return unicodedata.normalize("NFD", value)


def test_what_takes_the_quick_way_the_long_one_leaves_alone() -> None:
    plain = "a".join(each for each in map(chr, range(0x10000)) if characters._PLAIN.fullmatch(each))

    # A tab leads the long way.
    assert characters.scrub(f"{plain}\t") == f"{plain} "


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("Hội nghị", "Hội nghị"),
        (nfd("Hội nghị"), "Hội nghị"),
        ("ê\u0301", "ế"),
        ("e\u0323\u0302", "ệ"),
        ("o\u200b\u0323\u0302", "ộ"),
        ("hoà", "hoà"),
        ("hòa", "hòa"),
        ("37,47 km²", "37,47 km²"),
        ("26.239 người", "26.239 người"),
        ("\u00a0\u00a0Ông\u00a0Lê  Văn A ", "Ông Lê Văn A"),
        ("mot\u202fhai\u2007ba", "mot hai ba"),
        ("Thông\u200b báo\ufeff\u00ad\u2060", "Thông báo"),
        ("tab\tvà\ndòng\r\nmới", "tab và dòng mới"),
        ("một\u2028hai\u2029ba", "một hai ba"),
        ("“Yên Trung” – xã", "“Yên Trung” – xã"),
        ("H'Mông, Ê-đê", "H'Mông, Ê-đê"),
        ("cờ 🇻🇳 👍", "cờ 🇻🇳 👍"),
        ("nhà 👨\u200d👩\u200d👧 vui", "nhà 👨\u200d👩\u200d👧 vui"),
        (
            "👩🏽\u200d⚕\ufe0f ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈",
            "👩🏽\u200d⚕\ufe0f ❤\ufe0f\u200d🔥 🏳\ufe0f\u200d🌈",
        ),
        (
            "a\u200db \u200d👩 👨\u200d 👨\u200d\u200d👩 👨\u200b\u200d👩",
            "ab 👩 👨 👨👩 👨\u200d👩",
        ),
        ("Ðoàn xã Ðông Sơn ði Ɖà ɖi", "Đoàn xã Đông Sơn đi Đà đi"),
        ("Ngƣời dân đƣợc hƣởng lợi, Ƣu", "Người dân được hưởng lợi, Ưu"),
        ("nƣ\u0301c", "nức"),
        ("  \n ", ""),
        ("", ""),
    ],
)
def test_f21_it_stores_one_form(given: str, stored: str) -> None:
    assert characters.normalise(given) == stored


@pytest.mark.parametrize("literal", ["{{7*7}}", "{0.__class__}", "%n%s", "${7*7}", "<b>&amp;</b>"])
def test_t09_it_keeps_templates_as_they_are_written(literal: str) -> None:
    assert characters.normalise(literal) == literal


@pytest.mark.parametrize(
    ("given", "stored"),
    [
        ("a\r\n\r\nb  c", "a\n\nb  c"),
        (" a\tb\n", "a b"),
        ("a\u2028b", "a\nb"),
    ],
)
def test_it_keeps_the_line_ends_of_many_lines(given: str, stored: str) -> None:
    assert characters.normalise(given, multiline=True) == stored


REFUSED = {
    "nul": "\x00",
    "bidi_control": "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c",
    "surrogate": "\ud800\udbff\udc00\udfff",
    "noncharacter": "\ufffe\uffff\ufdd0\ufdef\U0001fffe\U0010ffff",
    "control_character": "\x01\x08\x0b\x0c\r\x1b\x1f\x7f\x80\x85\x9f",
}


@pytest.mark.parametrize(
    ("code", "character"), [(code, each) for code, every in REFUSED.items() for each in every]
)
@pytest.mark.parametrize("multiline", [True, False])
def test_t11_f21_it_refuses_what_nobody_can_see(code: str, character: str, multiline: bool) -> None:
    with pytest.raises(
        characters.UnsafeText, match=f"U\\+{ord(character):04X} at character 4"
    ) as refusal:
        characters.normalise(f"xã {character}A", multiline=multiline)

    assert refusal.value.code == code


@given(ODD.filter(lambda value: "\r" not in value.replace("\r\n", "")), st.booleans())
def test_f21_doing_it_twice_changes_nothing(value: str, multiline: bool) -> None:
    once = characters.normalise(value, multiline=multiline)

    assert characters.normalise(once, multiline=multiline) == once
    assert unicodedata.is_normalized("NFC", once)
    assert characters.normalise(nfd(once), multiline=multiline) == once


@pytest.mark.parametrize("marks", ["\u0301", "\u0301\u0323", "\u05c1\u05b0"])
def test_f21_a_million_marks_on_a_letter_are_refused(marks: str) -> None:
    with pytest.raises(characters.UnsafeText) as refusal:
        characters.normalise("a" + marks * (MANY // len(marks)))

    assert refusal.value.code == "too_many_marks"


def test_f21_as_many_marks_as_any_language_needs_are_kept() -> None:
    value = "x" + "\u0301" * characters.MAX_MARKS

    assert characters.normalise(value) == value


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Đường điện", "duong-dien"),
        (nfd("Đường điện"), "duong-dien"),
        ("ĐẤU GIÁ", "dau-gia"),
        ("Hội nghị", "hoi-nghi"),
        (nfd("Hội nghị"), "hoi-nghi"),
        ("ê\u0301", "e"),
        ("hoà bình", "hoa-binh"),
        ("hòa bình", "hoa-binh"),
        ("Đông Thạnh", "dong-thanh"),
        ("Ðoàn xã Ðông Sơn ði trồng rừng", "doan-xa-dong-son-di-trong-rung"),
        ("Ngƣời dân đƣợc hƣởng lợi", "nguoi-dan-duoc-huong-loi"),
        ("Ngày hội 👨\u200d👩\u200d👧", "ngay-hoi"),
        ("37,47 km²", "37-47-km"),
        ("15/TB-UBND", "15-tb-ubnd"),
        ("H'Mông & Ê-đê", "h-mong-e-de"),
        ("R&amp;D &#65;", "r-amp-d-65"),
        ("Thông báo: Яна 通知", "thong-bao"),
        ("--A__B--", "a-b"),
        ("İstanbul, Kelvin K", "istanbul-kelvin-k"),
        ("Яна", ""),
        ("!?", ""),
        ("", ""),
    ],
)
def test_it_makes_a_slug_by_the_rule(title: str, slug: str) -> None:
    assert slugs.slugify(title) == slug


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("a" * 80, "a" * 80),
        ("a" * 200, "a" * 80),
        ("a " + "b" * 200, "a"),
        ("a" * 40 + " " + "b" * 39 + " c", "a" * 40 + "-" + "b" * 39),
        ("a" * 40 + " " + "b" * 40, "a" * 40),
    ],
)
def test_it_cuts_a_slug_at_a_word_within_80(title: str, slug: str) -> None:
    assert slugs.slugify(title) == slug


@given(st.text(max_size=200))
def test_a_slug_is_of_plain_letters_and_its_own_slug(value: str) -> None:
    slug = slugs.slugify(value)

    assert len(slug) <= 80
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert slug == slug.strip("-") == slugs.slugify(slug) == slugs.slugify(nfd(value))


ORDERED = (
    "",
    "15 ngày",
    "2 con",
    "a",
    "A",
    "à",
    "ả",
    "ã",
    "á",
    "ạ",
    "ạ ba",
    "an",
    "an ninh",
    "an toàn",
    "ăn",
    "ân",
    "ba",
    "Ba",
    "bà",
    "bả",
    "bã",
    "bá",
    "bạ",
    "ba ba",
    "ba bà",
    "bà ba",
    "ba bể",
    "Ba Đình",
    "da",
    "dê",
    "đá",
    "Đá",
    "đê",
    "em",
    "êm",
    "f",
    "hòa",
    "hoá",
    "on",
    "ôn",
    "ơn",
    "un",
    "ưn",
    "văn",
    "w",
    "xã",
    "y",
    "z",
    "Яна",
)


def test_it_sorts_as_a_vietnamese_dictionary_does() -> None:
    for start in range(len(ORDERED)):
        turned = ORDERED[start:] + ORDERED[:start]

        assert tuple(sorted(turned, key=sorting.sort_key)) == ORDERED


@pytest.mark.parametrize(
    ("one", "other"),
    [("“An, ninh”!", "An ninh"), ("H'Mông", "H Mông"), (nfd("Hội nghị"), "Hội nghị"), ("(a)", "a")],
)
def test_only_letters_and_digits_count_in_a_sort_key(one: str, other: str) -> None:
    assert sorting.sort_key(one) == sorting.sort_key(other)


def test_where_a_tone_is_written_does_not_move_a_word() -> None:
    assert sorting.sort_key("hoà") == sorting.sort_key("hòa")
    assert sorting.sort_key("thuỷ") == sorting.sort_key("thủy")


def test_a_foreign_mark_sorts_behind_all_tones_of_its_letter() -> None:
    assert sorting.sort_key("cạ") < sorting.sort_key("ça") < sorting.sort_key("că")


@given(st.text(max_size=2_000))
def test_a_sort_key_is_short_and_the_same_for_each_form(value: str) -> None:
    key = sorting.sort_key(value)

    assert len(key) <= 512
    assert key == sorting.sort_key(nfd(value))


ADVERSARIES = {
    "marks in turn": "a\u0301\u0323",
    "other scripts": "Яна",
    "hyphens": "-",
    "spaces": "  \n",
    "decomposed": "ê\u0301",
    "one mark": "\u0338",
    "emoji": "😀\ufe0f\u200d",
    "words": "a ",
}


@pytest.mark.parametrize("piece", ADVERSARIES.values(), ids=ADVERSARIES)
@pytest.mark.parametrize("function", [characters.normalise, slugs.slugify, sorting.sort_key])
def test_t55_twice_the_text_takes_no_more_than_twice_the_time(
    function: Callable[[str], object], piece: str
) -> None:
    small, large = piece * (50_000 // len(piece)), piece * (400_000 // len(piece))

    # Eight times the text would take 64 times as long if a square were in it.
    assert seconds(function, large) < 40 * seconds(function, small) + 0.1


def seconds(function: Callable[[str], object], value: str) -> float:
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        with suppress(characters.UnsafeText):
            function(value)
        best = min(best, time.process_time() - start)
    return best
