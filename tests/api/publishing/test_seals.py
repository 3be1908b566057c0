"""An edition that somebody changes in the database goes nowhere: readers keep what was approved."""

import logging
from datetime import timedelta
from pathlib import Path

import pytest

from api.backups import proving
from api.backups.errors import BackupRefused
from api.bundles.exporting import Exporter, ForgedWords
from api.db.databases import execute
from api.db.fields import stored_id
from api.operations import doctor
from api.publishing import commands, editions, queries, schedule
from api.publishing.audit import seals
from api.publishing.commands.returning import Past, bring_back
from api.publishing.errors import AlteredEdition
from api.publishing.live import dependents, rendering
from api.publishing.models import AuditEvent, Document, Public, Stage
from api.publishing.workflow import OPERATOR
from api.settings import Settings
from api.sites.commands import set_two_person_rule
from tests.factories import NOON, make_article, make_site

LATER = NOON + timedelta(hours=2)
GOOD, FORGED = "Khánh thành cầu Yên Hòa", "Cầu Yên Hòa đã sập"
pytestmark = pytest.mark.usefixtures("database")


def forge(document: Document) -> None:
    """Change the words of the head in the database itself."""
    sql = 'UPDATE "edition" SET "content" = replace("content", ?, ?) WHERE "id" = ?'
    execute(sql, (GOOD, FORGED, stored_id(document.head)))
    assert FORGED in str(queries.get_edition(document.head).content)


def shown(document: Document) -> str:
    (whole,) = execute(
        'SELECT "whole" FROM "article" WHERE "id" = ?', (stored_id(document.id),)
    ).fetchone()
    return bytes(whole).decode()


def test_t63_what_is_rendered_again_keeps_the_last_good_words(
    caplog: pytest.LogCaptureFixture,
) -> None:
    site = make_site()
    forged, other = make_article(site, GOOD), make_article(site, "Lịch tiếp công dân")
    forge(forged)
    execute('UPDATE "article" SET "summary" = ? WHERE "id" = ?', (b"{}", stored_id(other.id)))
    dependents.mark_all()

    with caplog.at_level(logging.ERROR):
        rendering.render_all_stale(LATER)

    assert GOOD in shown(forged)
    assert FORGED not in shown(forged)
    assert "{}" not in shown(other)
    assert any(str(forged.id) in record.getMessage() for record in caplog.records)


def test_t63_the_doctor_names_it_and_no_backup_of_it_is_good(settings: Settings) -> None:
    site = make_site()
    forged, waiting = make_article(site, GOOD), make_article(site, GOOD, published=False)
    commands.schedule(waiting, OPERATOR, NOON, LATER)
    assert list(seals.altered()) == []
    for document in (forged, waiting):
        forge(document)
    with pytest.raises(BackupRefused, match="words that were approved"):
        proving._require_whole(None)
    execute('UPDATE "article" SET "whole" = ?', (b"{}",))

    found = {check.id: check for check in doctor.examine(settings, NOON)}
    doctor.fix(found.values(), settings, NOON)

    assert set(seals.altered()) == {f"article/{forged.id}", f"article/{waiting.id}"}
    assert str(forged.id) in found["editions"].says
    assert str(found["editions"].mend).startswith("congxa restore")
    assert FORGED not in shown(forged)


def test_t63_what_was_approved_in_other_words_is_not_published() -> None:
    waiting = make_article(make_site(), GOOD, published=False)
    commands.schedule(waiting, OPERATOR, NOON, LATER)
    forge(waiting)

    schedule.perform_due(LATER)

    now = queries.get_document(waiting.id)
    assert (now.public, now.stage, now.refusal) == (Public.NONE, Stage.DRAFT, "altered_edition")


def test_t63_forged_words_are_neither_published_again_nor_taken_up() -> None:
    forged = make_article(make_site(), GOOD)
    forge(forged)
    past = Past({"public": Public.LIVE, "live": str(forged.live), "slug": forged.slug})
    commands.withdraw(forged, OPERATOR, NOON, commands.Withdrawal("error"))

    for again in (
        lambda it: commands.publish(it, OPERATOR, LATER),
        lambda it: commands.restore(it, editions.head(it), OPERATOR, LATER),
        lambda it: bring_back(it, past, (OPERATOR, LATER), {}),
    ):
        with pytest.raises(AlteredEdition):
            again(queries.get_document(forged.id))

    forged = queries.get_document(forged.id)
    commands.save(forged, {**editions.head(forged).content, "title": GOOD}, OPERATOR, LATER)
    commands.publish(forged, OPERATOR, LATER)
    assert GOOD in shown(forged)
    assert list(seals.altered()) == []


@pytest.mark.parametrize("column", ["is_frozen", "document_id"])
def test_t63_what_else_an_edition_says_of_itself_lets_no_forged_words_out(column: str) -> None:
    site = make_site()
    forged, other = make_article(site, GOOD), make_article(site, "Lịch tiếp công dân")
    forge(forged)
    said = {"is_frozen": False, "document_id": stored_id(other.id)}[column]
    sql = f'UPDATE "edition" SET "{column}" = ?, "number" = 9 WHERE "id" = ?'
    execute(sql, (said, stored_id(forged.live)))
    dependents.mark_all()

    rendering.render_all_stale(LATER)

    assert FORGED not in shown(forged)


@pytest.mark.parametrize("name", ["live", "scheduled"])
def test_t63_no_other_edition_is_put_in_the_place_of_what_was_approved(name: str) -> None:
    article = make_article(make_site(), GOOD, published=name == "live")
    if name == "scheduled":
        commands.schedule(article, OPERATOR, NOON, LATER)
    draft = {**editions.head(article).content, "title": FORGED}
    commands.save(article, draft, OPERATOR, NOON)
    sql = f'UPDATE "document" SET "{name}" = "head" WHERE "id" = ?'
    execute(sql, (stored_id(article.id),))
    dependents.mark_all()

    assert list(seals.altered()) == [f"article/{article.id}"]
    rendering.render_all_stale(LATER)
    schedule.perform_due(LATER)

    if name == "live":
        assert FORGED not in shown(article)
    else:
        assert queries.get_document(article.id).refusal == "altered_edition"


def test_who_was_overtaken_by_a_publisher_has_not_forged_anything() -> None:
    article = make_article(make_site(), GOOD)
    late = queries.get_document(article.id)
    commands.save(article, {**editions.head(article).content, "title": "Cầu"}, OPERATOR, NOON)
    commands.publish(article, OPERATOR, NOON)

    assert editions.handed_on(late, editions.live(late))["title"] == GOOD


def test_t63_what_was_given_back_is_not_handed_in_in_other_words() -> None:
    draft = make_article(make_site(), GOOD, published=False)
    commands.submit(draft, OPERATOR, NOON)
    commands.return_to_author(draft, OPERATOR, NOON, "Xem lại ngày tháng")
    forge(draft)

    with pytest.raises(AlteredEdition):
        commands.submit(queries.get_document(draft.id), OPERATOR, LATER)


def test_t63_the_shell_publishes_no_forged_words_by_the_way() -> None:
    site = make_site()
    sql = 'UPDATE "edition" SET "content" = replace("content", ?, ?) WHERE "id" = ?'
    execute(sql, (site.slug, "gia-mao", stored_id(site.live)))

    with pytest.raises(AlteredEdition):
        set_two_person_rule(site.slug, is_on=False, by=(OPERATOR, LATER))

    assert list(seals.altered()) == [f"site/{site.id}"]


def test_t63_no_bundle_takes_forged_words_elsewhere(tmp_path: Path) -> None:
    site = make_site()
    forged = make_article(site, GOOD)
    forge(forged)

    with pytest.raises(ForgedWords, match=str(forged.id)):
        Exporter(site.id, tmp_path, lambda done, of: None).run()


def test_editions_of_an_older_program_are_held_by_nothing_and_go_out() -> None:
    article = make_article(make_site(), GOOD)
    AuditEvent.update(detail={}).execute()

    dependents.mark_all()
    rendering.render_all_stale(LATER)

    assert list(seals.altered()) == []
    assert GOOD in shown(article)
