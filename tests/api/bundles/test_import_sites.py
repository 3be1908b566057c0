"""Importing whole sites: parents, names that are shown elsewhere, several sites, many lines."""

import json
import re
from pathlib import Path

import pytest

from api.articles.models import Article
from api.categories.models import Category
from api.db import batches
from api.publishing import commands, editions
from api.publishing.models import AuditEvent, Change, Document, Edition
from api.publishing.workflow import OPERATOR
from api.runtime.errors import InvalidContent
from api.sites.models import Site
from api.views import queries as viewcounts
from tests.api.bundles.bundles import CATEGORY, SITE, article, write_bundle, write_photo
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything
from tests.api.bundles.outcomes import live, summary
from tests.factories import NOON


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


def test_a_second_site_at_the_address_of_the_first_is_told(
    congxa_import: Import, tmp_path: Path
) -> None:
    def told(slug: str, *options: str, **facts: str) -> list[str]:
        site = {"slug": slug, "name": f"Xã {slug}", **facts}
        done = congxa_import(write_bundle(tmp_path / slug, site=site), *options)
        return re.findall("At this address are the pages of .*", done.output)

    assert told("yen-hoa") == []
    assert told("a", base_url="https://a.example") == []
    for options in (["--dry-run"], []):
        (said,) = told("b", *options)
        assert said.startswith("At this address are the pages of yen-hoa:")


def test_a_renamed_category_is_shown_everywhere_when_it_returns(
    congxa_import: Import, tmp_path: Path
) -> None:
    folder = tmp_path / "bundle"
    rows = [article("a", slug="a", category="tin")]
    congxa_import(write_bundle(folder, rows))

    congxa_import(write_bundle(folder, rows, categories=[{**CATEGORY, "name": "Tin mới"}]))

    assert live("a")["category"]["name"] == "Tin mới"


def test_t23_a_file_is_of_each_site_that_brought_it(congxa_import: Import, tmp_path: Path) -> None:
    sites = [("yen-hoa", "a.jpg"), ("yen-trung", None), ("yen-thanh", "a.jpg")]
    for slug, photo in sites:
        folder = tmp_path / slug
        cover = {"file": f"media/{photo}", "alt": "Cầu"} if photo else None
        if photo:
            write_photo(folder, photo)
        site = {**SITE, "slug": slug, "base_url": f"https://{slug}.vn"}
        congxa_import(write_bundle(folder, [article("a", cover=cover)], site=site))
    covers = (each.content.get("cover") for each in Edition.select())
    content = {"title": "Tin", "cover": next(filter(None, covers))}

    for slug, photo in sites:
        site_id = Site.get(Site.slug == slug).id
        if photo is None:
            with pytest.raises(InvalidContent):
                commands.create("article", site_id, content, (OPERATOR, NOON))
        else:
            commands.create("article", site_id, content, (OPERATOR, NOON))


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
    assert summary(done) == (
        "Imported: 3 created, 0 updated, 0 unchanged. To look at: 1 image without alternative text."
    )
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
    monkeypatch.setattr(batches, "MOST_AT_ONCE", 20)
    folder = write_bundle(tmp_path / "bundle", [article(str(n), views=n) for n in range(1, 62)])

    assert summary(congxa_import(folder)) == "Imported: 63 created, 0 updated, 0 unchanged."

    assert Article.select().count() == 61
    assert Edition.select().count() == 63
    numbers = [row.seq for row in Change.select().order_by(Change.seq)]
    assert numbers == list(range(1, 64))
    counts = viewcounts.counts([row.id for row in Article.select(Article.id)])
    assert sorted(counts.values()) == list(range(1, 62))
    assert editions.head(Document.get(Document.type == "article")).is_frozen
