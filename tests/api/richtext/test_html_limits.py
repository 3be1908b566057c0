"""Bodies made to exhaust time or memory are refused or read in time that grows with their size."""

import time
from contextlib import suppress

import orjson
import pytest

from api.publishing.schemas import BodyHtml
from api.richtext import blocks, html, limits

FORMATTING = "<p>" + "<strong>" * 3 + "<em>" * 3 + "<u>" * 3 + "<code>" * 3 + "</p>"
TOO_DEEP = {
    "lists": "<ul><li>" * 33,
    "quotes": "<blockquote>" * 33,
    "tables": "<table><tr><td>" * 33,
    "headings": "<h2><em>" * 33,
    "captions": "<figcaption>" * 33,
    "formatting": "<strong>" * 101,
    "formatting across blocks": "<p><strong></p>" * 101,
    "closed in vain in a cell": "<blockquote><table><td></blockquote>" * 17,
    "opened again in each block": FORMATTING + "<p>x" * 45_000,
}


@pytest.mark.parametrize("body", TOO_DEEP.values(), ids=TOO_DEEP)
def test_a_body_nested_too_deep_is_refused(body: str) -> None:
    with pytest.raises(html.TooDeep) as refusal:
        html.sanitise(body)

    assert refusal.value.code == "too_deep"


NOT_DEEP = {
    "closed": "<ul><li>x</li></ul>" * 100,
    "tables": "<table><tr><td>x</td></tr></table>" * 100,
    "unclosed in tables": "<table><tr><td><ul><li>x</table>" * 100,
    "paragraphs": "<p>x" * 1_000,
    "items": "<ul>" + "<li>x" * 1_000 + "</ul>",
    "links": "<a href='tel:1'>x" * 1_000,
    "headings closed by another": "<h2>x</h3>" * 100,
    "formatting": "<p><b><i>x</i></b>" * 1_000,
    "all in bold": "<b>" + "<p>x</p>" * 1_000 + "</b>",
    "divs": "<div>" * 1_000 + "x",
}


@pytest.mark.parametrize("body", NOT_DEEP.values(), ids=NOT_DEEP)
def test_a_long_body_is_not_taken_for_a_deep_one(body: str) -> None:
    stored = html.sanitise(body)

    assert stored.count("x") == body.count("x")
    assert html.sanitise(stored) == stored


def test_a_body_with_too_many_tags_is_refused() -> None:
    assert html.sanitise("<br>" * limits.MAX_TAGS).count("<br>") == limits.MAX_TAGS
    with pytest.raises(html.UnsafeText) as refusal:
        html.sanitise("<div>" * (limits.MAX_TAGS + 1))
    assert refusal.value.code == "too_many_tags"


def test_a_table_of_a_whole_list_is_taken() -> None:
    """3,000 rows of 10 cells, as a word processor writes them."""
    cells = "".join(f"<td><p class=MsoNormal>Nguyễn Văn An cột {n}</p></td>" for n in range(10))
    stored = html.sanitise("<table>" + f"<tr style='height:12pt'>{cells}</tr>" * 3_000 + "</table>")

    assert stored.count("<td>") == 30_000
    BodyHtml(required=True).deserialize(stored)


DEEPEST = {
    "lists": "<ul><li>" * 32,
    "quotes": "<blockquote>" * 32,
    "tables": "<table><tr><td>" * 32,
    "formatting in tables": "<strong><em>" * 50 + "<table><tr><td>" * 32,
    "lists in tables": "<table><tr><td><ul><li>" * 16,
}


@pytest.mark.parametrize("body", DEEPEST.values(), ids=DEEPEST)
def test_the_deepest_body_there_may_be_can_be_read_and_sent(body: str) -> None:
    stored = html.sanitise(body + f"x<img src='media:{'a1' * 20}'>")

    listed = blocks.to_blocks(stored, lambda _: {"id": None})

    assert orjson.dumps({"items": [{"body": {"blocks": listed}}]}).count(b'"x"') == 1
    assert "x" in html.to_text(stored)
    assert len(html.images(stored)) == 1
    assert html.render(stored, lambda _: "https://x.vn/a.jpg").count("https://x.vn/a.jpg") == 1


# What a pattern or a parser might go over again and again; none is refused before it is read.
ADVERSARIES = {
    "tag opens": "<",
    "tags unclosed": "<a ",
    "values unclosed": '<a href="',
    "values in turn": "<a href='>\" ",
    "comments": "<!--",
    "half comments": "<!-",
    "declarations": "<!",
    "instructions": "<?",
    "end tags": "</",
    "scripts": "<script>",
    "script ends": "<script></script ",
    "drawings": "<svg/",
    "titles": "<title></titl",
    "ampersands": "&",
    "references": "&amp",
    "digits": "&#99999999",
    "spaces": "&nbsp;",
    "greater": ">",
    "marks": "\u0301\u0323",
    "overlays": ">\u0338",
    "unknown": "<x>",
    "styles": "<style>.a{display:none}",
    "images without scripts": "<noscript><img src=x>",
    "comments of Google Docs": "#cmnt_ref<div><p><span>",
}
IN_A_TAG = {"attributes": "a=1 ", "names": "a ", "slashes": "/ ", "equals": "= ", "quotes": "\"'"}


@pytest.mark.parametrize("piece", ADVERSARIES.values(), ids=ADVERSARIES)
def test_t55_eight_times_the_body_takes_about_eight_times_as_long(piece: str) -> None:
    assert_linear(*(piece * (size // len(piece)) for size in (6_000, 48_000)))


@pytest.mark.parametrize("piece", IN_A_TAG.values(), ids=IN_A_TAG)
def test_t55_eight_times_the_tag_takes_about_eight_times_as_long(piece: str) -> None:
    assert_linear(*("<p " + piece * (size // len(piece)) for size in (6_000, 48_000)))


def assert_linear(small: str, large: str) -> None:
    # 64 times as long if a square were in it; the quickest of a few, for the machine is shared.
    assert quickest(large) < 40 * quickest(small) + 0.2


def quickest(body: str) -> float:
    return min(seconds(body) for _ in range(3))


PACKED = {
    "paragraphs": "<p></p>",
    "blank lines": "x<p></p>",
    "links": "<a href='https://x.vn'></a>",
    "relative links": "<a href=/x>y</a>",
    "images": "<img src=x alt='y'>",
    "figures": "<figure><img src=x><figcaption>y</figcaption></figure>",
    "misnested": "<b><i><p></b></i>",
    "moved out of tables": "<table>x<b>y</b></table>",
    "cells": "<td>x</td>",
    "breaks": "<br>",
    "lists": "<ul><li>x</li></ul>",
    "headings": "<h2><a href=/x></h2>",
    "preformatted": "<pre>\n</pre>",
    "hidden": "<p hidden>x</p>",
    "hidden and open": "<span hidden>x",
    "deleted": "<del cite=x>y</del>",
    "items of Word": "<p style='mso-list:l0 level1 lfo1'>x</p><p style='mso-list:l0 level2 lfo1'>y",
    "lists between items": "<li></li> <ul></ul> ",
    "cells over hidden rows": "<table><tr hidden><td>x<tr><td rowspan=9999>y",
    "hidden columns": "<table><col style='display:none' span=999><tr><td>x<td colspan=999>y",
    "bold and not": "<b>x<span style='font-weight:400'>y</span></b>",
    "formatting over blocks": "<b><p>x</b>",
    "fonts over blocks": "<font><p></font>",
    "ends of nothing": "</p>x",
    "embedded": "<iframe src=/x></iframe>",
    "changed headings": "<h1>x",
    "captions": "[caption]<img src=x>",
    "captions without an end": "[caption a='1'] <p><a><img src=x></a> x",
    "embeds by address": '<div class="wp-block-embed__wrapper">https://x.vn/',
    "shortcodes within shortcodes": "<br>[a-b c='1' ",
    "ends of shortcodes": "<br>[/a-b] [a-b",
    "bare text": "<br>x\n\n",
    "empty lines": "<br>\n \n",
    "widths of columns": "<![if !supportMisalignedColumns]><td>",
    "late images": "<noscript><img src=x></noscript><img data-src=x src=y>",
}


@pytest.mark.parametrize("piece", PACKED.values(), ids=PACKED)
def test_t55_eight_times_the_tags_take_about_eight_times_as_long(piece: str) -> None:
    assert_linear(*(piece * (tags // piece.count("<")) for tags in (500, 4_000)))


def seconds(body: str) -> float:
    """Time all that is done with a body."""
    start = time.process_time()
    with suppress(html.UnsafeText):
        stored = html.sanitise(body)
        html.render(stored, lambda _: None)
        html.to_text(stored)
        html.images(stored)
        html.headings(stored)
        html.links(stored)
        blocks.to_blocks(stored, lambda _: None)
    html.bundle_images(body)
    return time.process_time() - start
