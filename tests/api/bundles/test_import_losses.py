"""Nothing is lost without a word: what a body loses is told at its line, and in the report."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import live, summary
from tests.api.media import documents

LINKS = (
    '<p><a href="/van-ban/45.html">Văn bản 45</a>, <a href="#muc-2">mục 2</a>,'
    ' <a href="tin.php?id=9">tin cũ</a>, <a href="//tinh.example.vn/x">trang tỉnh</a>,'
    ' <a href="media/a.pdf">tải mẫu đơn</a></p>'
)
DELETED = "<p>Hạn: <del cite=x datetime=y>10/01</del>20/01</p>"
OLD = {**SITE, "old_base_url": "https://cu.example.vn/cong/"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bundle with a file that a text links to."""
    (tmp_path / "bundle" / "media").mkdir(parents=True)
    (tmp_path / "bundle" / "media" / "a.pdf").write_bytes(documents.text_pdf(b"mot"))
    return tmp_path / "bundle"


def test_t79_what_is_lost_is_told_at_its_line_in_a_dry_run_too(
    congxa_import: Import, folder: Path
) -> None:
    write_bundle(folder, [article("a", body_html=LINKS), article("b", body_html=DELETED)])
    foretold, done = congxa_import(folder, "--dry-run"), congxa_import(folder)

    assert foretold.stderr == done.stderr
    assert done.stderr.splitlines() == [
        f"warning: articles.jsonl:{each}"
        for each in (
            "1: /body_html: 3 links dropped: “/van-ban/45.html”, “#muc-2”, “tin.php?id=9”",
            "1: /body_html: 1 link became an attachment: “media/a.pdf” (after “tin cũ , trang"
            " tỉnh ,”)",
            "2: /body_html: 1 text removed that was deleted in a word processor: “10/01” (after"
            " “Hạn:”)",
        )
    ]
    assert summary(done) == (
        "Imported: 4 created, 0 updated, 0 unchanged. Changed or lost: 3 links dropped, 1 link"
        " became an attachment, 1 text removed that was deleted in a word processor."
    )


def test_a_file_that_a_text_links_to_stands_beside_it(congxa_import: Import, folder: Path) -> None:
    write_bundle(folder, [article("a", slug="a", body_html=LINKS)])

    congxa_import(folder)

    found = live("a")
    assert [each["name"] for each in found["attachments"]] == ["a.pdf"]
    assert "tải mẫu đơn</p>" in found["body"]["html"]


def test_relative_links_are_meant_against_the_old_portal_from_when_it_is_told(
    congxa_import: Import, folder: Path
) -> None:
    rows = [article("a", slug="a", body_html=LINKS), article("b", body_html="<p>x</p>")]
    congxa_import(write_bundle(folder, rows))

    again = congxa_import(write_bundle(folder, rows, site=OLD))

    assert summary(again).startswith("Imported: 0 created, 2 updated, 2 unchanged.")
    body = live("a")["body"]["html"]
    assert 'href="https://cu.example.vn/van-ban/45.html"' in body
    assert 'href="https://cu.example.vn/cong/tin.php?id=9"' in body
    assert "1 link dropped: “#muc-2”" in again.stderr


def test_the_report_says_all_of_it_to_programs(
    congxa_import: Import, folder: Path, tmp_path: Path
) -> None:
    write_bundle(folder, [article("b", body_html=DELETED)])

    told = reported(congxa_import, folder, tmp_path / "report.json")

    assert told == {
        "dry_run": False,
        "counts": {"created": 3, "updated": 0, "unchanged": 0, "left alone": 0},
        "lost": {"deletion_removed": 1},
        "noticed": {},
        "faults": [],
        "warnings": [
            {
                "file": "articles.jsonl",
                "line": 1,
                "column": None,
                "message": "/body_html: 1 text removed that was deleted in a word processor:"
                " “10/01” (after “Hạn:”)",
                "message_vi": "1 đoạn đã xóa trong trình soạn thảo bị bỏ: “10/01” (sau “Hạn:”)",
                "code": "deletion_removed",
                "field": "/body_html",
                "count": 1,
                "examples": ["10/01"],
                "after": "Hạn:",
            }
        ],
    }


def test_the_report_is_written_for_faults_too(
    congxa_import: Import, folder: Path, tmp_path: Path
) -> None:
    write_bundle(folder, [article("b", body_html=DELETED), article("c", lead=5)])

    told = reported(congxa_import, folder, tmp_path / "report.json")

    assert told["faults"] == [
        {
            "file": "articles.jsonl",
            "line": 2,
            "column": None,
            "message": "/lead: Not a valid string.",
        }
    ]
    assert told["lost"] == {"deletion_removed": 1}


def reported(run: Import, folder: Path, file: Path) -> dict[str, Any]:
    run(folder, "--report", str(file))
    told: dict[str, Any] = json.loads(file.read_bytes())
    return told


def test_an_old_address_that_is_none_is_a_fault(congxa_import: Import, folder: Path) -> None:
    done = congxa_import(write_bundle(folder, site={**SITE, "old_base_url": "cu.example.vn"}))

    assert "site.json:1: /old_base_url: Not a valid URL." in done.stderr
