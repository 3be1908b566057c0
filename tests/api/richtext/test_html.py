"""What of a body is stored, and what of it is shown."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.richtext import html
from api.richtext.cleaning.taming import is_tame

ONE, OTHER = "a1" * 20, "b2" * 20
REL = 'rel="noopener nofollow ugc"'
STORED = f"""\
<h2>Kết quả</h2><p>Tiếp nhận <strong>254</strong> hồ sơ, <em>37,47 km²</em>.<br>Hết.</p>
<h3>Chi tiết</h3><h4>Đất đai</h4><ul><li>Một</li></ul>\
<ol start="3" type="a"><li value="5">Ba</li></ol>
<blockquote><p>Trích <sub>a</sub><sup>b</sup><u>c</u><s>d</s></p></blockquote><hr>
<figure><img src="media:{ONE}" alt="Bàn giao"><figcaption>Lễ bàn giao</figcaption></figure>
<table><caption>Bảng</caption><thead><tr><th scope="col">Lĩnh vực</th></tr></thead>\
<tbody><tr><td colspan="2" rowspan="1">146</td></tr></tbody></table>
<pre><code>a
  b</code></pre><p><a href="https://nghean.gov.vn/">Cổng</a> <a href="tel:+84238">Gọi</a></p>"""


def test_it_keeps_all_that_a_body_may_have() -> None:
    assert html.sanitise(STORED) == STORED


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<b>a</b><i>b</i><div>c</div>", "<strong>a</strong><em>b</em><p>c</p>"),
        ("<B CLASS=x>a</B>", "<strong>a</strong>"),
        ("<div><p>a</p></div>", "<p>a</p>"),
        ("<div>a<div>b</div>c</div>d", "<p>a</p><p>b</p>c<br>d"),
        ("<div><ul><li>a</li></ul></div>", "<ul><li>a</li></ul>"),
        ("<b>a<i>b</b>c</i>", "<strong>a<em>b</em></strong><em>c</em>"),
        ("<b><div>a</div></b>", "<strong><p>a</p></strong>"),
        ("<p>a</p><div><br></div><p>&nbsp;</p><p>b</p>", "<p>a</p><p>b</p>"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>"),
        (
            "<table><tr><td>a</table>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("<span style='color:red'>a</span><font>b</font><o:p>c</o:p>", "abc"),
        ("<h1>a</h1>b<section>c</section><h5>d</h5>", "<h2>a</h2>b<p>c</p><h4>d</h4>"),
        ("a</div>b</p>c", "a<br>b<br>c"),
        ("<tr><td>a</td><td>b</td></tr>", "a b"),
        ("<p>a <q>b</q></p>", "<p>a “b”</p>"),
        (
            "<h2></h2><ul><li></li></ul><ul> </ul><blockquote><br></blockquote>",
            "<ul><li></li></ul>",
        ),
        ("<p><b><i> </i></b>a<u></u></p>", "<p> a</p>"),
        ("<button>a</button><label>b</label>", "ab"),
        ("a<!-- b -->c<!--[if gte mso 9]><xml>x</xml><![endif]-->d", "acd"),
        ("a<svg/>b<svg><text>c</text></svg>d<iframe />e", "abde"),
        ("<style>p{}</style><script>x</script><title>x</title>a", "a"),
        ("<p class=x id=y style=z onclick=a data-b=c lang=vi>a</p>", "<p>a</p>"),
        ("<ol start=x><li>a</li></ol>", "<ol><li>a</li></ol>"),
        (
            "<table><tr><td colspan=0 rowspan=2x scope=all>a</td></tr></table>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
        ("<pre>" + "\n" * 20 + " a\n  b</pre>", "<pre> a\n  b</pre>"),
        ("a < b > c & d", "a &lt; b &gt; c &amp; d"),
        ("H&ocirc;&#803;i ngh&#x1ECB; &copy &amp;lt;", "Hội nghị © &amp;lt;"),
        ("&l<x>t;", "&amp;lt;"),
        ("", ""),
        (" \n<p> </p>\n", ""),
    ],
)
def test_it_brings_what_is_pasted_into_the_stored_form(pasted: str, stored: str) -> None:
    assert html.sanitise(pasted) == stored
    assert html.sanitise(stored) == stored


@pytest.mark.parametrize("literal", ["{{7*7}}", "{0.__class__}", "%n%s", "${7*7}", "{% x %}"])
def test_t09_templates_stay_as_they_are_written(literal: str) -> None:
    body = f"<p>{literal}</p>"

    assert html.sanitise(body) == body
    assert html.render(body, str) == body
    assert html.to_text(body) == literal


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        (unicodedata.normalize("NFD", "<p>Hội</p>"), "<p>Hội</p>"),
        ("<p>ê&#769;</p>", "<p>ế</p>"),
        ("<p>e<span>\u0301</span></p>", "<p>é</p>"),
        ("<p>e<a href=/x>\u0301</a></p>", "<p>é</p>"),
        ("<p>a\u00a0&nbsp;&#160;b</p>", "<p>a   b</p>"),
        ("<p>a\u200b&#8203;&ZeroWidthSpace;&shy;&#xfeff;b</p>", "<p>ab</p>"),
        ("<p>\u0338a</p>", "<p>a</p>"),
        ("<p>&ETH;ông &eth;i, Ngƣời</p>", "<p>Đông đi, Người</p>"),
        ("<p>&#128104;&#8205;&zwj;👩 👨&zwj;👩</p>", "<p>👨👩 👨\u200d👩</p>"),
        ("<p>\u0301\u0338a=\u0338</p>", "<p>\u0301a≠</p>"),
        ("<p>a\r\nb&#13;\nc</p>", "<p>a\nb\nc</p>"),
        (
            f'<img src="media:{ONE}" alt="o&#x323;\u200b&#x302;">',
            f'<img src="media:{ONE}" alt="ộ">',
        ),
    ],
)
def test_f21_the_text_of_a_body_has_one_form(pasted: str, stored: str) -> None:
    assert html.sanitise(pasted) == stored
    assert unicodedata.is_normalized("NFC", stored)


@pytest.mark.parametrize(
    ("character", "code"),
    [
        ("\u202e", "bidi_control"),
        ("\u2066", "bidi_control"),
        ("\x00", "nul"),
        ("\ud800", "surrogate"),
        ("\uffff", "noncharacter"),
        ("\x1b", "control_character"),
    ],
)
@pytest.mark.parametrize(
    "body",
    ["<p>a{}b</p>", f'<img src="media:{ONE}" alt="a{{}}b">', "<a href='https://x.vn/{}'>a</a>"],
)
def test_t11_f21_a_body_with_what_nobody_can_see_is_refused(
    body: str, character: str, code: str
) -> None:
    with pytest.raises(html.UnsafeText) as refusal:
        html.sanitise(body.replace("{}", character))

    assert refusal.value.code == code


@pytest.mark.parametrize(
    "reference", ["&#8238;", "&#x202E;", "&#x202e", "&#0008238;", "&rlm;", "&lrm;"]
)
def test_t11_a_reference_smuggles_no_bidi_control(reference: str) -> None:
    for body in (f"<p>a{reference}</p>", f"<img src='media:{ONE}' alt='a&#8238;b'>"):
        with pytest.raises(html.UnsafeText, match="reorders"):
            html.sanitise(body)


@pytest.mark.parametrize("reference", ["&#0;", "&#x0;", "&#xD800;", "&#x110000;", "&#99999999999;"])
def test_f21_a_reference_smuggles_no_nul_and_no_surrogate(reference: str) -> None:
    body = html.sanitise(f"<p>a{reference}b</p>")

    assert body.isprintable()
    assert body.encode("utf-8")


def test_what_is_dropped_may_hold_anything() -> None:
    assert html.sanitise("<!-- \u202e --><p title='\u202e'>a</p>") == "<p>a</p>"


@pytest.mark.parametrize(
    ("address", "rel"),
    [
        ("https://nghean.gov.vn/x", False),
        ("HTTPS://YENTRUNG.NGHEAN.GOV.VN", False),
        ("https://gov.vn./x", False),
        ("https://nghean.gov.vn:8443/x", False),
        ("https://ban.example/x", False),
        ("https://a.free.example/x", False),
        ("https://free.example", False),
        ("mailto:ubnd@nghean.gov.vn", False),
        ("tel:+842383123456", False),
        ("http://evil.example/", True),
        ("https://evilgov.vn/", True),
        ("https://gov.vn.evil.example/", True),
        ("https://sub.ban.example/", True),
        ("https://notfree.example", True),
        ("https://nghean.gov.vn@evil.example/", True),
        ("https://evil.example\\@nghean.gov.vn/", True),
        ("https://evil.example?.gov.vn", True),
        ("https://evil.example#.gov.vn", True),
        ("https://evil.example;.gov.vn/", True),
        ("https://evil.example&sol;.gov.vn", True),
        ("https://x.vn/?a=1&copy=2", True),
    ],
)
def test_t60_a_link_out_of_the_state_carries_rel(address: str, rel: bool) -> None:
    free = frozenset({"ban.example", ".free.example"})

    body = html.sanitise(f'<a href="{address}">a</a>', free_hosts=free)

    assert body.startswith("<a href=")
    assert (REL in body) is rel
    assert html.sanitise(body, free_hosts=free) == body


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<a href=/x>a <b>b</b></a>", "a <strong>b</strong>"),
        ("<a>a</a>", "a"),
        ("<a href='tel:1'>a<a href='x'>b</a>c</a>", '<a href="tel:1">a</a>bc'),
        ("<a href=' https://gov.vn/a\nb '>a</a>", '<a href="https://gov.vn/ab">a</a>'),
        ('<a href="https://gov.vn/?a=1&amp;b=&quot;">a</a>',) * 2,
        ("<a href='https://gov.vn'><img src=x></a>", ""),
    ],
)
def test_a_link_that_is_none_leaves_its_text(pasted: str, stored: str) -> None:
    assert html.sanitise(pasted) == stored


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<p>a<img src=https://x.vn/a.jpg>b</p>", "<p>ab</p>"),
        ("<p><img src='media/x.jpg'></p>", ""),
        ("<img alt='x'>", ""),
        ("<figure><img src=x></figure>", ""),
        ("<figure><a href='tel:1'><img src=x></a></figure>", ""),
        (
            "<figure><img src=x><figcaption>a</figcaption></figure>",
            "<figure><figcaption>a</figcaption></figure>",
        ),
        (f"<img alt='a\n b' src='media:{ONE}'>", f'<img src="media:{ONE}" alt="a b">'),
        (f"<img src='media:{ONE}' alt>", f'<img src="media:{ONE}" alt="">'),
        (f"<img src='media:{ONE}' alt='Anh-tin-bai'>", f'<img src="media:{ONE}">'),
        (f"<img src='media:{ONE}' alt='IMG_1.JPG'>", f'<img src="media:{ONE}">'),
    ],
)
def test_only_our_images_stay(pasted: str, stored: str) -> None:
    assert html.sanitise(pasted) == stored


def address_of(media: str) -> str | None:
    return None if media == OTHER else f"https://x.vn/media/{media}.jpg?a=1&b"


@pytest.mark.parametrize(
    ("stored", "rendered"),
    [
        (
            f'<p><img src="media:{ONE}" alt="a &lt; b">c</p>',
            f'<p><img src="https://x.vn/media/{ONE}.jpg?a=1&amp;b" alt="a &lt; b">c</p>',
        ),
        (f'<p>a<img src="media:{OTHER}">b</p>', "<p>ab</p>"),
        (f'<figure><img src="media:{OTHER}"><figcaption>a</figcaption></figure>', ""),
        (
            f'<figure><p><img src="media:{OTHER}">a</p><figcaption>b</figcaption></figure>',
            "<figure><p>a</p><figcaption>b</figcaption></figure>",
        ),
        (
            f'<figure><img src="media:{OTHER}"><img src="media:{ONE}"></figure>',
            f'<figure><img src="https://x.vn/media/{ONE}.jpg?a=1&amp;b"></figure>',
        ),
        ("<figure><figcaption>a</figcaption></figure>",) * 2,
        ("<p>a</p>",) * 2,
    ],
)
def test_it_shows_images_from_their_addresses(stored: str, rendered: str) -> None:
    assert html.render(stored, address_of) == rendered


def test_it_sanitises_again_when_it_renders() -> None:
    stored = "<p onclick=x>a</p><script>b</script><a href='https://ban.example'>c</a>"
    free = frozenset({"ban.example"})

    assert (
        html.render(stored, str, free_hosts=free) == '<p>a</p><a href="https://ban.example">c</a>'
    )


RAW = """<IMG alt='a "b"' src = 'media/x y.jpg'><img src=media/z.png><!-- <img src=hidden.jpg> -->
<p title="<img src=quoted.jpg>"><img alt=q><img src="media/a&amp;b.jpg">"""


def test_it_finds_the_images_of_a_bundle() -> None:
    assert html.bundle_images(RAW) == ["media/x y.jpg", "media/z.png", "", "media/a&b.jpg"]
    assert html.bundle_images("<p>a</p>") == []


def test_it_replaces_the_images_of_a_bundle_and_back() -> None:
    ids = {"media/x y.jpg": f"media:{ONE}", "media/a&b.jpg": f"media:{OTHER}"}
    names = {media: name for name, media in ids.items()}

    stored = html.sanitise(html.replace_images(RAW, ids.get))
    exported = html.replace_images(stored, names.get)

    assert html.bundle_images(stored) == [f"media:{ONE}", f"media:{OTHER}"]
    assert html.bundle_images(exported) == ["media/x y.jpg", "media/a&b.jpg"]
    assert html.sanitise(html.replace_images(exported, ids.get)) == stored


@given(st.text(st.sampled_from("aê<>&\"'=/ \n"), max_size=40))
def test_any_name_of_a_file_comes_through(name: str) -> None:
    body = html.replace_images("<img src=x>", lambda _: name)

    assert html.bundle_images(body) == [name.strip()]


@pytest.mark.parametrize(
    ("body", "is_so"),
    [("<p>a &amp; b<br></p>", True), ("<p>a</p", False), ("<p>a > b</p>", False), ("a & b", False)],
)
def test_a_body_is_tame_where_nothing_is_left_to_guess(body: str, is_so: bool) -> None:
    assert is_tame(body) is is_so
