"""HTML that was left in plain texts is seen, and what only looks like it is not."""

import pytest

from api.richtext.cleaning.leftovers import perhaps_meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Nông dân &amp; Phụ nữ &#8211; ra quân", "Nông dân & Phụ nữ – ra quân"),
        ("<p>Tóm tắt <b>có thẻ</b></p>", "Tóm tắt có thẻ"),
        ("Ủy ban nh&acirc;n d&acirc;n&nbsp;x&#xe3;", "Ủy ban nhân dân xã"),
        ("Hội &amp;amp; Đoàn", "Hội & Đoàn"),
        ("&lt;p&gt;Họp dân&lt;/p&gt;", "Họp dân"),
        ("Dòng một<br/>dòng hai<BR>dòng ba", "Dòng một dòng hai dòng ba"),
        ('<span style="color:red">Khẩn</span>:<o:p></o:p> nghỉ học', "Khẩn: nghỉ học"),
        ("Trước<!-- ẩn -->sau", "Trướcsau"),
        ("Giá x &lt; 5 triệu", "Giá x < 5 triệu"),
    ],
)
def test_what_was_left_is_read(text: str, meant: str) -> None:
    assert perhaps_meant(text) == meant


@pytest.mark.parametrize(
    "text",
    ["Nông dân & Phụ nữ", "R&D; A&B", "a < b và c > d", "<xã Yên Hòa>", "?a=1&copy=2", "I <3 xã",
     "&khongco;", "&#xyz;", "Bước 1 -> Bước 2", "AT&T"],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert perhaps_meant(text) is None


def test_a_text_made_to_be_read_for_ever_is_read_at_once() -> None:
    assert perhaps_meant("<p " * 100_000 + "&" * 100_000) is None
