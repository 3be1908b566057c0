"""Two bodies as one: leaving out what is new gives the first back, what is gone the second."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.richtext import html
from api.richtext.cleaning.soup import VOID, escaped, quoted
from api.richtext.comparing.bodies import compared
from tests.api.richtext.test_html_scripts import PIECES

IMAGE, OTHER = (f'<img src="media:{each * 40}" alt="Cầu">' for each in "ab")
ROW = "<tr><td>Thửa 12</td><td>300 m²</td></tr>"


class Side(HTMLParser):
    """Reads a comparison and writes one of its sides, knowing nothing of how it was made."""

    def __init__(self, compared_html: str, left_out: str) -> None:
        super().__init__(convert_charrefs=True)
        self._left_out = left_out
        self._open: list[tuple[str, bool, bool]] = []
        self.parts: list[str] = []
        self.feed(compared_html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        is_mark = tag in ("ins", "del")
        is_out = tag == self._left_out or values.pop("data-diff", None) == self._left_out
        is_out = is_out or (bool(self._open) and self._open[-1][1])
        if not is_out and not is_mark:
            shown = (f' {name}="{quoted(value or "")}"' for name, value in values.items())
            self.parts.append(f"<{tag}{''.join(shown)}>")
        if tag not in VOID:
            self._open.append((tag, is_out, is_mark))

    def handle_endtag(self, tag: str) -> None:
        opened, is_out, is_mark = self._open.pop()
        assert opened == tag
        if not is_out and not is_mark:
            self.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._open or not self._open[-1][1]:
            self.parts.append(escaped(data))


def side(of: str, *, without: str) -> str:
    return "".join(Side(of, without).parts)


def check(before: str, after: str, **bound: int) -> None:
    found = compared(before, after, **bound)
    assert side(found.html, without="ins") == before
    assert side(found.html, without="del") == after
    assert (found.html == before) == (before == after)


@given(st.lists(PIECES, max_size=12), st.lists(PIECES, max_size=12))
def test_both_sides_come_back_from_whatever_differs(one: list[str], other: list[str]) -> None:
    before, after = (str(html.sanitise("".join(each))) for each in (one, other))

    check(before, after)
    check(before, after, steps=9)


BLOCKS = st.sampled_from(
    [
        "<p>Một hai ba bốn</p>", "<p>Một hai <strong>năm</strong> bốn</p>", "<h2>Kết quả</h2>",
        f"<figure>{IMAGE}<figcaption>Cầu mới</figcaption></figure>", f"<p>{IMAGE}</p>",
        f"<table><tbody>{ROW}<tr><td>Thửa 13</td><td></td></tr></tbody></table>",
        f"<table><tbody>{ROW}</tbody></table>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
        "<ul><li>b</li></ul>", '<p>Xem <a href="https://x.gov.vn/">đây</a> &amp; kia</p>', "<hr>",
    ]
)  # fmt: skip


@given(st.lists(BLOCKS, max_size=9), st.lists(BLOCKS, max_size=9))
def test_both_sides_come_back_from_blocks_that_moved(one: list[str], other: list[str]) -> None:
    check("".join(one), "".join(other))


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("<p>a b c</p>", "<p>a x c</p>", "<p>a <del>b</del><ins>x</ins> c</p>"),
        ("<p>Năm.</p>", "<p>Năm. Sáu.</p>", "<p>Năm.<ins> Sáu.</ins></p>"),
        ("<p>a b</p>", "<p>a b</p><p>c</p>", "<p>a b</p><ins><p>c</p></ins>"),
        ("<p>a b</p>", "<h2>a b</h2>", "<del><p>a b</p></del><ins><h2>a b</h2></ins>"),
        (
            "<p>a <strong>b</strong></p>",
            "<p>a b</p>",
            "<p>a <del><strong>b</strong></del><ins>b</ins></p>",
        ),
        (
            "<ul><li>a</li></ul>",
            "<ul><li>a</li><li>b</li></ul>",
            '<ul><li>a</li><li data-diff="ins"><ins>b</ins></li></ul>',
        ),
        (
            '<p>Xem <a href="https://a.vn/">đây</a></p>',
            '<p>Xem <a href="https://b.vn/">đây</a></p>',
            '<p>Xem <del><a href="https://a.vn/">đây</a></del>'
            '<ins><a href="https://b.vn/">đây</a></ins></p>',
        ),
    ],
)
def test_it_shows_words_and_what_else_changed(before: str, after: str, shown: str) -> None:
    assert compared(before, after).html == shown


@pytest.mark.parametrize(
    "moved", [f"<p>{IMAGE}</p>", f"<figure>{IMAGE}<figcaption>Cầu</figcaption></figure>"]
)
def test_an_image_that_moved_is_seen(moved: str) -> None:
    text = "<p>Đoạn một</p>", "<p>Đoạn hai</p>"
    found = compared(f"{moved}{text[0]}{text[1]}", f"{text[0]}{text[1]}{moved}")
    near = compared(f"{moved}{text[0]}", f"{text[0]}{moved}")
    other = compared(f"{text[0]}<p>{IMAGE}</p>", f"<p>{OTHER}</p>{text[0]}")

    assert (found.moved, other.moved) == (("a" * 40,), ())
    assert found.html.count("data-moved") == 2
    assert near.html.replace(f"<p>{IMAGE}</p>", "").count("<p>Đoạn một</p>") == 1


def test_a_changed_table_is_seen_cell_by_cell() -> None:
    table = "<p>Bảng</p><table><tbody>{}</tbody></table>"
    before = table.format(ROW) + table.format(ROW)

    found = compared(before, table.format(ROW) + table.format(ROW.replace("300", "280")))

    assert found.tables == (1,)
    assert "<td><del>300</del><ins>280</ins> m²</td>" in found.html


def test_what_is_too_much_is_told_and_still_right() -> None:
    before, after = (f"<p>{' '.join(f'{w}{n}' for n in range(999))}</p>" for w in "ab")
    mixed = f"<p>{' '.join(f'a{n} b{n}' for n in range(999))}</p>"

    assert compared(before, mixed, steps=500).is_whole is False
    assert compared(before, after.replace("b1", "a1")).is_whole is True
    check(before, mixed, steps=500)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (f"<p>{'a ' * 90_000}</p>", f"<p>{'b a ' * 45_000}</p>"),
        ("<ul>" + "<li>a b</li>" * 9_000 + "</ul>", "<ul>" + "<li>a c</li>" * 9_000 + "</ul>"),
    ],
)
def test_t55_what_repeats_itself_is_compared_in_bounded_steps(before: str, after: str) -> None:
    found = compared(before, after)

    assert side(found.html, without="del") == after
