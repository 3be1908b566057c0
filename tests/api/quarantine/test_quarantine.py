"""A stolen account is shut out and its work taken back with one command, and that can be undone."""

from datetime import timedelta
from time import monotonic
from typing import Any

import pytest
import time_machine

from api.accounts.models import Account, MachineToken
from api.accounts.queries import roles_of
from api.publishing import commands, due, editions, queries, schedule
from api.publishing.audit import chain
from api.publishing.content_type import Publication
from api.publishing.live import followers
from api.publishing.live.models import LinkedHost
from api.publishing.models import AuditEvent, Document, Edition, Public, Role, Stage
from api.publishing.workflow import Actor
from api.quarantine.cli import quarantine
from tests.api.publishing.authoring.desk import Desk
from tests.api.quarantine.stolen import AFTER, BEFORE, NOON, SINCE, Theft, Town
from tests.factories import make_article, make_site
from tests.sizes import IS_FULL, SIZES

SECONDS = 30
PASSING = {"acknowledged": ["spam_words"]}
LATER = NOON + timedelta(minutes=10)


def run(runner: Any, *said: str, status: int = 0) -> list[str]:
    """What the command says an hour later, line by line."""
    with time_machine.travel(AFTER, tick=False):
        done = runner.invoke(quarantine, said)
    assert done.exit_code == status, done.output
    return str(done.stdout if status in {0, 3} else done.output).splitlines()


def caught(runner: Any, email: str, *more: str, status: int = 0) -> list[str]:
    return run(runner, email, "--since", SINCE.isoformat(), *more, status=status)


def fresh(document: Document) -> Document:
    return queries.get_document(document.id)


def words(document: Document) -> Any:
    return editions.head(fresh(document)).content["title"]


def status(desk: Desk) -> int:
    return desk.call("GET", "/me").status_code


def role(desk: Desk) -> list[Role]:
    return list(roles_of(Account.get_by_id(desk.id)).values())


def test_t65_all_is_as_it_was_within_half_a_minute_and_undone_again(client, runner) -> None:
    town = Town(client, SIZES["T65"].items)
    with time_machine.travel(SINCE, tick=False):
        before = town.read()
    theft = Theft(town)
    with time_machine.travel(AFTER, tick=False):
        bad = town.read()
    told = caught(runner, town.email, "--dry-run")
    with time_machine.travel(AFTER, tick=False):
        assert town.read() == bad != before

    began = monotonic()
    said = caught(runner, town.email)
    took = monotonic() - began

    event = said[-1]
    with time_machine.travel(AFTER, tick=False):
        assert town.read() == before
        _is_shut_out(client, town, theft)
    _is_as_it_was(town, theft)
    assert not IS_FULL or took <= SECONDS
    assert AuditEvent.get_by_id(int(event)).action == "quarantine"
    assert chain.first_broken_event() is None
    assert told[-1] == "Nothing was changed: this was a dry run."
    assert f"{town.email}: disabled" in {*told} & {*said}

    run(runner, "--undo", event)

    with time_machine.travel(AFTER, tick=False):
        assert town.read() == bad
        assert (status(town.thief), status(theft.desk), role(town.an)) == (200, 200, [Role.ADMIN])
    assert (fresh(theft.new).public, words(town.draft_document)) == (Public.LIVE, "Cược")
    assert due.PUBLISH in due.all_of(fresh(theft.waits))
    assert chain.first_broken_event() is None
    run(runner, "--undo", event, status=1)


def _is_shut_out(client: Any, town: Town, theft: Theft) -> None:
    assert (status(town.thief), status(theft.desk)) == (401, 401)
    assert (role(town.an), role(town.mai)) == ([Role.EDITOR], [Role.ADMIN])
    assert all(Account.get_by_id(each.id).disabled_at for each in (town.thief, theft.desk))
    by_them = MachineToken.account.in_([town.thief.id, theft.desk.id])
    assert all(each.revoked_at for each in MachineToken.select().where(by_them))
    assert status(town.mai) == status(town.an) == 200
    assert client.get(f"/authoring/v1/previews/{theft.preview}").status_code == 404
    hosts = {each.host for each in LinkedHost.select()}
    assert "nohu.example" not in hosts


def _is_as_it_was(town: Town, theft: Theft) -> None:
    """What is not public too: drafts, the trash, and what waits for its time."""
    assert words(town.draft_document) == "Hội làng"
    assert fresh(theft.new).is_trashed
    assert fresh(theft.new).public == Public.WITHDRAWN
    assert fresh(theft.waits).is_trashed
    assert due.at(theft.waits, due.PUBLISH) is None
    assert due.at(town.scheduled, due.PUBLISH) == AFTER + timedelta(days=1)
    assert due.at(town.ended, due.UNPUBLISH) == AFTER + timedelta(days=3)
    # What was to go out meanwhile is due, and goes out within a second.
    assert due.at(town.late, due.PUBLISH) == NOON + timedelta(minutes=5)
    assert fresh(town.scheduled).stage == Stage.APPROVED


@pytest.fixture
def site(app) -> Document:
    """A portal where one may publish alone."""
    return make_site(at=BEFORE, two_person_rule=False)


@pytest.fixture
def thief(client, site: Document) -> Desk:
    """Somebody whose account is stolen at noon."""
    return at(BEFORE, lambda: Desk(client, site, Role.ADMIN))


@pytest.fixture
def editor(client, site: Document) -> Desk:
    """Somebody else."""
    return at(BEFORE, lambda: Desk(client, site, Role.PUBLISHER))


def at(moment: Any, do: Any) -> Any:
    with time_machine.travel(moment, tick=False):
        return do()


def email(desk: Desk) -> str:
    return str(Account.get_by_id(desk.id).email)


def edit(desk: Desk, article: Any, title: str, moment: Any) -> Any:
    one = f"/articles/{article['id']}"
    return at(moment, lambda: desk.write("PATCH", one, article, {"title": title}))


def deface(desk: Desk, article: Document) -> None:
    known = at(LATER, lambda: desk.get(f"/articles/{article.id}"))
    edit(desk, known, "Nổ hũ", LATER)


def read(desk: Desk, article: Any) -> Any:
    return desk.get(f"/articles/{article['id']}")


def test_t65_a_sitting_that_went_on_is_taken_back_to_the_edition_before(
    runner, editor: Desk, thief: Desk
) -> None:
    article = at(BEFORE, lambda: editor.create("/articles", {"title": "Chợ"}).json)
    article = edit(thief, article, "Chợ phiên", NOON - timedelta(minutes=5))
    article = edit(thief, article, "Nổ hũ", NOON + timedelta(minutes=5))

    caught(runner, email(thief))

    assert at(AFTER, lambda: read(editor, article))["content"]["title"] == "Chợ"


def test_t65_old_words_that_others_took_up_again_stay(runner, editor: Desk, thief: Desk) -> None:
    article = at(BEFORE, lambda: thief.create("/articles", {"title": "Chợ"}).json)
    article = edit(editor, article, "Chợ mới", BEFORE)
    one = f"/articles/{article['id']}/restoration"
    article = at(LATER, lambda: editor.write("POST", one, article, {"edition": 1}))

    said = caught(runner, email(thief))

    assert "0 documents are as they were" in "".join(said)
    assert at(AFTER, lambda: read(editor, article))["edition"]["number"] == 3


def test_t65_what_went_out_by_itself_after_that_time_stays(
    runner, editor: Desk, thief: Desk, site: Document
) -> None:
    article = at(BEFORE, lambda: editor.create("/articles", {"title": "Chợ"}).json)
    one, said = f"/articles/{article['id']}/publication", {"publish_at": LATER.isoformat()}
    at(BEFORE, lambda: thief.write("PUT", one, article, said))
    at(LATER, lambda: schedule.perform_due(LATER))

    caught(runner, email(thief))

    assert at(AFTER, lambda: read(editor, article))["public"] == "live"


def test_t65_a_schedule_of_before_ends_with_the_account(runner, editor: Desk, thief: Desk) -> None:
    article = at(BEFORE, lambda: editor.create("/articles", {"title": "Chợ"}).json)
    one = f"/articles/{article['id']}/publication"
    said = {"publish_at": (AFTER + timedelta(days=1)).isoformat()}
    at(BEFORE, lambda: thief.write("PUT", one, article, said))

    event = caught(runner, email(thief))[-1]

    left = at(AFTER, lambda: read(editor, article))
    assert (left["stage"], left["due"]["publish_at"]) == ("draft", None)
    run(runner, "--undo", event)
    assert at(AFTER, lambda: read(editor, article))["stage"] == "approved"


def test_t65_undoing_leaves_what_somebody_has_worked_on_since(
    runner, editor: Desk, thief: Desk, site: Document
) -> None:
    articles = [make_article(site, f"Bài {number}", at=BEFORE) for number in range(2)]
    for each in articles:
        deface(thief, each)
    event = caught(runner, email(thief))[-1]
    known = at(AFTER, lambda: editor.get(f"/articles/{articles[0].id}"))
    edit(editor, known, "Bài hay", AFTER)

    run(runner, "--undo", event, status=3)

    assert [words(each) for each in articles] == ["Bài hay", "Nổ hũ"]


class InFlight:
    """A request that came in before the account was shut out, and is done only meanwhile."""

    def __init__(self, article: Document, thief: Desk, site: Document) -> None:
        self.article, self.done = article, False
        self.actor = Actor(thief.id, {site.id: Role.ADMIN})

    def shown(self, publication: Publication) -> None:
        if not self.done:
            self.done = True
            commands.save(fresh(self.article), {"title": "Nổ hũ"}, self.actor, AFTER)

    def hidden(self, document: Document) -> None:
        raise AssertionError


def test_t65_what_comes_in_meanwhile_is_taken_back_too(runner, thief: Desk, site: Document) -> None:
    first, second = (make_article(site, f"Bài {number}", at=BEFORE) for number in range(2))
    known = at(LATER, lambda: thief.get(f"/articles/{first.id}"))
    known = edit(thief, known, "Nổ hũ", LATER)
    at(LATER, lambda: thief.write("PUT", f"/articles/{first.id}/publication", known, PASSING))
    followers.follow(InFlight(second, thief, site))

    caught(runner, email(thief))

    assert [words(each) for each in (first, second)] == ["Bài 0", "Bài 1"]


def test_one_that_cannot_be_brought_back_keeps_no_other_from_it(
    runner, thief: Desk, site: Document
) -> None:
    lost, other = (make_article(site, f"Bài {number}", at=BEFORE) for number in range(2))
    for each in (lost, other):
        deface(thief, each)
    Edition.delete().where(Edition.id == lost.head).execute()

    caught(runner, email(thief), status=3)

    assert [words(each) for each in (lost, other)] == ["Nổ hũ", "Bài 1"]


def test_what_an_older_version_did_not_note_is_left_and_named(
    runner, thief: Desk, site: Document
) -> None:
    article = make_article(site, "Chợ", at=BEFORE)
    deface(thief, article)
    AuditEvent.update(means=None, before=None, after=None).where(AuditEvent.at >= SINCE).execute()

    caught(runner, email(thief), status=3)

    assert words(article) == "Nổ hũ"


def test_a_second_run_finds_nothing_to_do(runner, thief: Desk, site: Document) -> None:
    article = make_article(site, "Chợ", at=BEFORE)
    deface(thief, article)
    first = caught(runner, email(thief))

    again = caught(runner, email(thief))

    assert "1 documents are as they were at 2026-07-11T19:00:00+07:00." in first
    assert "0 documents are as they were at 2026-07-11T19:00:00+07:00." in again
    assert words(article) == "Chợ"


@pytest.mark.parametrize(
    "said",
    [
        (), ("a@xa.vn",), ("--since", "2026-07-11T08:00:00Z"), ("a@xa.vn", "--since", "hôm qua"),
        ("a@xa.vn", "--since", "2026-07-11T08:00:00"), ("a@xa.vn", "--undo", "3"),
        ("a@xa.vn", "--since", "2099-07-11T08:00:00Z"), ("--undo", "3", "--dry-run"),
    ],
)  # fmt: skip
def test_what_is_said_by_half_is_refused(runner, said: tuple[str, ...]) -> None:
    run(runner, *said, status=2)
