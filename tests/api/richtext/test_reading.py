"""A stored body as text, and the images, headings and links in it."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.richtext import html
from tests.api.richtext.test_html_scripts import PIECES

ONE, OTHER = "a1" * 20, "b2" * 20


@pytest.mark.parametrize(
    "alt",
    [
        None,
        "",
        "  ",
        "Anh-tin-bai",
        "anh tin bai",
        "ẢNH TIN BÀI",
        "AnhTinBai",
        "image advertisement",
        "Image-Advertisement",
        "ban-giao.jpg",
        "Ảnh chụp 2025.JPEG",
        "Screenshot 1.png",
        "a/b.webp",
        "IMG_2031",
        "DSC01234",
        "image001",
        "z6789012345678_0a1b",
    ],
)
def test_an_alt_that_says_nothing_is_none(alt: str | None) -> None:
    assert html.clean_alt(alt) is None


@pytest.mark.parametrize(
    ("alt", "clean"),
    [
        (" Lễ  bàn\ngiao ", "Lễ bàn giao"),
        ("Ảnh tin bài viết về xã", "Ảnh tin bài viết về xã"),
        ("Hình 1", "Hình 1"),
        ("Cổng xã.", "Cổng xã."),
    ],
)
def test_an_alt_that_says_something_stays(alt: str, clean: str) -> None:
    assert html.clean_alt(alt) == clean


def test_it_lists_the_images_in_order_with_their_captions() -> None:
    stored = (
        f'<p><img src="media:{OTHER}" alt="Anh-tin-bai"></p>'
        f'<figure><a href="tel:1"><img src="media:{ONE}" alt="a &lt; b"></a>'
        "<figcaption>Lễ <em>bàn giao</em><br>xã &amp; phường</figcaption></figure>"
        f'<figure><img src="media:{ONE}" alt=""></figure>'
    )

    assert html.images(stored) == [
        html.BodyImage(OTHER, None, None),
        html.BodyImage(ONE, "a < b", "Lễ bàn giao xã & phường"),
        html.BodyImage(ONE, "", None),
    ]
    assert html.images("<p>a</p>") == []


def test_it_lists_headings_and_links() -> None:
    stored = html.sanitise(
        "<h2>Một <b>hai</b></h2><p><a href='https://x.vn/?a&amp;b'>x</a></p>"
        "<blockquote><h4>Ba<br>bốn</h4><a href=tel:1>y</a></blockquote>"
    )

    assert html.headings(stored) == [(2, "Một hai"), (4, "Ba bốn")]
    assert html.links(stored) == ["https://x.vn/?a&b", "tel:1"]


@pytest.mark.parametrize(
    ("pasted", "text"),
    [
        ("<p>a\n b</p><p>c<br> d</p>", "a b\n\nc\nd"),
        ("a<p>b</p>c", "a\n\nb\n\nc"),
        ("<h2>a</h2><blockquote><p>b</p><p>c</p></blockquote>", "a\n\nb\n\nc"),
        ("<p><b>a</b><i>b</i> <a href=tel:1>c</a></p>", "ab c"),
        ("<ul><li>a<li><p>b</p><p>c</p></ul>", "- a\n- b\n  c"),
        ("<ol start=3><li>a<ul><li>b</ul><li>c</ol>", "3. a\n  - b\n4. c"),
        ("<ol type=a><li>a<li value=4>b<li>c</ol>", "a. a\nd. b\ne. c"),
        (
            "<ol type=I start=8><li>a<li>b</ol><ol type=A start=27><li>c</ol>",
            "VIII. a\nIX. b\n\nAA. c",
        ),
        ("<ol type=i start=-1><li>a</ol>", "-1. a"),
        ("<ul>a<li>b</ul>", "a\n- b"),
        (
            "<table><caption>a</caption><tr><th>b<th>c<tr><td><p>d<p>e<td>f</table>",
            "a\nb | c\nd e | f",
        ),
        ("<pre>a\n  b\n</pre><hr><p>c</p>", "a\n  b\n\nc"),
        (
            f"<figure><img src=media:{ONE} alt='a'><figcaption>b</figcaption></figure>",
            "a\n\nb",
        ),
        (f"<p>a<img src=media:{ONE} alt='Anh-tin-bai'>b</p>", "a\n\nb"),
        ("<p>1 &lt; 2 &amp;amp;</p>", "1 < 2 &amp;"),
        ("", ""),
    ],
)
def test_it_gives_the_plain_text(pasted: str, text: str) -> None:
    assert html.to_text(html.sanitise(pasted)) == text


def test_each_block_and_cell_has_a_line_of_its_own() -> None:
    stored = html.sanitise(
        "<p>a <b>b</b><br>c</p><table><tr><td>84.2</td><td> 84.7</td></tr></table>"
        f"<table><tr><td>0</td><td>3</td><td>12</td></tr></table><img src=media:{ONE} alt='d  e'>"
    )

    assert html.lines(stored) == "a b\nc\n84.2\n84.7\n0 3\n12\nd e"


class TextReader(HTMLParser):
    """The text of a body by another parser."""

    def __init__(self, body: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.feed(body)
        self.close()

    def handle_data(self, data: str) -> None:
        self.text += data


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_is_lost_on_the_way_to_plain_text(pasted: str) -> None:
    stored = html.sanitise(pasted)
    left = iter(html.to_text(stored))

    assert [each for each in "".join(TextReader(stored).text.split()) if each not in left] == []


@pytest.mark.parametrize(
    ("syllables", "minutes"), [(0, 1), (1, 1), (250, 1), (374, 1), (376, 2), (2_500, 10)]
)
def test_it_tells_how_long_reading_takes(syllables: int, minutes: int) -> None:
    body = f"<ul><li>{'xã ' * syllables}</li></ul><p></p>"

    assert html.words(body) == syllables
    assert html.reading_minutes(body) == minutes


def test_what_is_no_stored_form_is_read_as_far_as_it_goes() -> None:
    assert html.to_text("<p>a < b<ul></p></x>c") == "a < b\n\nc"


@pytest.mark.parametrize(
    ("written", "alt"),
    [
        ('<img src="hoa.png" alt="">', None),
        ('<img src="hoa.png" alt="" role="presentation">', ""),
        ('<img src="hoa.png" alt="" role="none">', ""),
        ('<img src="hoa.png" role="presentation">', None),
        ('<img src="hoa.png" alt="Hoa" role="presentation">', "Hoa"),
        (f'<img src="media:{ONE}" alt="">', ""),
        (f'<img src="media:{ONE}">', None),
    ],
)
def test_an_ornament_is_one_that_somebody_meant(written: str, alt: str | None) -> None:
    origin = html.Origin(image=lambda source: f"media:{ONE}")

    stored = html.sanitise(f"<p>a</p>{written}", origin=origin)

    assert [each.alt for each in html.images(stored)] == [alt]
    assert html.sanitise(str(stored)) == stored
    named = html.replace_images(stored, lambda source: "media/hoa.png")
    assert html.sanitise(named, origin=origin) == stored


def test_what_was_empty_before_there_were_ornaments_is_missing() -> None:
    stored = f'<p>Viết alt="" ở đây</p><img src="media:{ONE}" alt="">'

    found = html.without_empty_alts(stored)

    assert found == f'<p>Viết alt="" ở đây</p><img src="media:{ONE}">'
