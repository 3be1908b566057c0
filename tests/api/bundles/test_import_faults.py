"""A bad bundle: every fault is told with its place, and nothing at all is changed."""

import json
from pathlib import Path

import pytest

from tests.api.bundles.bundles import CATEGORY, SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import faults_of
from tests.api.media import samples


def test_it_tells_every_fault_of_the_whole_bundle_at_once(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(
        tmp_path / "bundle",
        [
            article("a", titel="x", title=None),
            "{not json}",
            b'{"key": "\xff"}',
            article("b", category="nowhere", lead="a\u202eb"),
            article("b", cover={"file": "media/none.jpg"}, language="VI"),
            article(None, body_html='<img src="media/none.jpg"><img src="../up.jpg">'),
            article("c", state="withdrawn"),
            article("d", state="gone", published_at="2026-07-11"),
            '{"key": "e", "title": "x", "title": "y"}',
            '[1, "no object"]',
            article("f", cover={"alt": "x"}, tags="one"),
        ],
        site={**SITE, "email": "@nghean.gov.vn", "phone": 5, "state": "draft"},
        categories=[CATEGORY, {"key": "x", "name": ""}, {**CATEGORY, "parent": "y"}],
    )
    (folder / "notes.jsonl").write_text("{}")
    before = everything()

    found = faults_of(congxa_import(folder))

    assert everything() == before
    assert found == [
        "site.json:1: /phone: Not a valid string.",
        "site.json:1: /email: Not a valid e-mail address.",
        "site.json:1: /state: Unknown field.",
        "categories.jsonl:2: /name: Must not be empty.",
        "categories.jsonl:3: /key: “tin” stands in line 1 already",
        "categories.jsonl:3: /parent: there is no category with the key “y”",
        "articles.jsonl:1: /title: Missing data for required field.",
        "articles.jsonl:1: /titel: Unknown field.",
        "articles.jsonl:2: not JSON: Expecting property name enclosed in double quotes at column 2",
        "articles.jsonl:3: not UTF-8",
        "articles.jsonl:4: /category: there is no category with the key “nowhere”",
        "articles.jsonl:4: /lead: The text holds a control that reorders text (U+202E at"
        " character 2).",
        "articles.jsonl:5: /key: “b” stands in line 4 already",
        "articles.jsonl:5: /cover: there is no file “media/none.jpg” in the bundle",
        "articles.jsonl:5: /language: Not a language, such as vi.",
        "articles.jsonl:6: /key: Missing data for required field.",
        "articles.jsonl:6: /body_html: there is no file “media/none.jpg” in the bundle",
        "articles.jsonl:6: /body_html: “../up.jpg” leads out of the bundle",
        "articles.jsonl:7: /reason: Missing data for required field.",
        "articles.jsonl:8: /state: Must be one of: live, draft, withdrawn.",
        "articles.jsonl:8: /published_at: Not a valid time with an offset, such as"
        " 2026-07-11T00:00:00+07:00.",
        "articles.jsonl:9: “title” is given twice",
        "articles.jsonl:10: not a JSON object",
        "articles.jsonl:11: /cover/file: must name a file of the bundle",
        "articles.jsonl:11: /tags: Not a valid list.",
        "notes.jsonl:1: no content is read from a file of this name, only from "
        + ", ".join(known_files()),
    ]


def known_files() -> list[str]:
    from api.publishing.content_type import content_types

    return [each.bundle.filename for each in content_types()]


def test_it_refuses_a_bundle_of_another_site(congxa_import: Import, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a")])

    found = faults_of(congxa_import(folder, "--site", "yen-trung"))

    assert found == ["site.json:1: /slug: “yen-hoa” is not the site “yen-trung”"]


def test_it_needs_to_know_the_site(congxa_import: Import, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=None)
    told = {
        (): "there is more than one site here, or none, and no site.json in the bundle",
        ("--site", "x"): "there is no site “x” here, and no site.json in the bundle",
    }

    for options, said in told.items():
        result = congxa_import(folder, *options)

        assert result.exit_code == 1
        assert result.stderr == f"congxa: {said}; nothing was changed\n"


def test_it_refuses_what_stands_below_itself(congxa_import: Import, tmp_path: Path) -> None:
    parents = {"a": "c", "b": "a", "c": "b", "d": None, "e": "d", "f": "f"}
    lines = [
        {"key": key, "name": key} | ({"parent": parent} if parent else {})
        for key, parent in parents.items()
    ]
    folder = write_bundle(tmp_path / "bundle", categories=lines)

    found = faults_of(congxa_import(folder))

    below = [f"categories.jsonl:{line}: the category stands below itself" for line in (1, 2, 3, 6)]
    assert found == below


def test_it_refuses_ids_and_addresses_that_come_twice(
    congxa_import: Import, tmp_path: Path
) -> None:
    id_ = "01980000-0000-7000-8000-000000000001"
    folder = write_bundle(
        tmp_path / "bundle",
        [
            article("a", id=id_, slug="mot"),
            article("b", id=id_),
            article("c", slug="mot"),
            article("d", slug="hai", old_slugs=["mot", "hai"]),
        ],
    )

    found = faults_of(congxa_import(folder))

    assert found == [
        f"articles.jsonl:2: /id: {id_} stands in line 1 already",
        "articles.jsonl:3: /slug: “mot” stands in line 1 already",
        "articles.jsonl:4: /slug: “mot” stands in line 1 already",
    ]


def test_a_category_is_never_a_draft(congxa_import: Import, tmp_path: Path) -> None:
    folder = write_bundle(tmp_path / "bundle", categories=[{**CATEGORY, "state": "draft"}])

    found = faults_of(congxa_import(folder))

    said = "/state: a category is public once it is saved, so it is never a draft"
    assert found == [f"categories.jsonl:1: {said}"]


def photo() -> bytes:
    return samples.encoded(samples.picture(), "JPEG")


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A folder beside the bundle with what must stay secret."""
    folder = tmp_path / "outside"
    folder.mkdir()
    (folder / "a.jpg").write_bytes(photo())
    (folder / "lines.jsonl").write_text(json.dumps(article("SECRET")))
    return folder


def test_t13_it_follows_no_link_and_no_path_out_of_the_folder(
    congxa_import: Import, tmp_path: Path, outside: Path
) -> None:
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    (folder / "media" / "real.jpg").write_bytes(photo())
    (folder / "media" / "link.jpg").symlink_to(outside / "a.jpg")
    (folder / "media" / "inner.jpg").symlink_to("real.jpg")
    (folder / "way").symlink_to(outside)
    names = {
        "media/link.jpg": "is a link, which is not followed",
        "media/inner.jpg": "is a link, which is not followed",
        "way/a.jpg": "is a link, which is not followed",
        "../outside/a.jpg": "leads out of the bundle",
        "media/../../outside/a.jpg": "leads out of the bundle",
        str(outside / "a.jpg"): "leads out of the bundle",
        "media\\..\\a.jpg": "leads out of the bundle",
        "media/real.jpg\0.png": "leads out of the bundle",
        "..%2foutside/a.jpg": "",
        "....//outside/a.jpg": "",
        "media/real.jpg/": None,
    }
    rows = [article(str(n), cover={"file": name}) for n, name in enumerate(names)]
    write_bundle(folder, rows)

    found = faults_of(congxa_import(folder))

    assert found == [
        f"articles.jsonl:{number}: /cover: "
        + (f"“{name}” {why}" if why else f"there is no file “{name}” in the bundle")
        for number, (name, why) in enumerate(names.items(), start=1)
        if why is not None
    ]


def test_t13_it_reads_no_lines_through_a_link(
    congxa_import: Import, tmp_path: Path, outside: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", site=SITE)
    names = ("site.json", "articles.jsonl")
    for name in names:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(outside / "lines.jsonl")

    found = faults_of(congxa_import(folder))

    assert found == [f"{name}:1: “{name}” is a link, which is not followed" for name in names]
