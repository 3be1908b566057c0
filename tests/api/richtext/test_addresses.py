"""Links are made whole or told, embedded things leave a link, late images are found."""

import pytest

from api.richtext import html
from api.richtext.cleaning.addresses import whole_address
from tests.api.richtext.taking import taken

OLD = "https://cu.example.vn/cong/trang.aspx?id=1"
ONE = "media:" + "a1" * 20


@pytest.mark.parametrize(
    ("address", "whole"),
    [
        ("https://x.vn/a", "https://x.vn/a"),
        ("//tinh.example.vn/x", "https://tinh.example.vn/x"),
        ("www.example.vn", "https://www.example.vn"),
        ("WWW.example.vn/a?b=1", "https://WWW.example.vn/a?b=1"),
        ("ubnd@nghean.gov.vn", "mailto:ubnd@nghean.gov.vn"),
        ("mailto:a@b.vn", "mailto:a@b.vn"),
        ("tel:0238", "tel:0238"),
        ("tel:0238 3856 789", "tel:02383856789"),
        ("mailto:a@b.vn?subject=Góp ý", "mailto:a@b.vn?subject=Góp%20ý"),
        ("https://x.vn/van ban.pdf", "https://x.vn/van%20ban.pdf"),
        ("//x.vn/van ban.pdf", "https://x.vn/van%20ban.pdf"),
        ("www.x.vn/van ban.pdf", "https://www.x.vn/van%20ban.pdf"),
        ("/van-ban/45.html", "https://cu.example.vn/van-ban/45.html"),
        ("tin.php?id=9", "https://cu.example.vn/cong/tin.php?id=9"),
        ("?id=9", "https://cu.example.vn/cong/trang.aspx?id=9"),
        ("../a b.pdf", "https://cu.example.vn/a%20b.pdf"),
        ("/\\evil.vn", "https://cu.example.vn/\\evil.vn"),
        ("#muc-2", None),
        ("", None),
        ("https:///x", None),
        ("///x", None),
        ("//[", None),
        ("javascript:alert(1)", None),
        ("zalo://chat", None),
        ("file:///C:/a.doc", None),
        ("\\\\may-chu\\van-ban", None),
        ("C:\\van-ban\\a.doc", None),
    ],
)
def test_an_address_is_made_whole_against_the_old_portal(address: str, whole: str | None) -> None:
    assert whole_address(address, OLD) == whole


@pytest.mark.parametrize("address", ["/van-ban/45.html", "tin.php?id=9", "?id=9", "a.html"])
def test_without_the_old_portals_address_a_relative_link_is_none(address: str) -> None:
    assert whole_address(address, None) is None


@pytest.mark.parametrize("base", ["https://[cu", "https:///", "cu.gov.vn"])
def test_against_what_is_no_address_a_relative_link_is_none(base: str) -> None:
    assert whole_address("tin/1.html", base) is None


def test_a_blank_in_a_relative_link_is_written_as_addresses_write_it() -> None:
    assert whole_address("tin 1.html", OLD) == whole_address("tin%201.html", OLD)


def test_a_link_is_resolved_in_its_text() -> None:
    pasted = '<p><a href="/a?b=1&amp;c=2">a</a> <a href="java\nscript:x">b</a></p>'

    body, lost = taken(pasted, origin=html.Origin(base="https://cu.gov.vn"))

    assert body == '<p><a href="https://cu.gov.vn/a?b=1&amp;c=2">a</a> b</p>'
    assert lost == {"link_dropped": ("javascript:x",)}


def test_t79_dropped_links_are_told_but_not_those_that_never_led_anywhere() -> None:
    pasted = (
        "<a href=/x>a</a> <a href='#'>b</a> <a href='javascript:void(0);'>c</a> <a name=y>d</a>"
    )

    assert taken(pasted) == ("a b c d", {"link_dropped": ("/x",)})


def test_the_areas_of_a_picture_are_links_too() -> None:
    pasted = "<map><area href='https://x.vn/thon-1'><area nohref></map>a"

    assert taken(pasted) == ("a", {"link_dropped": ("https://x.vn/thon-1",)})


def test_a_link_to_a_file_that_is_kept_beside_the_text_is_told() -> None:
    origin = html.Origin(is_file=lambda address: address == "media/a.pdf")

    body, lost = taken(
        "<p><a href='media/a.pdf'>tải</a> <a href='media/b.pdf'>b</a>", origin=origin
    )

    assert body == "<p>tải b</p>"
    assert lost == {"link_attached": ("media/a.pdf",), "link_dropped": ("media/b.pdf",)}


def link(address: str) -> str:
    return f'<p><a href="{address}" rel="{html.REL}">{address}</a></p>'


@pytest.mark.parametrize(
    ("pasted", "stored", "example"),
    [
        ("<iframe src='https://x.vn/a'></iframe>", link("https://x.vn/a"), "iframe https://x.vn/a"),
        ("<iframe data-src='https://x.vn/a'>", link("https://x.vn/a"), "iframe https://x.vn/a"),
        (
            "<iframe src='about:blank' data-lazy-src='https://x.vn/a'>",
            link("https://x.vn/a"),
            "iframe https://x.vn/a",
        ),
        (
            "<video controls><source src='https://x.vn/a.mp4'> </video>",
            link("https://x.vn/a.mp4"),
            "video https://x.vn/a.mp4",
        ),
        (
            "<audio src='//x.vn/a.mp3'></audio>",
            '<p><a href="https://x.vn/a.mp3" rel="noopener nofollow ugc">//x.vn/a.mp3</a></p>',
            "audio //x.vn/a.mp3",
        ),
        (
            "<embed src='https://x.vn/a.pdf'>",
            link("https://x.vn/a.pdf"),
            "embed https://x.vn/a.pdf",
        ),
        (
            "<object><param name=movie value='https://x.vn/a.swf'></object>",
            link("https://x.vn/a.swf"),
            "object https://x.vn/a.swf",
        ),
        (
            "<object data='https://x.vn/a.pdf'></object>",
            link("https://x.vn/a.pdf"),
            "object https://x.vn/a.pdf",
        ),
        ("<frame src='https://x.vn/a'>", link("https://x.vn/a"), "frame https://x.vn/a"),
        (
            "<figure class=media><oembed url='https://x.vn/a'></oembed></figure>",
            f"<figure>{link('https://x.vn/a')}</figure>",
            "oembed https://x.vn/a",
        ),
        (
            "<div class=fb-video data-href='https://x.vn/a'> </div>",
            link("https://x.vn/a"),
            "div https://x.vn/a",
        ),
        (
            "<div data-oembed-url='https://x.vn/a'><iframe src='https://x.vn/b'></iframe></div>",
            link("https://x.vn/b"),
            "iframe https://x.vn/b",
        ),
        (
            "<amp-youtube data-videoid=ab></amp-youtube>",
            link("https://www.youtube.com/watch?v=ab"),
            "amp-youtube https://www.youtube.com/watch?v=ab",
        ),
        ("<portal videoid=ab src=https://x.vn/a>", link("https://x.vn/a"), "portal https://x.vn/a"),
        (
            "<lite-youtube videoid=ab></lite-youtube>",
            link("https://www.youtube.com/watch?v=ab"),
            "lite-youtube https://www.youtube.com/watch?v=ab",
        ),
    ],
)
def test_t79_what_is_embedded_leaves_a_link(pasted: str, stored: str, example: str) -> None:
    assert taken(f"<p>a</p>{pasted}") == (f"<p>a</p>{stored}", {"embed_linked": (example,)})


def test_what_is_embedded_without_an_address_of_the_web_is_told_all_the_same() -> None:
    assert taken("<video src='media/v.mp4'></video>") == (
        "<p>media/v.mp4</p>",
        {"embed_linked": ("video media/v.mp4",), "link_dropped": ("media/v.mp4",)},
    )
    assert taken("<iframe srcdoc='x'></iframe><iframe src='javascript:x'></iframe>") == (
        "",
        {"embed_dropped": ("<iframe>", "<iframe>"), "instead_dropped": ("x",)},
    )
    assert taken("<oembed></oembed><amp-img src=media/a.jpg></amp-img>") == (
        "",
        {"embed_dropped": ("<oembed>",), "image_dropped": ("media/a.jpg",)},
    )
    assert taken("<p hidden><oembed url='https://x.vn/a'></oembed></p>") == ("", {})
    assert taken("<oembed hidden url='https://x.vn/a'></oembed>") == ("", {})


BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


@pytest.mark.parametrize(
    ("image", "source"),
    [
        ("<img src=media/a.jpg>", "media/a.jpg"),
        ("<img class=lazy data-src=media/a.jpg>", "media/a.jpg"),
        (f"<img src='{BLANK}' data-src=media/a.jpg>", "media/a.jpg"),
        (f"<img src='{BLANK}' data-lazy-src=media/a.jpg>", "media/a.jpg"),
        ("<img src=media/trang.gif data-original=media/a.jpg>", "media/a.jpg"),
        ("<img src=media/a.jpg data-src='https://x.vn/a.jpg'>", "media/a.jpg"),
        (f"<img src='{BLANK}' data-src='https://x.vn/a.jpg'>", "https://x.vn/a.jpg"),
        ("<img srcset='media/a-320.jpg 320w, media/a.jpg 960w, media/b.jpg 640w'>", "media/a.jpg"),
        ("<img srcset='media/b.jpg 1x, media/a.jpg 2x'>", "media/a.jpg"),
        ("<img data-srcset='media/a,b.jpg'>", "media/a,b.jpg"),
        ("<noscript><img src=media/a.jpg></noscript>", "media/a.jpg"),
        ("<picture><source srcset=media/b.webp><img src=media/a.jpg></picture>", "media/a.jpg"),
        (f"<img src='{BLANK}'>", BLANK),
        ("<img alt=x>", ""),
    ],
)
def test_an_image_is_found_wherever_its_address_stands(image: str, source: str) -> None:
    assert html.bundle_images(f"<p>{image}</p>") == [source]
    asked: list[str] = []
    html.sanitise(image, origin=html.Origin(image=lambda name: asked.append(name)))
    assert asked == ([source] if source else [])


def test_an_image_that_loads_late_is_shown_once() -> None:
    late = "<img data-src=media/a.jpg alt=Cầu><noscript><img src=media/a.jpg alt=Cầu></noscript>"

    body, lost = taken(late, origin=html.Origin(image=lambda _: ONE))

    assert body == f'<img src="{ONE}" alt="Cầu">'
    assert lost == {}


def test_t79_images_that_are_not_kept_are_told() -> None:
    pasted = "<p>a<img src=https://x.vn/a.jpg alt=A><img alt='Cây đa'><img></p>"

    assert taken(pasted) == ("<p>a</p>", {"image_dropped": ("https://x.vn/a.jpg", "Cây đa")})


def test_a_smiley_is_the_letter_it_stands_for() -> None:
    smiley = '<img class="emoji" alt="👍" src="https://s.w.org/a.svg">'

    assert taken(f"<p>a{smiley}</p>") == ("<p>a👍</p>", {})
    assert html.bundle_images(smiley) == []
