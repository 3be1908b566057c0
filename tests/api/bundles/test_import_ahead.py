"""What is prepared ahead of its transaction is what would have been written in it."""

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from peewee import QueryEvent

from api.articles.models import Article
from api.bundles.importing import reader
from api.db.databases import db
from api.db.speculative import SpeculativeTransaction
from api.db.unit_of_work import transaction
from api.publishing import commands, editions
from api.publishing.audit.chain import first_broken_event
from api.publishing.live import slugs
from api.publishing.models import Change, Document, Edition
from api.publishing.workflow import OPERATOR, Actor, Role
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.conftest import Import
from tests.api.bundles.outcomes import live, summary

NOON = datetime(2026, 7, 12, 12, tzinfo=UTC)
EDITOR = Actor("binh", {None: Role.ADMIN})


@pytest.fixture(autouse=True)
def small_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "BATCH", 3)


@pytest.fixture
def meanwhile(monkeypatch: pytest.MonkeyPatch) -> Callable[[int, Callable[[], Any]], list[bool]]:
    """Lets something happen between the preparing of a batch and its transaction.

    Gives the list of whether each batch could then be written as it was prepared. Those of the site
    and of categories never are: others show them.
    """

    def happens(at_batch: int, call: Callable[[], Any]) -> list[bool]:
        really, went_well = SpeculativeTransaction.write, []

        def write(tx: SpeculativeTransaction) -> None:
            if len(went_well) == at_batch:
                call()
            went_well.append(False)
            really(tx)
            went_well[-1] = True

        monkeypatch.setattr(SpeculativeTransaction, "write", write)
        return went_well

    return happens


def rename_category() -> None:
    category = Document.get(Document.type == "category")
    content = editions.content(category, editions.head(category))
    commands.save(category, {**content, "name": "Tin mới"}, EDITOR, NOON)


def publish_another(title: str) -> None:
    site = Document.get(Document.type == "site").id
    made = commands.create("article", site, {"title": title}, (EDITOR, NOON))
    commands.publish(made, OPERATOR, NOON)


def articles(folder: Path, *rows: dict[str, Any]) -> Path:
    return write_bundle(folder, rows)


def test_a_category_renamed_meanwhile_is_shown_by_its_new_name(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(1, rename_category)
    rows = [article(f"a{n}", slug=f"a{n}", category="tin") for n in range(6)]

    done = congxa_import(articles(tmp_path / "bundle", *rows))

    assert summary(done) == "Imported: 8 created, 0 updated, 0 unchanged."
    assert went_well == [True, False]
    assert {live(f"a{n}")["category"]["name"] for n in range(6)} == {"Tin mới"}
    assert first_broken_event() is None


def test_who_asks_for_a_feed_meanwhile_hears_of_what_comes_after(
    congxa_import: Import, tmp_path: Path, meanwhile: Any, app
) -> None:
    rows = [article(f"a{n}", slug=f"a{n}") for n in range(6)]
    held = list[str]()

    def ask(dated: dict[str, str]) -> Any:
        return app.test_client().get("/feeds/articles.atom", headers=dated)

    with time_machine.travel(NOON, tick=False) as traveller:

        def look() -> None:
            traveller.shift(30)
            held.append(ask({}).headers["Last-Modified"])

        meanwhile(1, look)
        congxa_import(articles(tmp_path / "bundle", *rows))
        traveller.shift(30)
        answer = ask({"If-Modified-Since": held[0]})

    assert answer.status_code == 200
    assert answer.get_data(as_text=True).count("<entry>") == 6


def test_an_address_taken_meanwhile_stays_its_holders(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(0, lambda: publish_another("Hai"))
    rows = [article(each, title=each) for each in ("Một", "Hai", "Ba")]

    done = congxa_import(articles(tmp_path / "bundle", *rows))

    assert summary(done) == "Imported: 5 created, 0 updated, 0 unchanged."
    assert went_well == [False]
    assert sorted(row.slug for row in Article.select()) == ["ba", "hai", "hai-2", "mot"]
    assert Document.get(Document.slug == "hai").author == "binh"


def test_an_old_address_taken_meanwhile_stays_its_holders(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(0, lambda: publish_another("Hai"))
    row = article("a", title="Một", old_slugs=["hai"])

    congxa_import(articles(tmp_path / "bundle", row))

    assert went_well == [False]
    assert slugs.old_slugs(Document.get(Document.slug == "mot")) == ["hai-2"]
    assert live("hai")["title"] == "Hai"


def test_what_an_editor_does_elsewhere_meanwhile_changes_nothing(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(0, lambda: publish_another("Bốn"))
    rows = [article(each, title=each) for each in ("Một", "Hai", "Ba")]

    congxa_import(articles(tmp_path / "bundle", *rows))

    assert went_well == [True]
    assert [change.seq for change in Change.select().order_by(Change.seq)] == [1, 2, 3, 4, 5, 6]
    assert first_broken_event() is None


def test_equal_titles_have_addresses_in_the_order_of_the_lines(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(-1, lambda: None)
    rows = [article(f"a{n}", title="Thông báo", lead=str(n)) for n in range(7)]

    congxa_import(articles(tmp_path / "bundle", *rows))

    assert went_well == [True] * 3
    expected = ["thong-bao", *(f"thong-bao-{n}" for n in range(2, 8))]
    assert [live(slug)["lead"] for slug in expected] == [str(n) for n in range(7)]


def test_lines_that_need_statements_of_their_own_are_written_as_well(
    congxa_import: Import, tmp_path: Path, meanwhile: Any
) -> None:
    went_well = meanwhile(-1, lambda: None)
    withdrawn = {"state": "withdrawn", "reason": "error"}
    rows = [
        *(article("a", **withdrawn), article("b", slug="b"), article("c", state="draft")),
        *(article("d", slug="d", unpublish_at="2036-07-11T08:30:00+07:00"), article("e", slug="e")),
    ]

    done = congxa_import(articles(tmp_path / "bundle", *rows))

    assert summary(done) == "Imported: 7 created, 0 updated, 0 unchanged."
    assert went_well == []
    assert sorted(row.slug for row in Article.select()) == ["b", "d", "e"]
    assert sorted(str(row.public) for row in Document.select() if row.type == "article") == [
        *("live", "live", "live", "none", "withdrawn")
    ]


def test_the_log_tells_of_lines_in_their_order(congxa_import: Import, tmp_path: Path) -> None:
    rows = [article(f"a{n}", title=f"Bài {n}", published_at=None) for n in range(8)]

    congxa_import(articles(tmp_path / "bundle", *rows))

    slug_of = {row.id: row.slug for row in Document.select()}
    logged = [slug_of[row.document] for row in Change.select().order_by(Change.seq)]
    assert logged[2:] == [f"bai-{n}" for n in range(8)]
    assert [row.slug for row in Article.select().order_by(Article.published_at, Article.id)] == (
        logged[2:]
    )
    assert Edition.select().count() == 10


def test_all_that_is_read_ahead_is_read_again(
    congxa_import: Import, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else something could move unseen; addresses alone are taken only if they are still free."""
    inside: list[str] = []
    unchecked: list[str] = []
    really_run, really_memo = SpeculativeTransaction.run, SpeculativeTransaction.memo

    def run(tx: SpeculativeTransaction, body: Callable[[], Any]) -> Any:
        def hook(event: QueryEvent) -> None:
            if not inside and event.exception is None:
                unchecked.append(event.sql)

        db.obj.query_hooks.append(hook)
        try:
            return really_run(tx, body)
        finally:
            db.obj.query_hooks.remove(hook)

    def memo(tx: SpeculativeTransaction, key: object, make: Callable[[], Any]) -> Any:
        inside.append("memo")
        found = really_memo(tx, key, make)
        inside.pop()
        return found

    monkeypatch.setattr(SpeculativeTransaction, "run", run)
    monkeypatch.setattr(SpeculativeTransaction, "memo", memo)
    rows = [article(f"a{n}", title="Bài", category="tin", tags=["x"]) for n in range(5)]

    congxa_import(articles(tmp_path / "bundle", *rows))

    of_addresses = ('FROM "slug"', "PRAGMA", "BEGIN", "SET TRANSACTION", "COMMIT")
    assert unchecked
    assert [sql for sql in unchecked if not any(each in sql for each in of_addresses)] == []


def test_a_transaction_that_is_not_ahead_takes_an_address_at_once(
    congxa_import: Import, tmp_path: Path
) -> None:
    congxa_import(articles(tmp_path / "bundle", article("a", slug="a")))
    document = Document.get(Document.slug == "a")

    with transaction():
        slugs.claim(document, "b")
        assert slugs.holder(document, "b") == document.id
