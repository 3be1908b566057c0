"""A body as blocks for apps: every element has its block, and no text is lost."""

import re
from collections.abc import Callable
from itertools import product
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from api.richtext import html
from api.richtext.blocks import BLOCKS, to_blocks
from api.richtext.cleaning.soup import TAGS, VOID
from tests.api.richtext.test_html_scripts import PIECES
from tests.api.richtext.test_reading import TextReader

ONE, OTHER = "a1" * 20, "b2" * 20
Blocks = list[dict[str, Any]]


def blocks_of(pasted: str) -> Blocks:
    return to_blocks(html.sanitise(pasted), lambda source: {"id": source.removeprefix("media:")})


def run(text: str, *marks: str, href: str | None = None) -> dict[str, Any]:
    return {"text": text, "marks": [*marks], "href": href}


def paragraph(*runs: dict[str, Any] | str) -> dict[str, Any]:
    return {"type": "paragraph", "runs": [run(r) if isinstance(r, str) else r for r in runs]}


def image(media: str, *caption: dict[str, Any], href: str | None = None) -> dict[str, Any]:
    return {"type": "image", "image": {"id": media}, "caption": [*caption], "href": href}


def cell(*blocks: dict[str, Any], **other: Any) -> dict[str, Any]:
    facts = {"header": False, "scope": None, "colspan": 1, "rowspan": 1, "blocks": [*blocks]}
    return facts | other


def item(*blocks: dict[str, Any], value: int | None = None) -> dict[str, Any]:
    return {"value": value, "blocks": list(blocks)}


def bullets(*items: dict[str, Any]) -> dict[str, Any]:
    told = {"type": "list", "ordered": False, "start": None, "numbering": None}
    return {**told, "items": list(items)}


def numbers(*items: dict[str, Any], start: int = 1, numbering: str = "1") -> dict[str, Any]:
    told = {"type": "list", "ordered": True, "start": start, "numbering": numbering}
    return {**told, "items": list(items)}


@pytest.mark.parametrize(
    ("pasted", "blocks"),
    [
        ("<p>a</p>b<p>c</p>", [paragraph("a"), paragraph("b"), paragraph("c")]),
        ("<p> a\n b <br> c <br></p>", [paragraph("a b\nc")]),
        (
            "<p>a <b>b <i>c</i></b> <a href=tel:1>d <u>e</u></a></p>",
            [
                paragraph(
                    "a ",
                    run("b ", "strong"),
                    run("c", "strong", "em"),
                    " ",
                    run("d ", href="tel:1"),
                    run("e", "u", href="tel:1"),
                )
            ],
        ),
        (
            "<p>km<sup>2</sup> H<sub>2</sub>O <code>x</code></p>",
            [paragraph("km", run("2", "sup"), " H", run("2", "sub"), "O ", run("x", "code"))],
        ),
        ("<b><p>a</p>b</b>", [paragraph(run("a", "strong")), paragraph(run("b", "strong"))]),
        (
            "<h3>a <b>b</b></h3>",
            [{"type": "heading", "level": 3, "runs": [run("a "), run("b", "strong")]}],
        ),
        (
            "<ul><li>a<ol start=3><li>b</ol><li></ul>",
            [bullets(item(paragraph("a"), numbers(item(paragraph("b")), start=3)), item())],
        ),
        (
            "<ol type=a><li>a<li value=4>b</ol>",
            [numbers(item(paragraph("a")), item(paragraph("b"), value=4), numbering="a")],
        ),
        (
            "<p>Giá <s>7.000</s> 9.000</p>",
            [paragraph("Giá ", run("7.000", "s"), " 9.000")],
        ),
        (
            "<blockquote>a<p>b</p></blockquote>",
            [{"type": "quote", "blocks": [paragraph("a"), paragraph("b")]}],
        ),
        (f"<p>a<img src=media:{ONE}>b</p>", [paragraph("a"), image(ONE), paragraph("b")]),
        (
            f"<figure><img src=media:{ONE}><figcaption>a <b>b</b></figcaption></figure>",
            [image(ONE, run("a "), run("b", "strong"))],
        ),
        (
            f"<figure><figcaption><p>a<p>b</figcaption><a href=tel:1><img src=media:{ONE}></a>"
            f"<img src=media:{OTHER}></figure>",
            [image(ONE, run("a\nb"), href="tel:1"), image(OTHER)],
        ),
        ("<figure>a<figcaption>b</figcaption></figure>", [paragraph("a"), paragraph("b")]),
        ("<figcaption>a</figcaption>", [paragraph("a")]),
        (
            f"<figure><img src=media:{ONE}><figcaption>a<hr></figcaption></figure>",
            [image(ONE, run("a")), {"type": "rule"}],
        ),
        (
            "<table><caption>a</caption><thead><tr><th scope=col>b</thead>"
            "<tr><td colspan=2 rowspan=3>c<p>d</table>",
            [
                {
                    "type": "table",
                    "caption": [run("a")],
                    "rows": [
                        {"header": True, "cells": [cell(paragraph("b"), header=True, scope="col")]},
                        {
                            "header": False,
                            "cells": [
                                cell(paragraph("c"), paragraph("d"), colspan=2, rowspan=3),
                            ],
                        },
                    ],
                }
            ],
        ),
        ("<pre><code>a\n  <b>b</b></code></pre>", [{"type": "code", "text": "a\n  b"}]),
        ("<hr>", [{"type": "rule"}]),
        ("", []),
    ],
)
def test_it_gives_each_element_its_block(pasted: str, blocks: Blocks) -> None:
    assert blocks_of(pasted) == blocks


def test_an_image_that_is_not_found_leaves_its_caption() -> None:
    stored = f'<figure><img src="media:{ONE}"><figcaption>a</figcaption></figure>'

    assert to_blocks(stored, lambda _: None) == [paragraph("a")]


def test_it_asks_for_each_image_once_in_order_by_stored_and_rendered_address() -> None:
    stored = html.sanitise(
        f"<figure><figcaption><img src=media:{ONE}></figcaption><img src=media:{OTHER}></figure>"
        f"<h2><img src=media:{ONE}>a</h2><pre><img src=media:{OTHER}></pre>"
        f"<table><caption><img src=media:{ONE}></caption><td><img src=media:{OTHER}></table>"
    )
    asked: list[str] = []

    to_blocks(html.render(stored, lambda media: f"https://x.vn/{media}"), asking(asked))

    assert asked == [f"https://x.vn/{each.media}" for each in html.images(stored)]
    assert len(asked) == 6


def asking(asked: list[str]) -> Callable[[str], dict[str, Any]]:
    def image_at(source: str) -> dict[str, Any]:
        asked.append(source)
        return {}

    return image_at


KINDS = {"paragraph", "heading", "list", "quote", "image", "table", "code", "rule"}
TEXTS = {"runs", "caption", "items", "blocks", "rows", "cells"}


def texts(block: Any) -> list[str]:
    """All texts of blocks, wherever the documented keys lead."""
    if isinstance(block, list):
        return [text for each in block for text in texts(each)]
    assert block.get("type", "paragraph") in KINDS
    own = [block["text"]] if "text" in block else []
    return own + [text for key in TEXTS & set(block) for text in texts(block[key])]


@given(st.lists(PIECES, max_size=25).map("".join))
def test_no_text_is_lost_on_the_way_to_blocks(pasted: str) -> None:
    stored = html.sanitise(pasted)
    found = texts(to_blocks(stored, lambda _: {}))

    assert sorted("".join("".join(found).split())) == sorted(
        "".join(TextReader(stored).text.split())
    )


@given(st.lists(PIECES, max_size=25).map("".join))
def test_every_text_and_image_of_the_plain_text_is_in_the_blocks(pasted: str) -> None:
    stored = html.sanitise(pasted)
    pictures: list[str] = []
    found = "".join(texts(to_blocks(stored, asking(pictures))))

    known = set(found) | set("".join(each.alt or "" for each in html.images(stored)))
    assert set("".join(html.to_text(stored).split())) - known <= set("-|. 0123456789")
    assert pictures == [f"media:{each.media}" for each in html.images(stored)]


def element(inside: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Any element that a body may have, around any others."""
    return st.tuples(st.sampled_from(sorted(TAGS)), st.lists(inside, min_size=1, max_size=4)).map(
        lambda drawn: written(drawn[0], "".join(drawn[1]))
    )


def written(tag: str, inside: str) -> str:
    if tag in VOID:
        return {"img": f"<img src=media:{ONE} alt=hình>"}.get(tag, f"<{tag}>")
    return f"<{tag}>{inside}</{tag}>"


WORDS = st.integers(0, 99).map("chữ{} ".format)
NESTED = st.lists(st.recursive(WORDS, element, max_leaves=40), max_size=5).map("".join)


@given(NESTED)
def test_no_word_of_the_plain_text_is_lost_however_elements_nest(pasted: str) -> None:
    try:
        stored = html.sanitise(pasted)
    except html.UnsafeText:
        assume(False)  # deeper than a body may be
    found = " ".join(texts(to_blocks(stored, lambda _: {})))

    assert words_of(found) == words_of(html.to_text(stored)) == words_of(stored)


def test_no_word_is_lost_in_any_element_of_any_element_of_any_other() -> None:
    containers = sorted(TAGS - VOID)
    for around, outer, inner in product(containers, containers, sorted(TAGS)):
        nested = written(outer, f"chữ1 {written(inner, 'chữ2 ')} chữ3 ")
        stored = html.sanitise(written(around, f"chữ4 {nested} chữ5 "))
        found = " ".join(texts(to_blocks(stored, lambda _: {})))

        assert words_of(found) == words_of(html.to_text(stored)), stored


def words_of(text: str) -> list[str]:
    return sorted(re.findall("chữ[0-9]+", text))


def test_the_api_tells_of_every_kind_of_block() -> None:
    assert all(f"- `{kind}`:" in BLOCKS for kind in KINDS)
