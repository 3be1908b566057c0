"""Texts of a bundle as offices write them: what is mended or looks wrong is told at its line."""

import re
from pathlib import Path

import pytest

from api.publishing.checks import raw_texts
from api.publishing.formats import BundleFormat, Reference
from api.text.losses import FieldLosses
from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import live, summary

BODY_IN_TCVN3 = '<p><font face=".VnTime">Uû ban nh©n d©n x·</font></p>'
FORMAT = BundleFormat("articles.jsonl", {"category": Reference("category")}, html=("body_html",))
MARKS = "\u200e\u200f\u061c\u202a\u202b\u202c"
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


def read(*, convert: bool = False, **data: object) -> tuple[dict[str, object], list[str]]:
    found, told = raw_texts.read(data, FORMAT, convert_legacy=convert)
    return found, said(told)


def said(told: FieldLosses) -> list[str]:
    return [f"{pointer}: {loss.said()}" for pointer, loss in told]


def test_marks_go_and_html_in_plain_texts_is_told(congxa_import: Import, tmp_path: Path) -> None:
    rows = [
        article("goi", slug="goi", title="Gọi \u202a1900 1234\u202c", tags=["\u200fHọp"]),
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
    assert live("goi")["title"] == "Gọi 1900 1234"
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


@pytest.mark.parametrize("left", ["<b>Tin</b>", "Ph&uacute;"])
def test_html_alone_is_told_of_a_line(left: str) -> None:
    assert len(read(title=left, body_html="<p>a</p>")[1]) == 1


@pytest.mark.parametrize("kept", ["\u202d", "\u202e", "\u2066", "\u2069", "\x00", "&#8237;"])
def test_what_overrides_the_order_is_left_for_the_rules_of_text(kept: str) -> None:
    data, told = read(title=f"a{kept}b", body_html=f"<p>a{kept}b</p>", lead="&lrm;")

    assert (data["title"], data["body_html"]) == (f"a{kept}b", f"<p>a{kept}b</p>")
    assert not any("mark" in each for each in told)


TCVN3 = {"title": "Th«ng b¸o lÞch tiÕp d©n", "body_html": BODY_IN_TCVN3}
VNI = {"title": "THOÂNG BAÙO LÒCH TIEÁP DAÂN", "body_html": "<p>UÛy ban nhaân daân xaõ</p>"}
READ = ("Thông báo lịch tiếp dân", "THÔNG BÁO LỊCH TIẾP DÂN")


def test_texts_in_old_fonts_are_told_and_converted_where_asked(
    congxa_import: Import, tmp_path: Path
) -> None:
    rows = [article("a", slug="a", **TCVN3), article("b", slug="b", **VNI)]
    bundle = write_bundle(tmp_path / "bundle", rows)

    as_it_is, converted = congxa_import(bundle), congxa_import(bundle, "--convert-legacy")
    again, back = congxa_import(bundle, "--convert-legacy"), congxa_import(bundle)

    assert as_it_is.stderr.splitlines()[0] == (
        "warning: articles.jsonl:1: /title: 1 text in the font encoding TCVN3 (ABC)"
        " (--convert-legacy converts it): “Thông báo lịch tiếp dân”"
    )
    assert summary(as_it_is).endswith(
        "To look at: 2 texts in the font encoding TCVN3 (ABC) (--convert-legacy converts them),"
        " 2 texts in the font encoding VNI (--convert-legacy converts them)."
    )
    assert summary(converted) == (
        "Imported: 0 created, 2 updated, 2 unchanged. Changed or lost: 2 texts converted from the"
        " font encoding TCVN3 (ABC), 2 texts converted from the font encoding VNI."
    )
    assert summary(again) == "Imported: 0 created, 0 updated, 4 unchanged."
    assert summary(back).startswith("Imported: 0 created, 2 updated, 2 unchanged.")
    assert live("a")["title"] == TCVN3["title"]


def test_a_converted_text_is_the_one_that_was_meant() -> None:
    in_tcvn3, _ = read(convert=True, **TCVN3)
    in_vni, _ = read(convert=True, **VNI)

    assert (in_tcvn3["title"], in_vni["title"]) == READ
    assert in_tcvn3["body_html"] == BODY_IN_TCVN3.replace(
        "Uû ban nh©n d©n x·", "Uỷ ban nhân dân xã"
    )
    assert in_vni["body_html"] == "<p>Ủy ban nhân dân xã</p>"


@pytest.mark.parametrize(
    ("body", "read_as"),
    [
        (
            "<p>Th&laquo;ng b&cedil;o &amp; h&auml;p &lt;x&middot;&gt;</p>",
            "Thông báo &amp; họp &lt;xã&gt;",
        ),
        ('<b><font face=".VnTimeH">Th«ng b¸o</font> lÞch häp</b>', "THÔNG BÁO lịch họp"),
        ('<span style="font-family:.VnArialH">Ngµy 5, sè 12/Q§</span><br>', "NGÀY 5, SỐ 12/QĐ"),
        ("<p>Xã họp dân</p><p>Th«ng b¸o lÞch häp</p>", "Xã họp dânThông báo lịch họp"),
        ("<p>Ch­¬ng tr×nh n­íc s¹ch</p>", "Chương trình nước sạch"),
        ('<p style="font-family:VNI-Times">Tænh uûy</p>', "Tỉnh ủy"),
        ("<p>Ñaûng boä xaõ, Hoäi Noâng daân</p>", "Đảng bộ xã, Hội Nông dân"),
    ],
)
def test_bodies_are_read_piece_by_piece(body: str, read_as: str) -> None:
    data, told = read(convert=True, body_html=body)

    assert re.sub("<[^>]*>", "", str(data["body_html"])) == read_as
    assert len(told) == 1


def test_what_names_a_line_stays_as_it_is() -> None:
    data, _ = read(convert=True, key="Th«ng b¸o", category="Th«ng b¸o", title="Th«ng b¸o häp d©n")

    assert data == {"key": "Th«ng b¸o", "category": "Th«ng b¸o", "title": "Thông báo họp dân"}
