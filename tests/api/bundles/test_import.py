"""Importing brings in what a bundle says, once; what changed since is a new edition."""

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from api.articles.models import Article
from api.bundles.importing import writing
from api.categories.models import Category
from api.publishing import queries
from api.publishing.live import slugs
from api.publishing.models import AuditEvent, Change, Document
from api.runtime.clock import local
from api.views import queries as viewcounts
from tests.api.bundles.bundles import AT, CATEGORY, article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything, public_files
from tests.api.bundles.outcomes import live, summary

NOON = datetime(2026, 7, 11, 1, 30, tzinfo=UTC)
ID = "01980000-0000-7000-8000-000000000001"


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
    withdrawn = Document.get(Document.slug == "a")
    assert (withdrawn.reason, withdrawn.public_note, withdrawn.withdrawn_at) == (
        "error",
        "Sai ảnh.",
        NOON,
    )
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
    withdrawn = Document.get(Document.slug == "a")
    assert (str(withdrawn.public), withdrawn.public_note) == ("withdrawn", "Sai ảnh.")
    assert not withdrawn.is_visible


def test_a_correction_counts_as_the_last_change(congxa_import: Import, tmp_path: Path) -> None:
    later = "2026-08-01T08:00:00+07:00"
    corrections = [{"at": later, "note": "Sửa tên."}, {"at": AT, "note": "Sửa số."}]

    congxa_import(
        write_bundle(tmp_path / "bundle", [article("a", slug="a", corrections=corrections)])
    )

    assert (live("a")["published_at"], live("a")["updated_at"]) == (AT, later)


def test_a_line_of_the_future_is_public_with_a_warning(
    congxa_import: Import, tmp_path: Path
) -> None:
    lines = [
        article("a", slug="a", published_at="2099-01-01T08:00:00+07:00"),
        article("b", state="draft", published_at="2099-01-01T08:00:00+07:00"),
    ]
    folder = write_bundle(tmp_path / "bundle", lines)

    warned = [congxa_import(folder, *options).stderr for options in (("--dry-run",), ())]

    assert warned == [f"warning: articles.jsonl:1: {writing.EARLY}\n"] * 2
    public_at = Document.get(Document.slug == "a").created_at
    assert live("a")["published_at"] == live("a")["updated_at"] == local(public_at)
