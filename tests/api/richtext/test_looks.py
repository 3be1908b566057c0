"""Styles that stand for meaning become the tags that mean it; all other styles are nothing."""

import pytest

from tests.api.richtext.taking import taken

GOOGLE = """\
<b style="font-weight:normal" id="docs-internal-guid-0"><p dir="ltr"><span
style="font-weight:400">Chữ thường, </span><span style="font-weight:700">chữ đậm</span>.</p><p
dir="ltr"><span style="font-weight:400">Đoạn hai.</span></p></b>"""
UNDERLINED = "<span style='color:#1155cc;text-decoration:underline'>a</span>"


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (GOOGLE, "<p>Chữ thường, <strong>chữ đậm</strong>.</p><p>Đoạn hai.</p>"),
        ("<strong style='font-weight:400'>a</strong>", "a"),
        ("<b style='mso-bidi-font-weight:normal'>a</b>", "<strong>a</strong>"),
        ("<i style='font-style:normal'>a</i>", "a"),
        ("<b><span style='font-weight:700'>a</span></b>", "<strong>a</strong>"),
        ("<p style='font-weight:bold'>a<p>b", "<p><strong>a</strong></p><p>b</p>"),
        (
            "<p><span style='font:italic bold 12pt Arial'>a</span></p>",
            "<p><strong><em>a</em></strong></p>",
        ),
        ("<p><font style='font-style:oblique'>a</font></p>", "<p><em>a</em></p>"),
        ("<span style='font-style:italic'>a<b>b</b></span>", "<em>a<strong>b</strong></em>"),
        ("H<span style='vertical-align:sub;font-size:.6em'>2</span>O", "H<sub>2</sub>O"),
        ("km<span style='vertical-align:super'>2</span>", "km<sup>2</sup>"),
        (UNDERLINED, "<u>a</u>"),
        (f"<a href='tel:1'>{UNDERLINED}</a>", '<a href="tel:1">a</a>'),
        ("<h2><span style='font-weight:700'>a</span></h2>", "<h2>a</h2>"),
        ("<h2 style='font-weight:700'>a</h2>", "<h2>a</h2>"),
        (
            "<style>.c3{font-weight:700}.c0{font-weight:400}</style><p class=c0>a<b class=c3>b</b>",
            "<p>a<strong>b</strong></p>",
        ),
        (
            "<b>a <span style='font-weight:normal'>b</span> c</b>",
            "<strong>a </strong>b<strong> c</strong>",
        ),
        (
            "<b><i>a<span style='font-weight:400'>b</span>c</i></b>",
            "<strong><em>a</em></strong><em>b</em><strong><em>c</em></strong>",
        ),
        (
            "<b><p>a<span style='font-weight:400'>b</span></p></b>",
            "<strong><p>ab</p></strong>",
        ),
        ("<b>a<i>b</b>c</i>", "<strong>a<em>b</em></strong><em>c</em>"),
        ("<p><b>a<p>b</b>c", "<p><strong>a</strong></p><p><strong>b</strong>c</p>"),
        ("<b><p>a</b>b</p>c", "<p><strong>a</strong>b</p>c"),
        ("<p style='color:red;text-align:center;font-size:14pt;font-family:Arial'>a", "<p>a</p>"),
    ],
)
def test_looks_that_mean_something_are_kept(pasted: str, stored: str) -> None:
    assert taken(pasted) == (stored, {})
