"""The name of a file is clean, short, on one line, and true about what the file is (T04)."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.http import parse_options_header

from api.media.names import MAX_NAME, content_disposition, display_name
from api.text import characters

BIDI = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f\u061c"
SHOWN = {
    "Thông báo số 15.pdf": "Thông báo số 15.pdf",
    "THÔNG BÁO.PDF": "THÔNG BÁO.pdf",
    "102-TB-UBNDsigned_20201014023351463460.pdf": "102-TB-UBNDsigned_20201014023351463460.pdf",
    "Kế hoạch năm 2024": "Kế hoạch năm 2024.pdf",
    "Thông báo số 15.2024": "Thông báo số 15.2024.pdf",
    "Xã Đắk R'lấp.pdf": "Xã Đắk R'lấp.pdf",
    unicodedata.normalize("NFD", "Nghị quyết.pdf"): "Nghị quyết.pdf",
    "a\u200bb\u00adc.pdf": "abc.pdf",
    "a\u200d\u0301.pdf": "á.pdf",
    "a\u00a0 \t b\u3000c.pdf": "a b c.pdf",
    "bao-cao.doc": "bao-cao.pdf",
    "bao-cao.pdf.exe": "bao-cao.pdf",
    "bao-cao.exe.pdf": "bao-cao.pdf",
    "bao-cao.pdf.js . .": "bao-cao.pdf",
    "C:\\Users\\nva\\Desktop\\15-TB.doc": "15-TB.pdf",
    "a\u2044b\u2215c\uff0fd\uff3ce.pdf": "a-b-c-d-e.pdf",
    "Quyết định số 12/QĐ-UBND ngày 01/7/2026": "Quyết định số 12-QĐ-UBND ngày 01-7-2026.pdf",
    "Thông báo 102/TB-UBND.pdf": "Thông báo 102-TB-UBND.pdf",
    "Số     /TB-UBND": "Số -TB-UBND.pdf",
    "12\\QĐ-UBND": "12-QĐ-UBND.pdf",
    "a/": "a.pdf",
    "a\\ ": "a.pdf",
    "a/../../b": "a-..-..-b.pdf",
    "./media/a.pdf": "a.pdf",
    " \\\\may-chu\\van ban\\a.pdf": "a.pdf",
    "D:/van ban/a.pdf": "a.pdf",
    "~/a.pdf": "a.pdf",
    "https://cu.example.vn/tai-ve/a.pdf": "a.pdf",
    "\uff02\uff1cx\uff1e\u201cy\u201d\u1fef.pdf": "xy.pdf",
    ".htaccess": "htaccess.pdf",
    "  . bao cao . .pdf": "bao cao.pdf",
    "a\nb\rc": "a b c.pdf",
    "a\x00b\x1bc\x7fd\x85e": "abcde.pdf",
    "a\ud800b\ufffe\U0010ffffc\ue000d": "abcd.pdf",
    "e" + "\u0301" * 50: "é" + "\u0301" * 4 + ".pdf",
    # T04
    '"><img src=x>.jpg': "img src=x.pdf",
    "a\r\nSet-Cookie:x": "a Set-Cookiex.pdf",
    "../../etc/passwd": "passwd.pdf",
    "CON": "_CON.pdf",
    "ảnh\u202egpj.exe": "ảnhgpj.pdf",
    "x" * 300: "x" * 146 + ".pdf",
}
NOTHING = (
    *(
        "",
        " ",
        ".",
        "..",
        "...",
        ".pdf",
        ".pdf.exe",
        "/",
        "C:\\a\\",
        "\u202e",
        "\r\n",
        "---",
        "?*",
        "★",
    ),
    *("\u3164\u115f", "★" * 200 + "a", "\u0301\u0301"),
)
RESERVED = (
    *(
        "con",
        "PRN",
        "aux",
        "NUL",
        "CONIN$",
        "CONOUT$",
        "com0",
        "COM9",
        "lpt1",
        "LPT\u00b2",
        "\u200bnul",
    ),
    *("nul.pdf", "nul .x", "con.tar.y", "NUL. .pdf", "aux.pdf.exe"),
)


@pytest.mark.parametrize(("given_name", "name"), SHOWN.items())
def test_t04_a_name_is_cleaned(given_name: str, name: str) -> None:
    assert display_name(given_name, "pdf") == name


@pytest.mark.parametrize("given_name", NOTHING)
def test_t04_it_is_never_empty(given_name: str) -> None:
    assert display_name(given_name, "pdf") == "tep-dinh-kem.pdf"


@pytest.mark.parametrize("given_name", RESERVED)
def test_t04_it_is_no_device_of_windows(given_name: str) -> None:
    assert display_name(given_name, "pdf").startswith("_")


@pytest.mark.parametrize("given_name", ["console.pdf", "Công an", "auxiliary", "com10", "nulla"])
def test_a_word_that_begins_like_a_device_is_left_alone(given_name: str) -> None:
    assert not display_name(given_name, "pdf").startswith("_")


@pytest.mark.parametrize("extension", ["pdf", "docx", "xlsx", "odt"])
def test_t04_it_ends_in_what_the_file_is(extension: str) -> None:
    cut = f"{'x' * (MAX_NAME - 2 * len(extension) - 2)}.{extension}y"
    for given_name in (*SHOWN, *NOTHING, *RESERVED, f"a.{extension}", cut):
        name = display_name(given_name, extension)

        assert name.endswith(f".{extension}")
        assert not name.endswith(f".{extension}.{extension}")
        assert len(name) <= MAX_NAME


@given(
    st.text(st.sampled_from("aệ.\u0301\u0323 /\\<>\"\u202e\u200d\r\n;%'pdfexCON\u1fef\u226f\ud800"))
)
def test_t04_it_is_safe_whatever_is_sent(given_name: str) -> None:
    name = display_name(given_name, "pdf")

    assert not set(name) & set(f'/\\<>:"|?*`{BIDI}')
    assert characters.normalise(name) == name
    assert display_name(name, "pdf") == name


@given(st.text(max_size=400))
def test_t04_it_is_safe_in_any_script(given_name: str) -> None:
    name = display_name(given_name, "pdf")

    assert len(name) <= MAX_NAME
    assert all(unicodedata.category(each)[0] not in "C" for each in name)
    assert characters.normalise(name) == name
    assert display_name(name, "pdf") == name


def test_a_name_of_megabytes_costs_nothing() -> None:
    marks = "\u0301\u0323" * 500_000  # ordering them all would take hours

    assert display_name("/" + "a/" * 1_000_000 + "b" + marks, "pdf") == "ḅ" + "\u0323" * 4 + ".pdf"


HEADERS = {
    "bao-cao.pdf": "attachment; filename=\"bao-cao.pdf\"; filename*=UTF-8''bao-cao.pdf",
    "Kế hoạch Đ-15 (đợt 2).pdf": (
        'attachment; filename="Ke hoach D-15 (dot 2).pdf"; '
        "filename*=UTF-8''K%E1%BA%BF%20ho%E1%BA%A1ch%20%C4%90-15%20%28%C4%91%E1%BB%A3t%202%29.pdf"
    ),
    "文.pdf": "attachment; filename=\"tep-dinh-kem.pdf\"; filename*=UTF-8''%E6%96%87.pdf",
    "50%41'x'.pdf": "attachment; filename=\"50_41_x_.pdf\"; filename*=UTF-8''50%2541%27x%27.pdf",
    "___": "attachment; filename=\"tep-dinh-kem\"; filename*=UTF-8''___",
}


@pytest.mark.parametrize(("name", "header"), HEADERS.items())
def test_a_header_names_a_file_in_both_ways(name: str, header: str) -> None:
    assert content_disposition(name) == header


@pytest.mark.parametrize("given_name", [*SHOWN, *NOTHING, *RESERVED])
def test_t04_a_browser_reads_the_name_that_people_see(given_name: str) -> None:
    name = display_name(given_name, "pdf")

    kind, options = parse_options_header(content_disposition(name))

    assert (kind, options) == ("attachment", {"filename": name})


@given(st.text(max_size=100) | st.text(st.sampled_from("\r\n\"\\;=%*'a\u2028\u226f\ud800é")))
def test_t04_a_header_is_one_line_of_ascii_whatever_the_name(name: str) -> None:
    header = content_disposition(name)

    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert "\\" not in header
