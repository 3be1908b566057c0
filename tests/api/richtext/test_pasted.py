"""Clipboards of word processors, and posts of WordPress: what survives, what is told.

`clipboards/` and `wordpress/` hold texts of our own in the shapes that those programs write, beside
each what is stored of it. `docs/bundle.md` tells people the same.
"""

from pathlib import Path

import pytest

from api.richtext import html
from tests.api.richtext.taking import taken

HERE = Path(__file__).parent
PICTURE = "media:" + "0" * 40
OLD = "https://cu.example.vn"
UPLOADS = f"{OLD}/wp-content/uploads"

# What each is told to lose; of those that are not named, nothing.
LOST: dict[str, dict[str, tuple[str, ...]]] = {
    "docs-comments": {
        "comment_removed": ("[a]Mời cả anh Ba nhé",),
        "image_dropped": ("https://lh7-rt.googleusercontent.com/docsz/AD_4n?key=x",),
    },
    "excel-hidden-column": {"hidden_removed": ("Số căn cước", "bí mật")},
    "excel-links": {"link_dropped": ("file:///D:/VP/bieu.xlsx",)},
    "excel-table": {"hidden_removed": ("nháp 9",)},
    "word-footnote": {"link_dropped": ("#_ftn1", "#_ftnref1")},
    "word-headings": {
        "heading_changed": ("Kế hoạch năm 2027", "Ghi chú"),
        "hidden_removed": (".", "3"),
        "link_dropped": ("#_Toc1",),
    },
    "word-picture": {
        "image_dropped": (
            "file:///C:/Users/vp/AppData/Local/Temp/msohtmlclip1/01/clip_image002.jpg",
        )
    },
    "word-tracked": {
        "deletion_removed": ("1 triệu",),
        "comment_removed": ("Hỏi lại chị Lan trước khi đăng",),
    },
    "writer-note": {"link_dropped": ("#sdfootnote1sym", "#sdfootnote1anc")},
    "embeds": {
        "embed_linked": (
            "embed https://www.youtube.com/watch?v=abc123",
            "embed https://video.example.vn/v/9",
            f"video {UPLOADS}/hop.mp4",
            f"audio {OLD}/loa.mp3",
            f"video {OLD}/b.mp4",
        )
    },
    "file-block": {"link_attached": ("media/a.pdf", "media/a.pdf")},
    "footnotes": {"link_dropped": ("#f1", "#f1-link")},
    "gallery-block": {
        "image_dropped": (f"{UPLOADS}/le-hoi-1-1024x768.jpg", f"{UPLOADS}/le-hoi-2.jpg")
    },
    "gallery-shortcode": {
        "shortcode_dropped": (
            '[gallery columns="3" ids="617,618,619" orderby="rand"]',
            "[gallery]",
        )
    },
    "headings": {"heading_changed": ("Một", "Năm", "Sáu")},
    "quotes": {"explanation_dropped": ("Ủy ban nhân dân",)},
    "lists": {"value_dropped": ("reversed",)},
    "shortcodes": {
        "shortcode_dropped": (
            '[contact-form-7 id="12" title="Liên hệ"]',
            '[vc_row full_width="stretch_row"]',
            '[vc_column width="1/2"]',
            "[vc_column_text]",
        )
    },
}
SOURCES = [
    path
    for folder in ("clipboards", "wordpress")
    for path in sorted((HERE / folder).glob("*.html"))
    if not path.name.endswith(".stored.html")
]


def origin() -> html.Origin:
    """A bundle that has one picture and one file."""
    return html.Origin(
        f"{OLD}/",
        lambda file: PICTURE if file == "media/a.jpg" else None,
        lambda file: file == "media/a.pdf",
    )


@pytest.mark.parametrize("path", SOURCES, ids=[path.stem for path in SOURCES])
def test_t79_what_was_pasted_is_kept_or_told(path: Path) -> None:
    stored, lost = taken(path.read_text("utf-8"), origin=origin())

    assert stored == path.with_suffix(".stored.html").read_text("utf-8").removesuffix("\n")
    assert lost == LOST.get(path.stem, {})


def test_there_are_twenty_clipboards() -> None:
    assert sum(path.parent.name == "clipboards" for path in SOURCES) == 20


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("a\n\nb", "<p>a</p><p>b</p>"),
        ("a\r\n\r\nb <b>c</b>\n \nd", "<p>a</p><p>b <strong>c</strong></p><p>d</p>"),
        ("a\n\n<em>b</em>", "<p>a</p><p><em>b</em></p>"),
        ("<em>a</em>\n\nb", "<p><em>a</em></p><p>b</p>"),
        ("<span>a</span>\n\nb", "<p>a</p><p>b</p>"),
        ("a\n\nb<h2>c</h2>d", "<p>a</p><p>b</p><h2>c</h2><p>d</p>"),
        ("a\nb", "a\nb"),
        ("<p>a\n\nb</p>", "<p>a\n\nb</p>"),
        ("<p>a</p>\n\n<p>b</p>", "<p>a</p>\n\n<p>b</p>"),
        ("<pre>a\n\nb</pre>", "<pre>a\n\nb</pre>"),
        ("a\n\n<ul><li>b</li></ul>", "<p>a</p><ul><li>b</li></ul>"),
        ("a\n\n<hr>\n\nb<br>c", "<p>a</p><hr><p>b<br>c</p>"),
        ("a<h2>b</h2>c", "a<h2>b</h2>c"),
    ],
)
def test_empty_lines_part_bare_text(words: str, kept: str) -> None:
    assert taken(words) == (kept, {})


@pytest.mark.parametrize(
    "words",
    [
        "[1] [sic] [Ảnh: Lan] [x] a[i] [video] [Audio] [[gallery]] [02/2026] [a b] [TT-BTC = mới]",
        "[x y=2]",
        '<a href="https://x.vn/?a[b]=1&amp;c[d]=2" rel="noopener nofollow ugc">x</a>',
        "[gallery [caption",
    ],
)
def test_words_in_brackets_are_words(words: str) -> None:
    assert taken(words) == (words, {})


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        ("[gal[gallery]lery]", "[gal lery]"),
        ("x[a-b c='[gallery]']y", "x y"),
        ("x[contact-form-7 id=3]y", "x y"),
        ("x" + "[a-b c='" * 9 + "[gallery]" + "']" * 9 + "y", "x(a-b c='(a-b c=' ']']y"),
    ],
)
def test_nothing_is_left_that_the_next_reading_would_drop(words: str, kept: str) -> None:
    stored, lost = taken(words)

    assert " ".join(stored.split()) == kept
    assert set(lost) == {"shortcode_dropped"}
