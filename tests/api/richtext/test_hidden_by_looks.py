"""What is hidden without a word that says so is no text either; what only looks so stays."""

import pytest

from tests.api.richtext.taking import taken


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0", "OPACITY: 0.0", "font-size:0", "font-size: 0px", "color:transparent",
        "color:#fff;background:#fff", "color:white;background-color:white",
        "position:absolute;left:-9999px", "position:fixed;top:-999em", "text-indent:-9999px",
        "position:absolute;clip:rect(0,0,0,0)", "clip: rect(0 0 0 0)", "clip-path:inset(50%)",
        "clip:rect(1px, 1px, 1px, 1px)", "height:0;overflow:hidden", "overflow:hidden;width:1px",
        "max-height:0px;overflow:hidden", "transform:scale(0)", "content-visibility:hidden",
    ],
)  # fmt: skip
def test_t79_what_is_hidden_by_its_looks_is_gone(style: str) -> None:
    lost = {"hidden_removed": ("mật",)}

    assert taken(f"<p>a<span style='{style}'>mật</span>b</p>") == ("<p>ab</p>", lost)


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0.9", "opacity:0;animation-name:fade", "opacity:0;transition:opacity 1s",
        "font-size:0.9em", "color:white", "color:white;background:#00f", "text-indent:-18.0pt",
        "margin-left:-99px", "overflow:hidden", "height:0", "width:100px;overflow:hidden",
        "clip:auto", "transform:scale(0.9)", "background:#fff", "left:-9.75pt",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_stays(style: str) -> None:
    assert taken(f"<p>a<span style='{style}'>rõ</span>b</p>") == ("<p>arõb</p>", {})


@pytest.mark.parametrize(
    "style",
    ["color:inherit;background:inherit", "color:windowtext;background:windowtext", "color:initial",
     "height:0;overflow:hidden;padding-bottom:56.25%"],
)  # fmt: skip
def test_what_is_left_to_the_page_around_it_stays(style: str) -> None:
    assert taken(f"<p>a<span style='{style}'>rõ</span>b</p>") == ("<p>arõb</p>", {})


def test_a_film_in_a_box_of_its_proportions_leaves_its_link() -> None:
    box = "position:relative;padding-bottom:56.25%;height:0;overflow:hidden"
    film = "https://youtube.com/embed/x"

    body, lost = taken(f"<div style='{box}'><iframe src='{film}'></iframe></div>")

    assert lost == {"embed_linked": (f"iframe {film}",)}
    assert f">{film}</a>" in body


def test_a_picture_that_loads_late_is_one() -> None:
    _, lost = taken("<p>a<img style='opacity:0' data-src=media/a.jpg></p>")

    assert lost == {"image_dropped": ("media/a.jpg",)}


def test_cells_grow_with_what_is_in_them() -> None:
    cell = "<td style='overflow:hidden;width:0;height:1px'>12</td>"

    stored = "<table><tbody><tr><td>12</td></tr></tbody></table>"
    assert taken(f"<table><tr>{cell}</tr></table>") == (stored, {})


def test_gaps_between_boxes_hide_nothing_in_them() -> None:
    assert taken("<div style='font-size:0'><p>a</p></div>") == ("<p>a</p>", {})
