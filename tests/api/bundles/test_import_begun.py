"""Importing into a portal that `congxa setup` has begun: what was exported elsewhere fills it."""

from pathlib import Path
from uuid import UUID

import pytest

from api.bundles.importing import committing, writing
from api.bundles.importing.result import Outcome
from api.publishing import commands, editions, queries
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.sites.commands import create_site
from api.sites.models import Site
from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import faults_of, summary
from tests.factories import NOON

ELSEWHERE = UUID("0197f0c2-0000-7000-8000-000000000001")
OTHER = {**SITE, "id": str(ELSEWHERE), "name": "Xã Yên Hòa mới", "phone": "0238 3 123 456"}


@pytest.fixture
def begun(database: str) -> Document:
    """A portal as `congxa site create` makes it."""
    return create_site("yen-hoa", "Xã Yên Hòa", (OPERATOR, NOON))


def test_a_site_of_elsewhere_fills_one_that_was_begun_which_keeps_its_id(
    congxa_import: Import, begun: Document, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=OTHER)

    foretold, done = congxa_import(folder, "--dry-run"), congxa_import(folder)

    said = "2 created, 1 updated, 0 unchanged."
    assert (summary(foretold), summary(done)) == (f"Would import: {said}", f"Imported: {said}")
    kept = f"warning: site.json:1: {writing.OWN_ID.format(begun.id)}\n"
    assert (foretold.stderr, done.stderr) == (kept, kept)
    assert [(row.id, row.name) for row in Site.select()] == [(begun.id, OTHER["name"])]


def test_a_later_export_of_the_same_site_updates_it(
    congxa_import: Import, begun: Document, tmp_path: Path
) -> None:
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=OTHER)
    congxa_import(folder)

    assert summary(congxa_import(folder)) == "Imported: 0 created, 0 updated, 3 unchanged."
    write_bundle(folder, [article("a"), article("b")], site={**OTHER, "fax": "0238 3 123 457"})
    assert summary(congxa_import(folder)) == "Imported: 1 created, 1 updated, 2 unchanged."


def test_what_was_written_of_it_here_is_lost_only_when_asked(
    congxa_import: Import, begun: Document, tmp_path: Path
) -> None:
    content = editions.content(begun, editions.head(begun))
    commands.save(begun, {**content, "address": "Thôn Đông"}, OPERATOR, NOON)
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=OTHER)

    refused, done = congxa_import(folder), congxa_import(folder, "--overwrite")

    assert faults_of(refused) == [f"site.json:1: {writing.FOREIGN}"]
    assert summary(done) == "Imported: 2 created, 1 updated, 0 unchanged."


def test_what_is_written_of_it_between_check_and_commit_stays(
    congxa_import: Import, begun: Document, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = editions.content(begun, editions.head(begun))
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=OTHER)
    write = committing.Writer._in_transaction

    def later(self: committing.Writer, jobs: list[writing.Job]) -> Outcome:
        if self.handled.bundle.is_single:
            commands.save(begun, {**content, "address": "Thôn Đông"}, OPERATOR, NOON)
        return write(self, jobs)

    monkeypatch.setattr(committing.Writer, "_in_transaction", later)
    done = congxa_import(folder)

    assert f"site.json:1: {writing.FOREIGN}" in done.stderr
    now = queries.get_document(begun.id)
    assert editions.content(now, editions.head(now)) == {**content, "address": "Thôn Đông"}


def test_one_with_content_becomes_one_with_no_other_by_its_name_alone(
    congxa_import: Import, begun: Document, tmp_path: Path
) -> None:
    commands.create("article", begun.id, {"title": "Tại đây"}, (OPERATOR, NOON))
    folder = write_bundle(tmp_path / "bundle", [article("a")], site=OTHER)

    refused = congxa_import(folder, "--overwrite")
    write_bundle(folder, [article("a")], site={**OTHER, "id": None})
    done = congxa_import(folder, "--overwrite")

    assert faults_of(refused) == [f"site.json:1: {writing.OTHER_SITE.format(begun.id)}"]
    assert summary(done) == "Imported: 2 created, 1 updated, 0 unchanged."
