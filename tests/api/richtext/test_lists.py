"""Lists come out as lists: those of Word, which are paragraphs, and those of Google Docs."""

import pytest

from tests.api.richtext.taking import taken


def item(text: str, mark: str = "·", level: int = 1, run: str = "lfo1", tag: str = "p") -> str:
    """A paragraph as Word writes an item."""
    style = f"margin-left:1in;mso-list:l0 level{level} {run}"
    return (
        f"<{tag} class=MsoListParagraphCxSpMiddle style='{style}'>"
        "<![if !supportLists]><span style='font-family:Symbol'><span style='mso-list:Ignore'>"
        f"{mark}<span style='font:7.0pt Times'>&nbsp;&nbsp;&nbsp; </span></span></span>"
        f"<![endif]>{text}<o:p></o:p></{tag}>\n"
    )


def online(words: str, level: int = 1, tag: str = "ul", start: int = 1, run: str = "1") -> str:
    """An item as Word in a browser writes it: in a list and a wrapping of its own."""
    return (
        f'<div class="ListContainerWrapper"><{tag} role="list" start="{start}"><li'
        f' data-listid="{run}" data-aria-level="{level}"><p>{words}</p></li></{tag}></div>\n'
    )


def bare(words: str, level: int = 1) -> str:
    """An item of whose number nothing says what it is."""
    return f"<p style='mso-list:l0 level{level} lfo1'>{words}</p>"


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (
            item("Căn cước") + item("bản sao", "o", 2) + item("Ảnh thẻ"),
            "<ul><li>Căn cước<ul><li>bản sao</li></ul></li><li>Ảnh thẻ</li></ul>",
        ),
        (item("a", "1.") + item("b", "2."), "<ol><li>a</li><li>b</li></ol>"),
        (item("a", "3.") + item("b", "4."), '<ol start="3"><li>a</li><li>b</li></ol>'),
        (item("a", "1.") + item("b", "5."), '<ol><li>a</li><li value="5">b</li></ol>'),
        (item("a", "a)") + item("b", "b)"), '<ol type="a"><li>a</li><li>b</li></ol>'),
        (item("a", "I.") + item("b", "II."), '<ol type="I"><li>a</li><li>b</li></ol>'),
        (item("a", "c)") + item("b", "d)"), '<ol type="a" start="3"><li>a</li><li>b</li></ol>'),
        (item("h", "h)") + item("i", "i)"), '<ol type="a" start="8"><li>h</li><li>i</li></ol>'),
        (item("a", "iv)") + item("b", "v)"), '<ol type="i" start="4"><li>a</li><li>b</li></ol>'),
        (
            item("a", "1.") + item("b", "a.", 2) + item("c", "b.", 2) + item("d", "2."),
            '<ol><li>a<ol type="a"><li>b</li><li>c</li></ol></li><li>d</li></ol>',
        ),
        (
            item("a", "1.") + item("b", "-", 3) + item("c", "2."),
            "<ol><li>a<ul><li>b</li></ul></li><li>c</li></ol>",
        ),
        (item("b", "o", 2) + item("a"), "<ul><li>b</li></ul><ul><li>a</li></ul>"),
        (item("a", "1.") + item("b", "·"), "<ol><li>a</li></ol><ul><li>b</li></ul>"),
        (
            item("a", "1.") + item("b", "1.", run="lfo2"),
            "<ol><li>a</li></ol><ol><li>b</li></ol>",
        ),
        (
            item("a", "1.") + "<p>giữa</p>" + item("b", "2."),
            '<ol><li>a</li></ol><p>giữa</p><ol start="2"><li>b</li></ol>',
        ),
        (item("a", "+") + "chữ" + item("b", "+"), "<ul><li>a</li></ul>chữ<ul><li>b</li></ul>"),
        (item("<b>a</b> b", "\uf0b7"), "<ul><li><strong>a</strong> b</li></ul>"),
        (item("Phạm vi", "Điều 1."), "<p>Điều 1.    Phạm vi</p>"),
        (item("a", "1.1."), "<p>1.1.    a</p>"),
        (item("a", "đ)"), "<p>đ)    a</p>"),
        (item("a", "1.", tag="h2"), "<h2>1.    a</h2>"),
        (
            "<p style='mso-list:l0 level1 lfo1'>a</p><p style='mso-list:l0 level1 lfo1'>b</p>",
            "<ul><li>a</li><li>b</li></ul>",
        ),
        (
            bare("1.<span style='font:7pt Times'>&nbsp;&nbsp; </span>a")
            + bare("a)&nbsp;b", level=2)
            + bare("<b>2.<span>&nbsp; </span>c</b> &lt;d"),
            '<ol><li>a<ol type="a"><li>b</li></ol></li><li><strong>c</strong> &lt;d</li></ol>',
        ),
        (bare("o<span>&nbsp;&nbsp; </span>a") + bare("·&nbsp; b"), "<ul><li>a</li><li>b</li></ul>"),
        (
            bare("10&nbsp;triệu") + bare("2026&nbsp; là năm") + bare("vi&nbsp;phạm"),
            "<ul><li>10 triệu</li><li>2026  là năm</li><li>vi phạm</li></ul>",
        ),
        ("<p style='mso-list:none'>a</p><p style='mso-list:skip'>b</p>", "<p>a</p><p>b</p>"),
        (
            f"<table><tr><td>{item('a')}</td><td>{item('b')}</td></tr></table>",
            "<table><tbody><tr><td><ul><li>a</li></ul></td><td><ul><li>b</li></ul></td></tr></tbody>"
            "</table>",
        ),
        (
            online("a") + online("b", 2) + online("c", 3) + online("d", 2) + online("e"),
            "<ul><li><p>a</p><ul><li><p>b</p><ul><li><p>c</p></li></ul></li><li><p>d</p></li></ul>"
            "</li><li><p>e</p></li></ul>",
        ),
        (
            online("a", tag="ol")
            + online("b", 2, run="")
            + online("c", tag="ol", start=2)
            + online("d", tag="ol", start=5)
            + "<p>x</p>"
            + online("e", tag="ol", start=6),
            "<ol><li><p>a</p><ul><li><p>b</p></li></ul></li><li><p>c</p></li>"
            '<li value="5"><p>d</p></li></ol><p>x</p><ol start="6"><li><p>e</p></li></ol>',
        ),
        (
            online("a", tag="ol") + online("b", tag="ol", run="2"),
            "<ol><li><p>a</p></li></ol><ol><li><p>b</p></li></ol>",
        ),
        (
            f"<table><tr><td>{online('a', 2)}{online('b', 3)}</td></tr></table>",
            "<table><tbody><tr><td><ul><li><p>a</p><ul><li><p>b</p></li></ul></li></ul></td></tr>"
            "</tbody></table>",
        ),
        (
            f"<div class=WordSection1>\n{item('a')}{item('b')}</div>",
            "<ul><li>a</li><li>b</li></ul>",
        ),
    ],
)
def test_items_of_word_become_lists(pasted: str, stored: str) -> None:
    body, lost = taken(pasted)

    assert body.replace("\n", "") == stored
    assert lost == {}


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (
            "<ul><li>a</li><ul><li>b</li><li>c</li></ul><li>d</li></ul>",
            "<ul><li>a<ul><li>b</li><li>c</li></ul></li><li>d</li></ul>",
        ),
        (
            "<ol><li>a</li>\n<ol type=a><li>b</li></ol>\n<ul><li>c</li></ul></ol>",
            '<ol><li>a<ol type="a"><li>b</li></ol><ul><li>c</li></ul></li></ol>',
        ),
        ("<ul><ul><li>a</ul></ul>", "<ul><ul><li>a</li></ul></ul>"),
        ("<ul><li>a</li>b<ul><li>c</ul></ul>", "<ul><li>a</li>b<ul><li>c</li></ul></ul>"),
        ("<ol><li style='list-style-type:lower-alpha'>a</ol>", '<ol type="a"><li>a</li></ol>'),
        ("<ol style='list-style: upper-roman inside'><li>a</ol>", '<ol type="I"><li>a</li></ol>'),
        ("<ol style='list-style-type:decimal'><li>a</ol>", "<ol><li>a</li></ol>"),
        (
            "<ol type=A start=3><li value=9>a</ol>",
            '<ol type="A" start="3"><li value="9">a</li></ol>',
        ),
        ("<ol type=disc><li>a</ol>", "<ol><li>a</li></ol>"),
        ("<menu><li>a</menu><dir><li>b</dir>", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
    ],
)
def test_a_list_keeps_its_depth_and_its_way_of_counting(pasted: str, stored: str) -> None:
    assert taken(pasted) == (stored, {})
