"""What is due happens at its time, once, and as it was approved."""

import logging
from datetime import datetime, timedelta

import pytest
from peewee import OperationalError

from api.publishing import commands, content_type, due, editions, queries, schedule
from api.publishing.errors import EndsTooEarly, GateFailed, SecondPersonRequired, TimeHasPassed
from api.publishing.live.projection import Release
from api.publishing.models import AuditEvent, Change, Document, Due, Public, Role, Stage
from api.publishing.workflow import OPERATOR, SYSTEM
from tests.api.publishing.crowd import at_once
from tests.api.publishing.kinds import Memo, MemoType
from tests.api.publishing.people import (
    LATER,
    author,
    fresh,
    make_live_memo,
    make_memo,
    make_placard,
    person,
    publisher,
)
from tests.factories import NOON, make_site

SECOND = timedelta(seconds=1)
EVENING = NOON + timedelta(hours=8)
NEW = {"title": "Bản mới"}


def make_scheduled(
    site: Document, at: datetime = LATER, ends: datetime | None = None, **words: str
) -> Document:
    memo = make_memo(site, **words)
    commands.schedule(memo, publisher(site), NOON, at, Release(unpublish_at=ends))
    return memo


def actions(memo: Document) -> list[str]:
    found = AuditEvent.select().where(AuditEvent.document == memo.id)
    return [each.action for each in found.order_by(AuditEvent.number)]


def title(memo: Document) -> str:
    words: str = editions.live(fresh(memo)).content["title"]
    return words


def test_it_publishes_what_is_due_and_leaves_the_rest(site: Document) -> None:
    on_time, later = make_scheduled(site), make_scheduled(site, LATER + SECOND)

    assert schedule.perform_due(LATER - SECOND) == 0
    assert schedule.perform_due(LATER) == 1

    assert (fresh(on_time).public, fresh(on_time).published_at) == (Public.LIVE, LATER)
    assert (fresh(later).public, fresh(later).stage) == (Public.NONE, Stage.APPROVED)
    assert queries.next_due_by_site() == {site.id: LATER + SECOND}
    assert queries.next_attempt() == LATER + SECOND


def test_a_schedule_names_its_edition_and_survives_later_drafts(site: Document) -> None:
    memo = make_scheduled(site, title="Bản hẹn giờ")
    commands.save(memo, NEW, author(site), NOON)
    commands.submit(memo, author(site), NOON)

    schedule.perform_due(LATER)

    now = fresh(memo)
    assert (title(memo), now.public, now.stage) == ("Bản hẹn giờ", Public.LIVE, Stage.IN_REVIEW)
    assert editions.head(now).content == {**editions.head(now).content, **NEW}


def test_publishing_later_words_ends_the_schedule_of_earlier_ones(site: Document) -> None:
    memo = make_scheduled(site, title="Bản hẹn giờ")
    commands.save(memo, NEW, author(site), NOON)
    commands.publish(memo, publisher(site), NOON)

    assert schedule.perform_due(LATER) == 0
    assert title(memo) == "Bản mới"


def test_a_cancelled_schedule_does_nothing(site: Document) -> None:
    memo = make_scheduled(site, ends=EVENING)

    commands.cancel_schedule(memo, publisher(site), NOON)

    assert schedule.perform_due(EVENING) == 0
    assert (fresh(memo).public, fresh(memo).stage) == (Public.NONE, Stage.DRAFT)
    assert Due.select().count() == 0


def test_the_bin_ends_the_schedule(site: Document) -> None:
    memo = make_scheduled(site, ends=EVENING)
    commands.trash(memo, author(site), NOON)
    commands.recover(memo, author(site), NOON)

    assert schedule.perform_due(EVENING) == 0
    assert fresh(memo).public == Public.NONE


def test_it_takes_away_what_has_had_its_time(site: Document) -> None:
    memo = make_memo(site)
    commands.publish(memo, publisher(site), NOON, Release(unpublish_at=LATER))

    assert schedule.perform_due(LATER) == 1

    now = fresh(memo)
    assert (now.public, now.reason, now.withdrawn_at) == (Public.WITHDRAWN, "expired", LATER)
    assert Memo.get_or_none(id=memo.id) is None
    assert AuditEvent.select().order_by(AuditEvent.number.desc()).get().actor == SYSTEM.id


def test_the_end_of_a_schedule_begins_to_count_when_it_is_out(site: Document) -> None:
    memo = make_scheduled(site, ends=EVENING)

    schedule.perform_due(LATER)
    assert due.at(memo, due.UNPUBLISH) == EVENING
    schedule.perform_due(EVENING)

    assert (fresh(memo).public, fresh(memo).reason) == (Public.WITHDRAWN, "expired")
    assert Due.select().count() == 0


def test_scheduling_a_new_edition_leaves_the_end_of_the_live_one(site: Document) -> None:
    memo = make_memo(site)
    commands.publish(memo, publisher(site), NOON, Release(unpublish_at=LATER))
    commands.save(memo, NEW, author(site), NOON)
    tomorrow, next_week = NOON + timedelta(days=1), NOON + timedelta(days=7)
    commands.schedule(memo, publisher(site), NOON, tomorrow, Release(unpublish_at=next_week))

    schedule.perform_due(LATER)
    assert fresh(memo).public == Public.WITHDRAWN
    schedule.perform_due(tomorrow)
    assert (fresh(memo).public, title(memo)) == (Public.LIVE, "Bản mới")
    schedule.perform_due(next_week)

    assert fresh(memo).public == Public.WITHDRAWN


def test_what_could_not_go_out_before_its_end_stays_in(site: Document) -> None:
    memo = make_scheduled(site, ends=EVENING)

    schedule.perform_due(EVENING)  # nothing ran in between

    now = fresh(memo)
    assert (now.public, now.stage, now.scheduled) == (Public.NONE, Stage.DRAFT, None)
    assert actions(memo)[-2:] == ["cancel_schedule", "schedule_refused"]
    assert (Due.select().count(), Change.select().where(Change.type == "memo").count()) == (0, 0)


def test_it_refuses_times_that_have_passed_or_run_backwards(site: Document) -> None:
    memo, who = make_memo(site), publisher(site)

    with pytest.raises(TimeHasPassed):
        commands.schedule(memo, who, NOON, NOON)
    with pytest.raises(EndsTooEarly):
        commands.schedule(memo, who, NOON, LATER, Release(unpublish_at=LATER))
    with pytest.raises(TimeHasPassed):
        commands.publish(memo, who, NOON, Release(unpublish_at=NOON))

    assert (fresh(memo).version, Due.select().count()) == (1, 0)


def test_a_gate_that_became_stricter_keeps_it_in(site: Document) -> None:
    memo = make_scheduled(site, text="Rút thăm trúng thưởng")
    memo_type = content_type.content_type("memo")
    assert isinstance(memo_type, MemoType)
    memo_type.forbidden.add("trúng thưởng")

    assert schedule.perform_due(LATER) == 1

    now = fresh(memo)
    assert (now.public, now.stage, now.scheduled) == (Public.NONE, Stage.DRAFT, None)
    refusal = AuditEvent.select().order_by(AuditEvent.number.desc()).get()
    assert (refusal.action, refusal.detail) == ("schedule_refused", {"code": GateFailed.code})


def test_warnings_acknowledged_when_it_was_scheduled_need_no_second_word(site: Document) -> None:
    memo, passed = make_memo(site, text="Gọi tổng đài"), Release(frozenset({"phone"}))
    with pytest.raises(GateFailed):
        commands.schedule(memo, publisher(site), NOON, LATER)
    commands.schedule(memo, publisher(site), NOON, LATER, passed)

    schedule.perform_due(LATER)

    assert fresh(memo).public == Public.LIVE


def test_t25_the_approver_is_checked_again_at_the_time(kinds: None) -> None:
    site = make_site(two_person_rule=False)
    who = person(site, Role.PUBLISHER)
    memo = commands.create("memo", site.id, NEW, (who, NOON))
    commands.schedule(memo, who, NOON, LATER)
    stricter = {"slug": "yen-hoa", "name": "Xã Yên Hòa", "two_person_rule": True}
    commands.save(site, stricter, OPERATOR, NOON)
    commands.publish(site, OPERATOR, NOON)

    schedule.perform_due(LATER)

    refusal = AuditEvent.select().order_by(AuditEvent.number.desc()).get()
    assert (fresh(memo).public, fresh(memo).stage) == (Public.NONE, Stage.DRAFT)
    assert refusal.detail == {"code": SecondPersonRequired.code}


def test_one_that_fails_does_not_keep_the_others_from_their_time(site: Document) -> None:
    poison, good = make_scheduled(site, text="độc"), make_scheduled(site, LATER + SECOND)
    memo_type = content_type.content_type("memo")
    assert isinstance(memo_type, MemoType)
    memo_type.unbearable.add("độc")

    assert schedule.perform_due(LATER + SECOND) == 1
    assert (fresh(good).public, fresh(poison).public) == (Public.LIVE, Public.NONE)
    assert queries.next_attempt() == LATER + 2 * SECOND  # no hurry: each failure doubles the wait
    assert schedule.perform_due(LATER + 2 * SECOND) == 0
    assert queries.next_attempt() == LATER + 4 * SECOND
    memo_type.unbearable.clear()

    assert schedule.perform_due(LATER + 4 * SECOND) == 1
    assert fresh(poison).public == Public.LIVE


def test_a_database_that_is_busy_is_asked_again_at_once(site: Document) -> None:
    memo = make_scheduled(site)

    def busy(document: Document, at: datetime) -> None:
        raise OperationalError("database is locked")

    assert due.perform({due.PUBLISH: busy}, LATER) == 0
    assert schedule.perform_due(LATER) == 1
    assert fresh(memo).public == Public.LIVE


def test_two_tickers_at_once_do_each_thing_once(site: Document) -> None:
    memos = [make_scheduled(site) for _ in range(5)]
    leaving = make_live_memo(site)
    due.put(leaving, due.UNPUBLISH, LATER)
    placard = make_placard(site, ends_at=LATER)
    before = queries.head_seq()

    done = at_once([lambda: schedule.perform_due(LATER)] * 2)

    assert sum(done) == 7
    named = [each.document for each in queries.changes_after(before, 100)]
    assert sorted(named) == sorted(each.id for each in [*memos, leaving, placard])
    assert all(actions(memo).count("publish") == 1 for memo in memos)


def test_a_time_that_was_moved_after_it_was_read_is_not_kept(site: Document) -> None:
    memos = [make_scheduled(site), make_scheduled(site)]
    done: list[Document] = []

    def publish(document: Document, at: datetime) -> None:
        # Both were read as due; while the first is done, somebody moves the other.
        [other] = [each for each in memos if each.id != document.id]
        due.put(other, due.PUBLISH, EVENING)
        done.append(document)

    assert due.perform({due.PUBLISH: publish}, LATER) == 1

    assert len(done) == 1
    assert [(each.at, each.attempt_at) for each in Due.select()] == [(EVENING, EVENING)]


class Mover(logging.Handler):
    """Moves a memo to the evening when it is told that its publishing has failed."""

    def __init__(self, memo: Document) -> None:
        super().__init__()
        self.memo = memo

    def emit(self, record: logging.LogRecord) -> None:
        due.put(self.memo, due.PUBLISH, EVENING)


def test_a_time_that_was_moved_while_it_failed_is_not_attempted_before(site: Document) -> None:
    memo = make_scheduled(site)
    mover = Mover(memo)
    log = logging.getLogger(due.__name__)
    log.addHandler(mover)

    def fail(document: Document, at: datetime) -> None:
        raise ValueError

    due.perform({due.PUBLISH: fail}, LATER)
    log.removeHandler(mover)

    assert schedule.perform_due(EVENING - SECOND) == 0
    assert schedule.perform_due(EVENING) == 1
    assert fresh(memo).published_at == EVENING
