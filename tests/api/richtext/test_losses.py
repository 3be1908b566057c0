"""What is lost is told in words: how often, what, and where; the second time nothing is lost."""

from hypothesis import given
from hypothesis import strategies as st

from api.richtext import html
from api.text.losses import Losses, words_before
from tests.api.richtext.test_html_scripts import PIECES, check


def said(pasted: str, language: str = "en") -> list[str]:
    return [loss.said(language) for loss in html.sanitise(pasted).losses]


def test_a_loss_says_how_often_what_and_after_which_words() -> None:
    body = (
        '<p>Theo <b>Văn bản</b> <a href="/van-ban/45.html">45</a>, <a href="t.php?id=9">tin</a></p>'
    )

    assert said(body) == [
        "2 links dropped: “/van-ban/45.html”, “t.php?id=9” (after “Theo Văn bản”)"
    ]
    assert said(body, "vi") == [
        "2 liên kết bị bỏ: “/van-ban/45.html”, “t.php?id=9” (sau “Theo Văn bản”)"
    ]
    assert said("<a href=/x>a</a>") == ["1 link dropped: “/x”"]


def test_ten_examples_are_told_and_each_is_cut() -> None:
    found = html.sanitise("".join(f"<a href=/{n}{'x' * 500}>a</a>" for n in range(12))).losses[0]

    assert (found.total, len(found.examples)) == (12, 10)
    assert {len(example) for example in found.examples} == {161}
    assert found.said().startswith("12 links dropped: “/0x")
    assert found.said().count("”, …") == 1


def test_what_nobody_looked_at_drives_no_terminal() -> None:
    found = said("<p hidden>a\x1b[31m\u202eb\x00c</p>")

    assert found == ["1 hidden text removed: “a�[31m�b�c”"]


def test_the_words_before_a_place_are_text() -> None:
    markup = f"<p>{'x ' * 300}một <b class='{'y' * 390}'>hai</b> &amp; ba &lt;</p>"

    assert words_before(markup, len(markup)) == "hai & ba <"
    assert words_before("<style>p{}</style>a<!-- b > c -->d", 99) == "d"
    assert words_before("a b c d e f g h", 14) == "b c d e f g"
    assert words_before("abc", 0) == ""


def test_kinds_are_told_in_the_order_in_which_they_came() -> None:
    losses = Losses()
    for code in ("heading_changed", "link_dropped", "heading_changed"):
        losses.add(code, "x")

    assert [(each.code, each.total) for each in losses.all()] == [
        ("heading_changed", 2),
        ("link_dropped", 1),
    ]


LOOKS = (
    *("display:none", "font-weight:bold", "font-weight:normal", "text-decoration:line-through"),
    *("mso-list:l0 level1 lfo1", "mso-list:l1 level2 lfo1", "mso-list:Ignore", "font-style:italic"),
    *("list-style-type:lower-roman", "vertical-align:super", "mso-element:comment"),
)
NAMES = (
    "p",
    "div",
    "span",
    "b",
    "s",
    "del",
    "table",
    "tr",
    "td",
    "col",
    "ul",
    "ol",
    "li",
    "h1",
    "a",
)
STYLED = st.builds("<{} style='{}'>".format, st.sampled_from(NAMES), st.sampled_from(LOOKS))
OTHERS = st.sampled_from(
    [
        *("<del cite=x>", "</del>", "<q>", "</q>", "</h1>", "<h5>", "<dl>", "<dt>", "<dd hidden>"),
        *("<iframe src=https://x.vn></iframe>", "<svg><text>x</text></svg>", "<select>x</select>"),
        *("<a href=/x>", "<img data-src=x>", "<td rowspan=2>", "<td colspan=3>", "<li value=3>"),
        *("<style>.x{display:none}</style>", "<p class=x>", "<noscript><img src=y></noscript>"),
        *("1.", "a)", "·", "<font style='font-weight:700'>", "</font>", "<o:p>", "</o:p>"),
        "<p class=MsoCommentText>",
    ]
)


@given(st.lists(st.one_of(PIECES, STYLED, OTHERS), max_size=25).map("".join))
def test_t01_whatever_is_pasted_loses_nothing_the_second_time(pasted: str) -> None:
    body = html.sanitise(pasted)
    again = html.sanitise(str(body))

    check(body)
    assert again == body
    assert again.losses == ()
