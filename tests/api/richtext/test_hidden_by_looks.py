"""What is hidden without a word that says so is no text either; what only looks so stays."""

import pytest

from tests.api.richtext.taking import taken


@pytest.mark.parametrize(
    "style",
    [
        "opacity:0", "OPACITY: 0.0", "font-size:0", "font-size: 0px", "color:transparent",
        "color:#fff;background:#fff", "color:white;background-color:white",
        "color:#fff;background:#FFFFFF", "color:black;background-color:#000",
        "position:absolute;left:-9999px", "position:fixed;top:-999em", "text-indent:-9999px",
        "position:absolute;clip:rect(0,0,0,0)", "clip: rect(0 0 0 0)", "clip-path:inset(50%)",
        "clip:rect(1px, 1px, 1px, 1px)", "height:0;overflow:hidden", "overflow:hidden;width:1px",
        "max-height:0px;overflow:hidden", "transform:scale(0)", "content-visibility:hidden",
        "max-width:0;overflow:hidden", "visibility:collapse", "mso-hide:screen", "opacity:0%",
        "font-size:0%", "height:1%;overflow:hidden", "clip-path:circle(0)", "clip-path:inset(100%)",
        "clip-path:inset(50% 50%)", "clip-path:inset(0 100% 100% 0)", "clip:rect(0, 1px, 1px, 0)",
        *(f"color:{each};background:{each}" for each in
          ("rgb(1, 2, 3)", "black", "red", "blue", "green", "yellow", "gray", "grey")),
        *(f"{each}:-9999px" for each in ("right", "bottom", "margin-left", "margin-top")),
        *(f"left:-999{each}" for each in
          ("pt", "rem", "ex", "ch", "vw", "vh", "in", "cm", "mm", "%")),
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
        "opacity:1;height:0", "opacity:1;overflow:scroll;height:0", "left:-999", "top:-9999s",
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
    small = "style='overflow:hidden;width:0;height:1px'"

    for cell in ("td", "th"):
        stored = f"<table><tbody><tr><{cell}>12</{cell}></tr></tbody></table>"
        assert taken(f"<table><tr><{cell} {small}>12</{cell}></tr></table>") == (stored, {})
    stored = "<table><tbody><tr><td>12</td></tr></tbody></table>"
    assert taken(f"<table><tr {small}><td>12</td></tr></table>") == (stored, {})
    assert taken(f"<table {small}><tr><td>12</td></tr></table>") == (stored, {})


def test_letters_without_a_size_are_seen_by_nobody() -> None:
    for tag in ("span", "font", "a", "p", "b", "i", "u", "strong", "em", "small"):
        _, lost = taken(f"<div>a<{tag} style='font-size:0'>mật</{tag}>b</div>")
        assert lost == {"hidden_removed": ("mật",)}, tag


def test_gaps_between_boxes_hide_nothing_in_them() -> None:
    assert taken("<div style='font-size:0'><p>a</p></div>") == ("<p>a</p>", {})


@pytest.mark.parametrize(
    ("pasted", "stored"),
    [
        ("<p>a<font color='#FFF' style='background:#fff'>mật</font>b</p>", "<p>ab</p>"),
        (
            "<table><tr><td>a</td><td bgcolor=white style='color:white'>mật</td></tr></table>",
            "<table><tbody><tr><td>a</td></tr></tbody></table>",
        ),
    ],
)
def test_so_is_what_attributes_of_old_pages_give_the_colour_behind_it(
    pasted: str, stored: str
) -> None:
    assert taken(pasted) == (stored, {"hidden_removed": ("mật",)})


def test_what_stands_on_another_colour_stays() -> None:
    assert taken("<p bgcolor=red><font color=white>a</font></p>") == ("<p>a</p>", {})
