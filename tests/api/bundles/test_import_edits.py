"""What was done here since the last import is never lost without being asked for."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from api.articles.models import Article
from api.bundles.importing import writing
from api.publishing import commands, editions
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.workflow import Actor, Role
from tests.api.bundles.bundles import SITE, article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.dumps import everything

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
EDITOR = Actor("binh", {None: Role.ADMIN})


@pytest.fixture
def folder(congxa_import: Import, tmp_path: Path) -> Path:
    """A bundle that was imported: the articles a and b, and the draft c."""
    made = write_bundle(
        tmp_path / "bundle",
        [article("a", slug="a"), article("b", slug="b"), article("c", state="draft")],
    )
    assert congxa_import(made).exit_code == 0
    return made


def document(slug: str) -> Document:
    found: Document = Document.get(Document.slug == slug)
    return found


def edit(slug: str, title: str) -> None:
    edited = document(slug)
    content = {**editions.content(edited, editions.head(edited)), "title": title}
    commands.save(edited, content, EDITOR, NOON)


def titles() -> dict[str, str]:
    return {
        row.slug: row.whole.decode().split('"title":"')[1].split('"')[0] for row in Article.select()
    }


def changed(folder: Path, *, a: str = "Mới a", b: str = "Mới b") -> Path:
    rows = [article("a", slug="a", title=a), article("b", slug="b", title=b)]
    return write_bundle(folder, [*rows, article("c", state="draft")])


def test_a_changed_line_of_what_was_edited_here_is_a_fault(
    congxa_import: Import, folder: Path
) -> None:
    edit("a", "Sửa tại đây")
    before = everything()

    done = congxa_import(changed(folder))

    assert done.exit_code == 1
    assert done.stderr == (
        f"articles.jsonl:1: {writing.EDITED}\ncongxa: 1 fault; nothing was changed\n"
    )
    assert everything() == before


@pytest.mark.parametrize("new_at", [0, 1, 2])
def test_new_lines_stand_anywhere_among_changed_ones(
    congxa_import: Import, folder: Path, new_at: int
) -> None:
    rows = [article(key, slug=key, title=f"Mới {key}") for key in "ab"]
    rows.insert(new_at, article("d", slug="d", title="Mới d"))
    rows.insert(new_at, article("e", state="draft"))

    done = congxa_import(write_bundle(folder, rows))

    assert done.stdout == "Imported: 2 created, 2 updated, 2 unchanged.\n"
    assert titles() == {"a": "Mới a", "b": "Mới b", "d": "Mới d"}


def test_overwrite_lets_the_bundle_win(congxa_import: Import, folder: Path) -> None:
    edit("a", "Sửa tại đây")

    done = congxa_import(changed(folder), "--overwrite")

    assert done.stdout == "Imported: 0 created, 2 updated, 3 unchanged.\n"
    assert titles() == {"a": "Mới a", "b": "Mới b"}
    assert congxa_import(folder).stdout == "Imported: 0 created, 0 updated, 5 unchanged.\n"


def test_an_unchanged_line_leaves_an_edit_alone(congxa_import: Import, folder: Path) -> None:
    edit("a", "Sửa tại đây")
    before = everything()

    for options in ((), ("--overwrite",)):
        done = congxa_import(folder, *options)
        assert done.stdout == "Imported: 0 created, 0 updated, 5 unchanged.\n"

    assert everything() == before


@pytest.mark.parametrize("options", [(), ("--overwrite",)])
def test_what_was_taken_away_here_stays_so(
    congxa_import: Import, folder: Path, options: tuple[str, ...]
) -> None:
    for slug in "ab":
        commands.withdraw(document(slug), EDITOR, NOON, Withdrawal("error"))
    commands.trash(document("b"), EDITOR, NOON)
    draft = Document.get(Document.public == "none", Document.type == "article")
    commands.trash(draft, EDITOR, NOON)
    commands.purge(draft, EDITOR, NOON)
    before = everything()
    rows = [article(key, slug=key, lead="x") for key in "abc"]

    done = congxa_import(write_bundle(folder, rows), *options)

    assert done.exit_code == 0
    assert done.stdout == "Imported: 0 created, 0 updated, 2 unchanged, 3 left alone.\n"
    assert done.stderr == "".join(
        f"warning: articles.jsonl:{line}: {writing.TAKEN_AWAY}\n" for line in (1, 2, 3)
    )
    assert everything() == before


def test_what_is_public_does_not_become_a_draft_again(congxa_import: Import, folder: Path) -> None:
    rows = [article("a", slug="a", state="draft"), article("b", slug="b")]

    for options in ((), ("--overwrite",)):
        done = congxa_import(write_bundle(folder, rows), *options)

        assert done.exit_code == 1
        assert done.stderr.splitlines()[0] == f"articles.jsonl:1: {writing.NO_WAY_BACK}"


def test_an_editor_who_is_quicker_than_the_import_is_not_overwritten(
    congxa_import: Import, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    really = writing.write

    def after_an_edit(
        job: writing.Job, there: writing.Existing, *args: object, **more: bool
    ) -> object:
        if there.document is not None and there.document.slug == "a":
            edit("a", "Sửa tại đây")
            there = there._replace(document=document("a"))
        return really(job, there, *args, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(writing, "write", after_an_edit)

    done = congxa_import(changed(folder))

    assert done.stdout == "Imported: 0 created, 1 updated, 3 unchanged, 1 left alone.\n"
    assert done.stderr == f"warning: articles.jsonl:1: {writing.EDITED}\n"
    assert titles()["b"] == "Mới b"
    edited = document("a")
    assert editions.content(edited, editions.head(edited))["title"] == "Sửa tại đây"


def test_an_id_of_something_else_is_a_fault(congxa_import: Import, folder: Path) -> None:
    made_here = commands.create("article", document("a").site, {"title": "Tại đây"}, (EDITOR, NOON))
    ids = {name: str(each.id) for name, each in (("a", document("a")), ("here", made_here))}
    site = str(document("a").site)
    rows = [
        article("a", slug="a"),
        article("b", slug="b", id=ids["a"]),
        article("x", id=site),
        article("y", id=ids["here"]),
    ]
    before = everything()

    done = congxa_import(write_bundle(folder, rows))

    assert done.exit_code == 1
    assert done.stderr.splitlines()[:-1] == [
        f"articles.jsonl:2: /id: the key “b” stands for {document('b').id} here",
        f"articles.jsonl:3: /id: {site} is the id of something else here",
        f"articles.jsonl:4: {writing.FOREIGN}",
    ]
    assert everything() == before


def test_another_sites_article_is_out_of_reach_even_with_overwrite(
    congxa_import: Import, folder: Path, tmp_path: Path
) -> None:
    rows = [article("z", id=str(document("a").id))]
    other = write_bundle(tmp_path / "other", rows, site={**SITE, "slug": "yen-trung"})
    before = everything()

    done = congxa_import(other, "--overwrite")

    assert done.exit_code == 1
    assert done.stderr.splitlines()[0] == (
        f"articles.jsonl:1: /id: {document('a').id} is the id of something else here"
    )
    assert everything() == before


def test_a_site_made_here_is_changed_only_when_asked(congxa_import: Import, tmp_path: Path) -> None:
    made = commands.create("site", None, {**SITE, "phone": "0238"}, (EDITOR, NOON))
    commands.publish(made, Actor("lan", {None: Role.ADMIN}), NOON)
    folder = write_bundle(tmp_path / "bundle", [article("a")])

    refused = congxa_import(folder)
    assert refused.stderr.splitlines()[0] == f"site.json:1: {writing.FOREIGN}"
    done = congxa_import(folder, "--overwrite")

    assert done.stdout == "Imported: 2 created, 1 updated, 0 unchanged.\n"
    assert document("yen-hoa").id == made.id
