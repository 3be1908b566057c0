"""What means "not this text" takes its text with it, and every time somebody is told."""

import pytest

from tests.api.richtext.taking import Lost, taken

TRACKED = 'cite="mailto:x" datetime="2026-01-05T08:00"'


@pytest.mark.parametrize(
    ("pasted", "stored", "deleted"),
    [
        (
            f'<p class=MsoNormal>Hạn: <s><span style="color:red"><del {TRACKED}>ngày 10/01</del>'
            f"</span></s><ins {TRACKED}>ngày 20/01</ins>.</p>",
            "<p>Hạn: ngày 20/01.</p>",
            ("ngày 10/01",),
        ),
        ("<p>a<del datetime=2026>b</del>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<DEL CITE='x'>b</DEL>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<w:del><w:r>b</w:r></w:del><w:ins>c</w:ins></p>", "<p>ac</p>", ("b",)),
        ("<p>a<w:moveFrom w:id=1>b</w:moveFrom>c</p>", "<p>ac</p>", ("b",)),
        (
            "<text:tracked-changes><text:deletion>b</text:deletion></text:tracked-changes>c",
            "c",
            ("b",),
        ),
        ("<p>a<span class=msoDel>b</span>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<span class='TextRun TrackChangeTextDeletion'>b</span>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<span class=deletion data-author=An>b</span>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<span class=deletion>b</span>c</p>", "<p>abc</p>", None),
        (f"<del {TRACKED}><p>một</p><p>hai</p></del><p>c</p>", "<p>c</p>", ("một hai",)),
        (f"<ul><li>a<li><del {TRACKED}>b</del></ul>", "<ul><li>a</li><li></li></ul>", ("b",)),
        (f"<p>a<del {TRACKED}>b</p><p>c</p>", "<p>a</p><p>c</p>", ("b",)),
        (f"<p>a<del {TRACKED}> </del>c</p>", "<p>ac</p>", None),
    ],
)
def test_t79_what_was_deleted_in_a_word_processor_is_gone(
    pasted: str, stored: str, deleted: tuple[str, ...] | None
) -> None:
    assert taken(pasted) == (stored, {"deletion_removed": deleted} if deleted else {})


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (
            "<p><s>7.000</s> <del>8.000</del> <strike>8.500</strike> 9.000</p>",
            "<p><s>7.000</s> <s>8.000</s> <s>8.500</s> 9.000</p>",
        ),
        ("<p><span style='text-decoration:line-through'>7</span></p>", "<p><s>7</s></p>"),
        ("<p><span style='text-decoration-line: line-through'>7</span></p>", "<p><s>7</s></p>"),
        ("<p style='text-decoration:line-through'>7<p>8", "<p><s>7</s></p><p>8</p>"),
        ("<p style='TEXT-DECORATION: LINE-THROUGH !important'>7</p>", "<p><s>7</s></p>"),
        ("<ul style='text-decoration:line-through'><li>7</ul>", "<ul><li><s>7</s></li></ul>"),
        ("<p><s>a <b>b</b></s></p>", "<p><s>a <strong>b</strong></s></p>"),
        ("<p><s><span style='text-decoration:line-through'>7</span></s></p>", "<p><s>7</s></p>"),
        (
            "<style>.x1{text-decoration:line-through}</style><p class='a x1'>7</p>",
            "<p><s>7</s></p>",
        ),
        (
            "<table><tr style='text-decoration:line-through'><td>7<td>8</table>",
            "<table><tbody><tr><td><s>7</s></td><td><s>8</s></td></tr></tbody></table>",
        ),
    ],
)
def test_what_was_struck_out_stays_struck_out(pasted: str, stored: str) -> None:
    assert taken(pasted) == (stored, {})


WORD_COMMENT = """\
<p class=MsoNormal>Mức chi là 2 triệu đồng<span class=MsoCommentReference><a
class=msocomanchor href="#_msocom_1">[B1]</a></span>.</p><div style="mso-element:comment-list">
<hr class=msocomoff align=left size=1><div style='mso-element:comment'><div class=msocomtxt>
<p class=MsoCommentText>Số này chưa ai ký, chờ họp.</p></div></div></div>"""
GOOGLE_COMMENT = """\
<p><span>Mức chi</span><sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div
style="border:1px solid black;margin:5px"><p class="c1"><a href="#cmnt_ref1" id="cmnt1">[a]</a><span
class="c2">chưa ký</span></p></div><p>Hết</p>"""


@pytest.mark.parametrize(
    ("pasted", "stored", "comment"),
    [
        (WORD_COMMENT, "<p>Mức chi là 2 triệu đồng.</p>", ("Số này chưa ai ký, chờ họp.",)),
        (GOOGLE_COMMENT, "<p>Mức chi</p><p>Hết</p>", ("[a]chưa ký",)),
        (f"<div>a</div>{GOOGLE_COMMENT}", "<p>a</p><p>Mức chi</p><p>Hết</p>", ("[a]chưa ký",)),
        ("<p>a</p><p class=MsoCommentText>b</p><p>c</p>", "<p>a</p><p>c</p>", ("b",)),
        ("<p>a<a style='mso-comment-reference:B_1'>b</a></p>", "<p>ab</p>", None),
        ("<p>a<span class=MsoCommentReference>[B1]</span></p>", "<p>a</p>", None),
        (
            "<blockquote><a href='#cmnt_ref1'>[a]</a>b</blockquote>",
            "<blockquote>b</blockquote>",
            None,
        ),
        ("<p>a<office:annotation>b</office:annotation>c</p>", "<p>ac</p>", ("b",)),
    ],
)
def test_t79_a_comment_of_a_word_processor_is_gone(
    pasted: str, stored: str, comment: tuple[str, ...] | None
) -> None:
    assert taken(pasted) == (stored, {"comment_removed": comment} if comment else {})


@pytest.mark.parametrize(
    ("pasted", "stored", "hidden"),
    [
        ("<p>a<span style='display:none'>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span style='mso-hide: all'>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span hidden>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span HIDDEN=''>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span style='DISPLAY : NONE !important'>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span style='visibility:hidden'>mật</span>b</p>", "<p>ab</p>", ("mật",)),
        ("<p>a<span style='display:none;display:inline'>rõ</span>b</p>", "<p>arõb</p>", None),
        (
            "<p style='visibility:hidden;animation-name:none'>hiện dần</p>",
            "<p>hiện dần</p>",
            None,
        ),
        ("<p>a<i style='display:none!important;display:inline'>b</i>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<i style='display:/* */none'>b</i>c</p>", "<p>ac</p>", ("b",)),
        ("<style>i#x{display:none}</style><p>a<i id=x>b</i>c</p>", "<p>ac</p>", ("b",)),
        ("<p>a<span hidden>b<span>c</span>d</span>e</p>", "<p>ae</p>", ("bcd",)),
        ("<p>a<span hidden>b<p>c</p>", "<p>a</p><p>c</p>", ("b",)),
        ("<p hidden>a<p>b", "<p>b</p>", ("a",)),
        ("<dialog>a</dialog><dialog open>b</dialog>", "<p>b</p>", ("a",)),
        ("<p hidden>a<div>b</div>", "<p>b</p>", ("a",)),
        ("<div hidden><p>a</p><ul><li>b</ul></div>c", "c", ("a b",)),
        ("<div hidden><div>a</div>b</div>c", "c", ("a b",)),
        ("<div hidden>a</p>b</span>c</div>d", "d", ("a bc",)),
        ("<h2>a</h2><h3 hidden>b<h3>c</h3>", "<h2>a</h2><h3>c</h3>", ("b",)),
        (
            "<ul><li>a<li hidden>b<ul><li>c</ul><li>d</ul>",
            "<ul><li>a</li><li>d</li></ul>",
            ("b c",),
        ),
        ("<dl><dt hidden>a<dd>b<dd hidden>c</dl>", "<p>b</p>", ("a", "c")),
        ("<b hidden>a<i>b</b>c</i>", "c", ("ab",)),
        ("<p>a<img hidden src=x><br><input type=hidden value=b>c</p>", "<p>a<br>c</p>", None),
        ("<style>.an,.b{display:none}</style><p class=an>a<p class=c>b", "<p>b</p>", ("a",)),
        ("<style>@media print{.an{display:none}}</style><p class=an>a</p>", "<p>a</p>", None),
        ("<style>/* .an{} */ p.an { color:red; display: none }</style><p class=an>a", "", ("a",)),
        ("<style>.x .an{display:none}</style><p class=an>a</p>", "<p>a</p>", None),
        ("<p class=hidden>a</p>", "<p>a</p>", None),
        ("<colgroup style='display:none'><p>a</p>", "<p>a</p>", None),
    ],
)
def test_t79_hidden_text_is_gone(pasted: str, stored: str, hidden: tuple[str, ...] | None) -> None:
    assert taken(pasted) == (stored, {"hidden_removed": hidden} if hidden else {})


def rows(*cells: str) -> str:
    return f"<table><tbody>{''.join(f'<tr>{each}</tr>' for each in cells)}</tbody></table>"


HIDDEN_ROW = "<tr height=0 style='display:none;mso-height-source:userset'>"
HIDDEN_COLUMN = "<col width=0 style='display:none;mso-width-source:userset'>"


@pytest.mark.parametrize(
    ("pasted", "stored", "hidden"),
    [
        (
            f"<table><tr><td>a{HIDDEN_ROW}<td>mật<td>1<tr><td>b</table>",
            rows("<td>a</td>", "<td>b</td>"),
            ("mật 1",),
        ),
        (
            f"<table><tr><td rowspan=3>a<td>b{HIDDEN_ROW}<td>mật</tr><tr><td>c</table>",
            rows('<td rowspan="2">a</td><td>b</td>', "<td>c</td>"),
            ("mật",),
        ),
        (
            f"<table><tr><td rowspan=2>a<td>b{HIDDEN_ROW}<td>mật<tr><td>c</table>",
            rows("<td>a</td><td>b</td>", "<td>c</td>"),
            ("mật",),
        ),
        (
            f"<table><col>{HIDDEN_COLUMN}<col><tr><td>a<td>mật<td>b<tr><td>c<td>kín<td>d</table>",
            rows("<td>a</td><td>b</td>", "<td>c</td><td>d</td>"),
            ("mật", "kín"),
        ),
        (
            f"<table><col>{HIDDEN_COLUMN}<tr><td colspan=2>a<tr><td>b<td>mật</table>",
            rows("<td>a</td>", "<td>b</td>"),
            ("mật",),
        ),
        (
            f"<table><col>{HIDDEN_COLUMN}<col>"
            "<tr><td rowspan=2>a<td>mật<td>b<tr><td>kín<td>c</table>",
            rows('<td rowspan="2">a</td><td>b</td>', "<td>c</td>"),
            ("mật", "kín"),
        ),
        (
            "<table><col span=2 style='visibility:collapse'><tr><td>a<td>b<td>c</table>",
            rows("<td>c</td>"),
            ("a", "b"),
        ),
        ("<table><tbody style='display:none'><tr><td>a</table>b", "b", ("a",)),
        ("<table style='display:none'><tr><td>a</table>b", "b", ("a",)),
        (
            f"<table><tr><td><table>{HIDDEN_ROW}<td>mật<tr><td>a</table><tr><td>b</table>",
            rows(f"<td>{rows('<td>a</td>')}</td>", "<td>b</td>"),
            ("mật",),
        ),
    ],
)
def test_t79_hidden_rows_and_columns_are_gone_and_the_rest_stands_in_its_place(
    pasted: str, stored: str, hidden: tuple[str, ...]
) -> None:
    assert taken(pasted) == (stored, {"hidden_removed": hidden})


@pytest.mark.parametrize(
    ("pasted", "stored", "lost"),
    [
        ("<svg><text>Biểu đồ</text></svg>a", "a", {"drawing_dropped": ("Biểu đồ",)}),
        ("<svg><path d='M0'/></svg>a", "a", {}),
        ("<math><mi>x</mi><mo>=</mo></math>a", "a", {"drawing_dropped": ("x =",)}),
        ("<select><option>Nam<option>Nữ</select>a", "a", {"form_dropped": ("Nam Nữ",)}),
        (
            "<textarea>ghi</textarea><input value='Gửi  đi' type=SUBMIT>"
            "<input type=checkbox value=1><input type=hidden value=x>a",
            "a",
            {"form_dropped": ("ghi", "Gửi đi")},
        ),
        ("<xml><w:View>Normal</w:View></xml><script>x</script><style>y</style>a", "a", {}),
        ("<!--[if gte mso 9]><p>x</p><![endif]-->a", "a", {}),
    ],
)
def test_t79_what_else_a_body_may_not_hold_is_told_where_it_has_words(
    pasted: str, stored: str, lost: Lost
) -> None:
    assert taken(pasted) == (stored, lost)


def test_t79_changed_headings_and_dropped_values_are_told() -> None:
    assert taken("<h1>a</h1><h2>b</h2><h5>c</h5><h6></h6>") == (
        "<h2>a</h2><h2>b</h2><h4>c</h4>",
        {"heading_changed": ("a", "c")},
    )
    assert taken("<table><tr><td colspan=2x rowspan=1 scope=all>a</table>") == (
        '<table><tbody><tr><td rowspan="1">a</td></tr></tbody></table>',
        {"value_dropped": ("colspan=2x",)},
    )
