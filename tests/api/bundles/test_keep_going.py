"""With `--keep-going` one bad line keeps itself out, and what refers to it, and nothing else."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.articles.models import Article
from api.bundles.importing import reader, workers
from api.calendar.models import CalendarEntry
from api.pages.models import StandingPage
from api.publishing.models import Document
from api.runtime.startup import NOT_ALL
from tests.api.bundles.bundles import AT, CATEGORY, SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import faults_of, summary

GONE_ID = "01980000-0000-7000-8000-000000000009"
GONE = {"state": "withdrawn", "reason": "superseded", "withdrawn_at": AT}
BAD_PHOTO = {"file": "media/none.jpg", "alt": "Cầu"}
CATEGORIES = [
    {"key": "duoi", "name": "Dưới", "parent": "tren"},
    {"key": "tren", "name": "Trên", "parent": "goc"},
    {"key": "goc", "name": ""},
    CATEGORY,
    {**CATEGORY, "parent": "tin"},
    {**CATEGORY, "parent": "goc"},
]
OFFICIALS = [
    {"key": "ct", "name": "Bà Chủ tịch"},
    '{"key": "pct", "name": "Ông Phó',
    {"key": "tk", "name": "Thư ký", "email": "@"},
]
ARTICLES = [
    article("a", category="tin"),
    article("b", category="duoi"),
    article("c", titel="x"),
    article("d", cover=BAD_PHOTO),
    article("e", attachments=[{"file": "media/none.pdf"}]),
    article("a", lead="hai lần"),
    article("f", **GONE, superseded_by=GONE_ID),
    article("g", id=GONE_ID, category="tren"),
    article(123),  # type: ignore[arg-type]
    article("h", body_html='<p><img src="media/none.jpg"><a href="/x">x</a></p>'),
    article("i", published_at="2099-01-01T08:00:00+07:00"),
]
MEETING = {"date": "2026-09-10", "title": "Họp"}
ENTRIES = [
    {**MEETING, "key": "1", "chair": "ct"},
    {**MEETING, "key": "2", "chair": "pct"},
    {**MEETING, "key": "3", "officials": ["ct", "tk"]},
    {**MEETING, "key": "4", "supersedes": "2"},
    {**MEETING, "key": "5", "chair": "Ông Khách"},
]
PAGES = [
    {"key": "con", "title": "Con", "parent": "me"},
    {"key": "me", "title": "", "slug": "me"},
    {"key": "rieng", "title": "Riêng"},
]
SAID = [
    "categories.jsonl:1: /parent: refers to categories.jsonl:2, which is left out",
    "categories.jsonl:2: /parent: refers to categories.jsonl:3, which is left out",
    "categories.jsonl:3: /name: Must not be empty.",
    "categories.jsonl:5: /key: “tin” stands in line 4 already",
    "categories.jsonl:6: /key: “tin” stands in line 4 already",
    "officials.jsonl:2: not JSON: it is cut off at column 32",
    "officials.jsonl:3: /email: Not a valid e-mail address.",
    "articles.jsonl:2: /category: refers to categories.jsonl:1, which is left out",
    "articles.jsonl:3: /titel: Unknown field.",
    "articles.jsonl:4: /cover: there is no file “media/none.jpg” in the bundle",
    "articles.jsonl:5: /attachments: there is no file “media/none.pdf” in the bundle",
    "articles.jsonl:6: /key: “a” stands in line 1 already",
    "articles.jsonl:7: /superseded_by: refers to articles.jsonl:8, which is left out",
    "articles.jsonl:8: /category: refers to categories.jsonl:2, which is left out",
    "articles.jsonl:9: /key: Not a valid string.",
    "articles.jsonl:10: /body_html: there is no file “media/none.jpg” in the bundle",
    "calendar.jsonl:2: /chair: refers to officials.jsonl:2, which is left out",
    "calendar.jsonl:3: /officials: refers to officials.jsonl:3, which is left out",
    "calendar.jsonl:4: /supersedes: refers to calendar.jsonl:2, which is left out",
    "pages.jsonl:1: /parent: refers to pages.jsonl:2, which is left out",
    "pages.jsonl:2: /title: Must not be empty.",
    "notes.jsonl:1: no content is read from a file of this name",
]
EARLY = "warning: articles.jsonl:11: /published_at: lies in the future"
END = "congxa: lines with faults were left out; mend them and run it again, which writes the rest"


def written(folder: Path, **files: Any) -> Path:
    write_bundle(folder, files.get("articles", ARTICLES), categories=files["categories"])
    for name in ("officials", "calendar", "pages"):
        lines = [each if isinstance(each, str) else json.dumps(each) for each in files[name]]
        (folder / f"{name}.jsonl").write_text("\n".join(lines))
    return folder


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    """Every way to be wrong, and every way to refer to what is."""
    files = {"officials": OFFICIALS, "calendar": ENTRIES, "pages": PAGES}
    folder = written(tmp_path / "bundle", categories=CATEGORIES, **files)
    (folder / "notes.jsonl").write_text("{}")
    return folder


def mend(folder: Path) -> None:
    categories = [*CATEGORIES[:2], {"key": "goc", "name": "Gốc"}, CATEGORY]
    officials = [OFFICIALS[0], {"key": "pct", "name": "Ông Phó"}, {"key": "tk", "name": "Thư ký"}]
    pages = [PAGES[0], {"key": "me", "title": "Mẹ", "slug": "me"}, PAGES[2]]
    good = [each for number, each in enumerate(ARTICLES) if number in (0, 1, 6, 7, 10)]
    files = {"officials": officials, "calendar": ENTRIES, "pages": pages, "articles": good}
    written(folder, categories=categories, **files)
    (folder / "notes.jsonl").unlink()


def told(result: Any) -> list[str]:
    """What was printed, each line as far as it is listed above."""
    heads = [EARLY, *SAID, END]
    return [next((head for head in heads if each.startswith(head)), each) for each in result]


@pytest.mark.parametrize("at_once", [False, True])
def test_it_writes_what_is_right_and_says_why_the_rest_is_not(
    congxa_import: Import,
    faulty: Path,
    tmp_path: Path,
    at_once: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if at_once:
        monkeypatch.setattr(reader, "BATCH", 1)
        monkeypatch.setattr(workers, "FEW", 1)
    report = tmp_path / "report.json"
    before = everything()

    refused = congxa_import(faulty)
    foretold = congxa_import(faulty, "--keep-going", "--dry-run")
    unchanged = everything()
    done = congxa_import(faulty, "--keep-going", "--report", str(report))

    assert (refused.exit_code, unchanged) == (1, before)
    assert [foretold.exit_code, done.exit_code] == [NOT_ALL, NOT_ALL] == [3, 3]
    assert told(foretold.stderr.splitlines()) == told(done.stderr.splitlines())
    assert told(done.stderr.splitlines()) == [EARLY, *SAID, END]
    ended = "8 created, 0 updated, 0 unchanged, 22 left out.\n"
    assert (foretold.stdout, done.stdout) == (f"Would import: {ended}", f"Imported: {ended}")
    reported = json.loads(report.read_bytes())
    assert (reported["counts"]["left out"], len(reported["faults"])) == (22, 22)
    assert sorted(row.slug for row in Article.select()) == [
        "khanh-thanh-cau-a",
        "khanh-thanh-cau-i",
    ]
    assert [row.slug for row in StandingPage.select()] == ["rieng"]
    assert CalendarEntry.select().count() == 2
    assert Document.select().count() == 8


def test_after_mending_it_writes_only_the_rest(congxa_import: Import, faulty: Path) -> None:
    congxa_import(faulty, "--keep-going")
    mend(faulty)

    rest = congxa_import(faulty, "--keep-going")
    again = congxa_import(faulty)

    assert summary(rest) == "Imported: 13 created, 0 updated, 8 unchanged."
    assert summary(again) == "Imported: 0 created, 0 updated, 21 unchanged."


def test_what_is_here_may_be_referred_to_though_its_new_line_is_bad(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a", category="tin")])
    congxa_import(folder)
    bad = {**CATEGORY, "order": "x"}
    write_bundle(folder, [article("b", category="tin"), article("a", lead=5)], categories=[bad])

    done = congxa_import(folder, "--keep-going")

    assert done.stdout == "Imported: 1 created, 0 updated, 1 unchanged, 2 left out.\n"
    assert Article.select().count() == 2


UNCERTAIN = [
    ({**SITE, "email": "@"}, (), "site.json:1: /email: Not a valid e-mail address."),
    ("{", (), "site.json:1: not JSON: it is cut off at column 2"),
    (SITE, ("--site", "khac"), "site.json:1: /slug: “yen-hoa” is not the site “khac”"),
]


def test_nothing_is_written_into_a_site_that_is_not_certain(
    congxa_import: Import, tmp_path: Path
) -> None:
    for site, options, fault in UNCERTAIN:
        folder = write_bundle(tmp_path / "bundle", [article("a")], site=site)

        assert faults_of(congxa_import(folder, "--keep-going", *options)) == [fault]

    assert Document.select().count() == 0


def test_a_site_that_is_here_takes_lines_though_its_own_is_bad(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle")
    congxa_import(folder)
    write_bundle(folder, [article("a")], site={**SITE, "email": "@"})

    done = congxa_import(folder, "--keep-going")

    assert done.stdout == "Imported: 1 created, 0 updated, 1 unchanged, 1 left out.\n"
    write_bundle(folder, [article("b")], site={**SITE, "slug": "khac"})
    faults_of(congxa_import(folder, "--keep-going", "--site", "yen-hoa"))
