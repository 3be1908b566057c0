"""An absent fact may be written as `null`, in every optional member of every kind of line."""

import json
from pathlib import Path
from typing import Any

import pytest

from api.bundles.files.named_files import with_linked
from api.bundles.lines.parser import bookkeeping_of
from api.publishing import editions
from api.publishing.content_type import content_types
from api.publishing.models import Document
from tests.api.bundles.bundles import article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import faults_of

PHOTO = {"file": "media/a.jpg"}
NEEDED = {
    "site": {"slug": "yen-hoa", "name": "Xã Yên Hòa"},
    "category": {"name": "Tin"},
    "official": {"name": "Bà"},
    "article": {"title": "Cầu"},
    "notice": {"title": "Cầu"},
    "banner": {"placement": "header", "image": PHOTO},
    "calendar_entry": {"date": "2026-07-13", "title": "Họp"},
    "page": {"title": "Cầu"},
    "legal_document": {"title": "Cầu"},
}


def members_of(handled: Any) -> set[str]:
    return {*handled.schema().load_fields, *bookkeeping_of(handled)} - {"key"}


@pytest.fixture
def portal(tmp_path: Path) -> Path:
    """Of every kind a line without anything optional, and one that says `null` for all of it."""
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    for each in content_types():
        needed = NEEDED[each.name]
        lines = [
            {"key": "khong"} | needed,
            dict.fromkeys(members_of(each)) | {"key": "null"} | needed,
        ]
        packed = "\n".join(json.dumps(line) for line in lines)
        if each.bundle.is_single:
            packed = json.dumps(dict.fromkeys(members_of(each)) | needed)
        (folder / each.bundle.filename).write_text(packed)
    return folder


def test_null_is_the_same_as_nothing(congxa_import: Import, portal: Path) -> None:
    done = congxa_import(portal)

    assert done.stdout.startswith("Imported: 17 created"), done.stderr
    for each in content_types():
        contents = [editions.content(row, editions.head(row)) for row in documents(each.name)]
        assert all(content == contents[0] for content in contents)


def test_files_that_a_text_links_to_stand_beside_no_others() -> None:
    assert with_linked(None, ["media/a.pdf", "/media/a.pdf", "b.pdf"]) == [
        {"file": "media/a.pdf"},
        {"file": "b.pdf"},
    ]
    assert with_linked([{"file": "media/a%20b.pdf"}, 5], ["media/a b.pdf"]) == [
        {"file": "media/a%20b.pdf"},
        5,
    ]


def documents(type_name: str) -> list[Document]:
    return list(Document.select().where(Document.type == type_name))


def test_within_a_fact_too_but_not_where_something_must_be(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    cover = {**PHOTO, "alt": None, "caption": None, "credit": None}
    lines = [
        article("a", cover=cover, source={"name": "Báo", "url": None}),
        {**article("b"), "title": None},
        {**article("c"), "titel": None},
        article("d", cover={"file": None}),
        article("e", tags=["a", None]),
        article("f", tags=["a", " "], category="", source={"name": "", "url": ""}),
        article("g", cover={"file": " "}),
    ]

    assert faults_of(congxa_import(write_bundle(folder, lines))) == [
        "articles.jsonl:2: /title: Missing data for required field.",
        "articles.jsonl:3: /titel: Unknown field.",
        "articles.jsonl:4: /cover/file: must name a file of the bundle",
        "articles.jsonl:5: /tags/1: Field may not be null.",
        "articles.jsonl:6: /tags/1: Must not be empty.",
        "articles.jsonl:6: /source/name: Must not be empty.",
        "articles.jsonl:7: /cover/file: must name a file of the bundle",
    ]
