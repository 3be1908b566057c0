"""What looks like content and is read by nothing is told, and so is a bundle that is none."""

from pathlib import Path

from tests.api.bundles.bundles import SITE, article, write_bundle, zipped
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import faults_of, summary

FILES = ("site.json, categories.jsonl, officials.jsonl, articles.jsonl, notices.jsonl,"
         " banners.jsonl, calendar.jsonl, pages.jsonl, legal_documents.jsonl")  # fmt: skip
WHY = "is not read: it must be called “articles.jsonl” and lie at the top of the bundle"
ELSEWHERE = [
    "articles.JSONL",
    "Articles.jsonl",
    "articles.json",
    "articles.ndjson",
    "articles.jsonl.txt",
    "articles.csv",
    "articles",
    "data/articles.jsonl",
    "data/2026/articles.ndjson",
]
OURS = ["media/articles.jsonl", "__MACOSX/._articles.jsonl", "._articles.jsonl", "anh/articles.pdf"]


def put(folder: Path, name: str) -> None:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"key": "mat", "title": "Không được mất"}')


def test_content_under_another_name_or_elsewhere_is_a_fault(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle")
    for name in [*ELSEWHERE, *OURS]:
        put(folder, name)

    found = faults_of(congxa_import(folder))

    assert found == [f"{name}:1: {WHY}" for name in sorted(ELSEWHERE)]


def test_copies_beside_what_is_read_are_none(congxa_import: Import, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", [article()])
    for name in ("cu/articles.jsonl", "cu/site.json", "articles.jsonl.bak", "articles.csv"):
        put(folder, name)

    assert summary(congxa_import(folder)) == "Imported: 3 created, 0 updated, 0 unchanged."


def deep(folder: Path) -> Path:
    write_bundle(folder / "a" / "goi")
    return folder


def beside(folder: Path) -> Path:
    write_bundle(folder / "goi")
    put(folder, "desktop.ini")
    return folder


HOLDS = [
    (deep, "“a/”; a site.json was seen at “a/goi/site.json”"),
    (beside, "“desktop.ini”, “goi/”; a site.json was seen at “goi/site.json”"),
]
ADVICE = ": import the folder that holds it, or a zip of that"


def test_what_holds_no_bundle_says_what_it_holds(congxa_import: Import, tmp_path: Path) -> None:
    congxa_import(write_bundle(tmp_path / "before"))
    before = everything()

    for number, (make, there) in enumerate(HOLDS):
        folder = make(tmp_path / str(number))
        said = f"there is none of {FILES} at its top, but {there}{ADVICE * ('seen' in there)}"
        for options in (("--dry-run",), ("--keep-going",), ("--site", SITE["slug"])):
            done = congxa_import(folder, *options)

            assert done.exit_code == 1
            assert done.stderr == f"congxa: {said}; nothing was changed\n"
    assert everything() == before


def test_what_is_empty_says_so(congxa_import: Import, tmp_path: Path) -> None:
    folder, nothing = tmp_path / "folder", tmp_path / "nothing.zip"
    folder.mkdir()
    nothing.touch()
    packed = zipped(folder, tmp_path / "packed.zip")

    said = [congxa_import(each).stderr for each in (folder, packed, nothing)]

    empty = f"congxa: the bundle is empty; at its top must be one of {FILES}; nothing was changed\n"
    assert said == [empty, empty, f"congxa: {nothing} is an empty file; nothing was changed\n"]


def test_a_zip_says_what_it_holds_too(congxa_import: Import, tmp_path: Path) -> None:
    path = zipped(deep(tmp_path / "bundle"), tmp_path / "bundle.zip")

    done = congxa_import(path)

    assert done.exit_code == 1
    assert "but “goi/”; a site.json was seen at “goi/site.json”" in done.stderr


def test_lines_without_their_site_say_where_one_was_seen(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", site=None)
    put(folder, "cong/site.json")

    done = congxa_import(folder)

    assert "and no site.json in the bundle; a site.json was seen at “cong/site.json”" in done.stderr
