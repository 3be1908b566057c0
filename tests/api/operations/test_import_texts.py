"""Texts of a bundle as offices write them: what is mended or looks wrong is told at its line."""

from pathlib import Path

import pytest

from api.core.losses import FieldLosses
from api.operations import texts
from api.operations.bundle import Line
from tests.api.operations.bundles import SITE, article, write_bundle
from tests.api.operations.conftest import Import
from tests.api.operations.outcomes import live, summary

MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def read(**data: object) -> tuple[dict[str, object], list[str]]:
    line, told = texts.read(Line("articles.jsonl", 1, data), ("body_html",))
    return line.data, said(told)


def said(told: FieldLosses) -> list[str]:
    return [f"{pointer}: {loss.said()}" for pointer, loss in told]


def test_marks_go_and_html_in_plain_texts_is_told(congxa_import: Import, tmp_path: Path) -> None:
    rows = [
        article("goi", slug="goi", title="Gọi \u202a0900 000 222\u202c", tags=["\u200fHọp"]),
        article("\u200egd", slug="gd", title=f"Ngày hội {FAMILY}", body_html="<p>a&lrm;b</p>"),
        article("amp", slug="amp", title="Nông dân &amp; Phụ nữ &#8211; ra quân"),
    ]
    site = {**SITE, "slug": "\u200eyen-hoa", "address": "Thôn\u200f 1"}
    done = congxa_import(write_bundle(tmp_path / "bundle", rows, site=site))

    assert done.stderr.splitlines() == [
        f"warning: {each}"
        for each in (
            "site.json:1: /slug: 1 direction mark dropped: “U+200E”",
            "site.json:1: /address: 1 direction mark dropped: “U+200F” (after “Thôn”)",
            "articles.jsonl:1: /title: 2 direction marks dropped: “U+202A”, “U+202C” (after “Gọi”)",
            "articles.jsonl:1: /tags: 1 direction mark dropped: “U+200F”",
            "articles.jsonl:2: /key: 1 direction mark dropped: “U+200E”",
            "articles.jsonl:2: /body_html: 1 direction mark dropped: “&lrm;” (after “a”)",
            "articles.jsonl:3: /title: 1 plain text with HTML in it, perhaps meant without:"
            " “Nông dân & Phụ nữ – ra quân”",
        )
    ]
    assert summary(done) == (
        "Imported: 5 created, 0 updated, 0 unchanged. Changed or lost: 7 direction marks dropped."
        " To look at: 1 plain text with HTML in it, perhaps meant without."
    )
    assert live("goi")["title"] == "Gọi 0900 000 222"
    assert live("gd")["title"] == f"Ngày hội {FAMILY}"
    assert live("gd")["body"]["html"] == "<p>ab</p>"
    assert live("amp")["title"] == "Nông dân &amp; Phụ nữ &#8211; ra quân"


def test_every_mark_goes_wherever_it_stands_but_in_names_of_files() -> None:
    data, told = read(
        title=f"a{MARKS}b", cover={"file": "\u202aa.jpg", "alt": "\u200fx"}, body_html=f"<p>{MARKS}"
    )

    assert data == {
        "title": "ab", "cover": {"file": "\u202aa.jpg", "alt": "x"}, "body_html": "<p>"
    }  # fmt: skip
    assert [each.split(" dropped")[0] for each in told] == [
        "/title: 6 direction marks", "/cover: 1 direction mark", "/body_html: 6 direction marks"
    ]  # fmt: skip


@pytest.mark.parametrize(
    "reference",
    [
        "&lrm;",
        "&rlm;",
        "&rlm ",
        "&#8206;",
        "&#x200F;",
        "&#1564;",
        "&#x061c;",
        "&#8234;",
        "&#x202C;",
    ],
)
def test_a_reference_to_a_mark_in_a_body_goes_too(reference: str) -> None:
    data, told = read(body_html=f"<p>a{reference}b</p>")

    assert data["body_html"] == f"<p>a{' ' * reference.endswith(' ')}b</p>"
    assert len(told) == 1


@pytest.mark.parametrize("kept", ["\u202d", "\u202e", "\u2066", "\u2069", "\x00", "&#8237;"])
def test_what_overrides_the_order_is_left_for_the_rules_of_text(kept: str) -> None:
    data, told = read(title=f"a{kept}b", body_html=f"<p>a{kept}b</p>", lead="&lrm;")

    assert (data["title"], data["body_html"]) == (f"a{kept}b", f"<p>a{kept}b</p>")
    assert not any("mark" in each for each in told)
