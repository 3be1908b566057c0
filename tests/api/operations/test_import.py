"""Importing brings in what a bundle says, once; what changed since is a new edition."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.articles.models import Article
from api.categories.models import Category
from api.operations import records
from api.publishing import editions, queries, slugs
from api.publishing.models import AuditEvent, Change, Document, Edition
from api.sites.models import Site
from api.viewcounts import queries as viewcounts
from tests.api.media import samples
from tests.api.operations.bundles import AT, CATEGORY, SITE, article, write_bundle
from tests.api.operations.conftest import Import
from tests.api.operations.dumps import everything, public_files

NOON = datetime(2026, 7, 11, 1, 30, tzinfo=UTC)
ID = "01980000-0000-7000-8000-000000000001"


def live(slug: str) -> dict[str, Any]:
    """The public object at an address."""
    found: dict[str, Any] = json.loads(Article.get(Article.slug == slug).whole)
    return found


def summary(result: object) -> str:
    assert result.exit_code == 0, result.stderr  # type: ignore[attr-defined]
    return str(result.stdout.strip())  # type: ignore[attr-defined]


def write_photo(folder: Path, name: str, width: int = 97) -> None:
    (folder / "media").mkdir(parents=True, exist_ok=True)
    photo = samples.encoded(samples.picture(width), "JPEG")
    (folder / "media" / name).write_bytes(photo)


def test_it_brings_in_all_that_a_line_says(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    write_photo(folder, "b.jpg", 90)
    line = article(
        "cau",
        title="Khánh thành cầu",
        lead="Sáng nay.",
        body_html='<p>Cầu <b>mới</b></p><figure><img src="media/b.jpg" alt="Cầu">'
        "<figcaption>Toàn cảnh</figcaption></figure>",
        byline="Minh Anh",
        category="tin",
        tags=["Giao thông"],
        cover={"file": "media/a.jpg", "alt": "Cầu mới", "caption": "Ảnh", "credit": "Xã"},
        featured=True,
        source={"name": "Báo", "url": "https://bao.vn/1"},
        licence="CC BY",
        views=30,
        corrections=[{"at": AT, "note": "Sửa tên."}],
        unpublish_at="2036-07-11T08:30:00+07:00",
        id=ID,
        slug="cau-moi",
        old_slugs=["cau-cu", "cau-xua"],
        updated_at="2026-07-12T08:30:00+07:00",
        version=7,
    )

    done = congxa_import(write_bundle(folder, [line]))

    assert summary(done) == "Imported: 3 created, 0 updated, 0 unchanged."
    assert done.stderr == ""
    found = live("cau-moi")
    assert found["id"] == ID
    assert found["version"] == 7
    assert found["published_at"] == AT
    assert found["updated_at"] == "2026-07-12T08:30:00+07:00"
    assert found["category"] == {"slug": "tin-tuc", "name": "Tin tức"}
    assert found["corrections"] == [{"at": AT, "note": "Sửa tên."}]
    assert (found["cover"]["alt"], found["cover"]["credit"]) == ("Cầu mới", "Xã")
    assert [each["caption"] for each in found["images"]] == ["Toàn cảnh"]
    assert "<strong>mới</strong>" in found["body"]["html"]
    assert found["source"]["name"] == "Báo"
    document = Document.get_by_id(UUID(ID))
    assert slugs.old_slugs(document) == ["cau-cu", "cau-xua"]
    assert viewcounts.counts([document.id]) == {document.id: 30}
    assert str(next(iter(queries.next_due_by_site().values()))) == "2036-07-11 01:30:00+00:00"
    keys = {each["url"].rsplit("/", 1)[1] for image in [found["cover"], *found["images"]]
            for each in image["renditions"]}  # fmt: skip
    assert public_files() == keys
    assert {row.actor for row in AuditEvent.select()} == {"operator"}
    assert Document.select().where(Document.author == "operator").count() == 3


def test_running_it_again_changes_nothing(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    cover = {"file": "media/a.jpg", "alt": "Cầu"}
    rows = [
        article("a", cover=cover, category="tin", views=5),
        article("b", state="draft", published_at=None),
        article("c", state="withdrawn", reason="error", withdrawn_at=AT),
        article("d", published_at=None),
    ]
    write_bundle(folder, rows)
    congxa_import(folder)
    before = everything()

    # The order of members and what an editor of text leaves behind make no difference.
    reordered = [dict(reversed(row.items())) for row in rows]
    again = congxa_import(write_bundle(folder, ["", *reordered, "  "]))

    assert summary(again) == "Imported: 0 created, 0 updated, 6 unchanged."
    assert again.stderr == ""
    assert everything() == before


def test_a_changed_line_or_file_is_a_new_edition(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    rows = [
        article("a", slug="a", views=5),
        article("b", slug="b", cover={"file": "media/a.jpg", "alt": "Cầu"}),
        article("c", slug="c"),
    ]
    congxa_import(write_bundle(folder, rows))
    first, seq, old_files = live("a"), queries.head_seq(), public_files()

    write_photo(folder, "a.jpg", 120)
    rows[0] = article("a", slug="a-moi", title="Tên mới", views=900, published_at=None)
    done = congxa_import(write_bundle(folder, rows))

    assert summary(done) == "Imported: 0 created, 2 updated, 3 unchanged."
    second = live("a-moi")
    assert second["title"] == "Tên mới"
    assert second["id"] == first["id"]
    assert second["version"] > first["version"]
    assert second["published_at"] == first["published_at"]
    document = Document.get_by_id(UUID(first["id"]))
    assert [each.number for each in queries.editions(document)] == [1, 2]
    assert slugs.old_slugs(document) == ["a"]
    assert viewcounts.counts([document.id]) == {document.id: 5}
    assert [row.op for row in Change.select().where(Change.seq > seq)] == ["upsert", "upsert"]
    assert public_files().isdisjoint(old_files)
    assert {each["url"].rsplit("/", 1)[1] for each in live("b")["cover"]["renditions"]} == (
        public_files()
    )


def test_an_older_version_in_the_bundle_never_takes_one_back(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    congxa_import(write_bundle(folder, [article("a", slug="a", version=20)]))

    congxa_import(write_bundle(folder, [article("a", slug="a", version=3, lead="x")]))

    assert live("a")["version"] > 20


def states() -> dict[str, tuple[str, str]]:
    return {
        row.slug: (str(row.public), str(row.stage))
        for row in Document.select().where(Document.type == "article")
    }


def test_it_carries_out_a_changed_state(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    gone = {"state": "withdrawn", "reason": "error", "public_note": "Sai ảnh.", "withdrawn_at": AT}
    congxa_import(
        write_bundle(
            folder,
            [
                article("a", slug="a"),
                article("b", slug="b", **gone),
                article("c", slug="c", state="draft"),
            ],
            categories=[
                CATEGORY,
                {"key": "cu", "name": "Cũ", "state": "withdrawn", "reason": "error"},
            ],
        )
    )
    assert states() == {
        "a": ("live", "approved"),
        "b": ("withdrawn", "approved"),
        "c": ("none", "draft"),
    }
    assert [row.slug for row in Category.select()] == ["tin-tuc"]

    done = congxa_import(
        write_bundle(
            folder,
            [article("a", slug="a", **gone), article("b", slug="b"), article("c", slug="c")],
            categories=[CATEGORY, {"key": "cu", "name": "Cũ"}],
        )
    )

    assert summary(done) == "Imported: 0 created, 4 updated, 2 unchanged."
    assert states() == {
        "a": ("withdrawn", "approved"),
        "b": ("live", "approved"),
        "c": ("live", "approved"),
    }
    stub = Document.get(Document.slug == "a")
    assert (stub.reason, stub.public_note, stub.withdrawn_at) == ("error", "Sai ảnh.", NOON)
    assert sorted(row.slug for row in Category.select()) == ["cu", "tin-tuc"]


def test_a_withdrawn_line_may_change_and_is_never_public_meanwhile(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    gone = {"slug": "a", "state": "withdrawn", "reason": "error", "withdrawn_at": AT}
    congxa_import(write_bundle(folder, [article("a", **gone)]))

    done = congxa_import(write_bundle(folder, [article("a", **gone, public_note="Sai ảnh.")]))

    assert summary(done) == "Imported: 0 created, 1 updated, 2 unchanged."
    assert Article.select().count() == 0
    stub = Document.get(Document.slug == "a")
    assert (str(stub.public), stub.public_note) == ("withdrawn", "Sai ảnh.")
    assert not stub.is_visible


def test_a_later_category_may_be_the_parent_and_keys_are_compared_as_text(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = write_bundle(
        tmp_path / "bundle",
        [article("a", slug="a", category="con")],
        categories=[
            {"key": "con", "name": "Con", "parent": "Me\u0323"},
            {"key": "M\u1eb9", "name": "Mẹ"},
        ],
    )

    assert summary(congxa_import(folder)) == "Imported: 4 created, 0 updated, 0 unchanged."

    found = {row.slug: json.loads(row.whole)["parent"] for row in Category.select()}
    assert found == {"con": "me", "me": None}
    assert live("a")["category"] == {"slug": "con", "name": "Con"}


def test_a_renamed_category_is_shown_everywhere_when_it_returns(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    rows = [article("a", slug="a", category="tin")]
    congxa_import(write_bundle(folder, rows))

    congxa_import(write_bundle(folder, rows, categories=[{**CATEGORY, "name": "Tin mới"}]))

    assert live("a")["category"]["name"] == "Tin mới"


def test_gates_are_warnings(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    write_bundle(
        folder, [article("a", body_html='<p>x</p><img src="media/a.jpg" alt="Anh-tin-bai">')]
    )
    warning = (
        "warning: articles.jsonl:1: /body_html/images/0: This image has no alternative text.\n"
    )

    foretold, done = congxa_import(folder, "--dry-run"), congxa_import(folder)

    assert (foretold.stderr, done.stderr) == (warning, warning)
    assert summary(done) == "Imported: 3 created, 0 updated, 0 unchanged."
    event = AuditEvent.get(AuditEvent.action == "publish", AuditEvent.type == "article")
    assert event.detail["passed"] == ["alt_missing"]


def test_a_dry_run_foretells_and_changes_nothing(congxa_import: Import, tmp_path: Path) -> None:
    folder = tmp_path / "bundle"
    write_photo(folder, "a.jpg")
    rows = [article("a", cover={"file": "media/a.jpg", "alt": "Cầu"}), article("b")]
    write_bundle(folder, rows)
    before = everything()

    foretold = congxa_import(folder, "--dry-run")

    assert summary(foretold) == "Would import: 4 created, 0 updated, 0 unchanged."
    assert everything() == before
    congxa_import(folder)
    write_bundle(folder, [rows[0], article("b", lead="x"), article("c")])
    before = everything()

    foretold = congxa_import(folder, "--dry-run")

    assert summary(foretold) == "Would import: 1 created, 1 updated, 3 unchanged."
    assert everything() == before


def test_two_sites_have_their_keys_and_addresses_to_themselves(
    congxa_import: Import, tmp_path: Path
) -> None:
    sites = [SITE, {"slug": "yen-trung", "name": "Xã Yên Trung"}]
    for site in sites:
        rows = [article("a", slug="a", title=site["name"], category="tin")]
        folder = write_bundle(tmp_path / site["slug"], rows, site=site)
        assert summary(congxa_import(folder)) == "Imported: 3 created, 0 updated, 0 unchanged."
    before = everything()

    for site in sites:
        assert summary(congxa_import(tmp_path / site["slug"], "--site", site["slug"])) == (
            "Imported: 0 created, 0 updated, 3 unchanged."
        )

    assert everything() == before
    found = Article.select().where(Article.slug == "a").order_by(Article.site_slug)
    assert [(row.site_slug, json.loads(row.whole)["title"]) for row in found] == [
        (site["slug"], site["name"]) for site in sites
    ]


def test_a_bundle_without_a_site_goes_to_the_only_one_or_the_one_named(
    congxa_import: Import, tmp_path: Path
) -> None:
    congxa_import(write_bundle(tmp_path / "first"))
    rest = write_bundle(tmp_path / "rest", [article("a", category="tin")], site=None, categories=())

    assert summary(congxa_import(rest)) == "Imported: 1 created, 0 updated, 0 unchanged."
    assert summary(congxa_import(rest, "--site", "yen-hoa")) == (
        "Imported: 0 created, 0 updated, 1 unchanged."
    )
    assert [json.loads(row.whole)["category"]["slug"] for row in Article.select()] == ["tin-tuc"]


def test_a_site_that_was_renamed_here_keeps_its_lines(
    congxa_import: Import, tmp_path: Path
) -> None:
    site = congxa_import(write_bundle(tmp_path / "bundle", [article("a")])) and Site.get().id
    again = write_bundle(
        tmp_path / "bundle", [article("a")], site={**SITE, "slug": "moi", "id": str(site)}
    )

    done = congxa_import(again)

    assert summary(done) == "Imported: 0 created, 1 updated, 2 unchanged."
    assert [(row.id, row.slug) for row in Site.select()] == [(site, "moi")]
    assert [row.site_slug for row in Article.select()] == ["moi"]


def test_many_lines_go_in_batches(
    congxa_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(records, "MOST_AT_ONCE", 20)
    folder = write_bundle(tmp_path / "bundle", [article(str(n), views=n) for n in range(1, 62)])

    assert summary(congxa_import(folder)) == "Imported: 63 created, 0 updated, 0 unchanged."

    assert Article.select().count() == 61
    assert Edition.select().count() == 63
    numbers = [row.seq for row in Change.select().order_by(Change.seq)]
    assert numbers == list(range(1, 64))
    counts = viewcounts.counts([row.id for row in Article.select(Article.id)])
    assert sorted(counts.values()) == list(range(1, 62))
    assert editions.head(Document.get(Document.type == "article")).is_frozen
