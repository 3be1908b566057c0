"""The log of public changes, in the order of the commits, and the chain of audit events."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from peewee import IntegrityError

from api.db import databases
from api.db.unit_of_work import transaction
from api.publishing import commands, queries, schedule
from api.publishing.audit import chain
from api.publishing.errors import StaleVersion
from api.publishing.models import AuditEvent, Change, Counter, Document, Op
from api.publishing.workflow import OPERATOR
from api.runtime import change_signal
from api.runtime.clock import VIETNAM
from tests.api.publishing.kinds import Memo
from tests.api.publishing.people import (
    ERROR,
    LATER,
    author,
    fresh,
    make_label,
    make_live_memo,
    make_memo,
    make_placard,
    publisher,
)
from tests.factories import NOON


def seqs() -> list[int]:
    return [each.seq for each in Change.select().order_by(Change.seq)]


def test_a_feed_has_an_epoch_and_begins_at_nothing(database: str) -> None:
    assert len(Counter.get().epoch) == 16
    assert queries.head_seq() == 0


def test_numbers_are_those_of_the_commits_without_a_gap(site: Document) -> None:
    memos = [make_live_memo(site) for _ in range(3)]
    commands.withdraw(memos[0], publisher(site), NOON, ERROR)

    assert seqs() == [1, 2, 3, 4, 5]
    assert queries.head_seq() == 5
    assert [fresh(memo).seq for memo in memos] == [5, 3, 4]
    assert [each.seq for each in queries.changes_after(2, limit=2)] == [3, 4]


def test_numbers_within_one_commit_are_in_the_order_of_what_was_done(site: Document) -> None:
    memos = [make_live_memo(site) for _ in range(3)]
    head, number = queries.head_seq(), Counter.get().audit_number

    with transaction():
        for memo in (memos[1], memos[0], memos[2]):
            commands.withdraw(memo, publisher(site), LATER, ERROR)
        commands.publish(fresh(memos[0]), publisher(site), LATER)

    changes = list(queries.changes_after(head, 10))
    order = [memos[1].id, memos[0].id, memos[2].id, memos[0].id]
    assert [each.document for each in changes] == order
    assert [each.op for each in changes] == [Op.WITHDRAW] * 3 + [Op.UPSERT]
    events = AuditEvent.select().where(AuditEvent.number > number).order_by(AuditEvent.number)
    assert [(each.document, each.action) for each in events] == [
        *((document, "withdraw") for document in order[:3]),
        (memos[0].id, "publish"),
    ]
    assert fresh(memos[0]).seq == queries.head_seq()


def test_a_transaction_that_fails_leaves_no_gap(site: Document) -> None:
    memo = make_memo(site)
    stale = fresh(memo)
    commands.save(memo, {"title": "Lịch họp"}, author(site), NOON)

    def publish_two() -> None:
        with transaction():
            make_live_memo(site)
            commands.publish(stale, publisher(site), NOON)

    with pytest.raises(StaleVersion):
        publish_two()

    assert seqs() == [1]
    assert chain.first_broken_event() is None


def test_a_change_says_what_and_where(site: Document) -> None:
    memo, placard = make_live_memo(site), make_placard(site)
    commands.withdraw(memo, publisher(site), LATER, ERROR)
    commands.withdraw(placard, OPERATOR, LATER, ERROR)

    found = list(queries.changes_after(1, 10))

    assert [(each.op, each.type, each.document) for each in found] == [
        (Op.UPSERT, "memo", memo.id),
        (Op.UPSERT, "placard", placard.id),
        (Op.WITHDRAW, "memo", memo.id),
        (Op.DELETE, "placard", placard.id),
    ]
    assert {each.site for each in found} == {"yen-hoa"}
    assert (found[2].version, found[2].at, found[2].reason) == (2, LATER, "error")


def test_private_work_is_no_change(site: Document) -> None:
    memo, before = make_live_memo(site), queries.head_seq()

    commands.save(memo, {"title": "Nháp"}, author(site), NOON)
    commands.submit(memo, author(site), NOON)
    commands.return_to_author(memo, OPERATOR, NOON, "Lại.")
    commands.schedule(memo, publisher(site), NOON, LATER)
    commands.cancel_schedule(memo, publisher(site), NOON)
    draft = make_memo(site)
    commands.trash(draft, author(site), NOON)
    commands.recover(draft, author(site), NOON)

    assert (queries.head_seq(), fresh(memo).seq) == (before, before)


def test_every_command_is_one_event(site: Document) -> None:
    memo = make_memo(site)
    commands.submit(memo, author(site), NOON)
    commands.publish(memo, publisher(site), LATER)
    commands.withdraw(memo, publisher(site), LATER, ERROR)

    events = list(AuditEvent.select().where(AuditEvent.document == memo.id))

    assert [(each.actor, each.action, each.version) for each in events] == [
        ("author", "create", 1),
        ("author", "submit", 2),
        ("publisher", "publish", 3),
        ("publisher", "withdraw", 4),
    ]
    assert (events[2].at, events[2].type, events[2].site) == (LATER, "memo", site.id)
    assert events[3].detail == {"reason": "error"}


def alter() -> None:
    AuditEvent.update(actor="somebody").where(AuditEvent.number == 2).execute()


def alter_detail() -> None:
    AuditEvent.update(detail={"passed": ["phone"]}).where(AuditEvent.number == 2).execute()


def alter_and_seal_again() -> None:
    first, second = AuditEvent.select().order_by(AuditEvent.number).limit(2)
    second.actor = "somebody"
    second.hash = chain.event_hash(first.hash, second)
    second.save()


def delete() -> None:
    AuditEvent.delete().where(AuditEvent.number == 2).execute()


def close_the_gap() -> None:
    delete()
    AuditEvent.update(number=AuditEvent.number - 1).where(AuditEvent.number == 3).execute()


def reorder() -> None:
    for old, new in ((2, 99), (3, 2), (99, 3)):
        AuditEvent.update(number=new).where(AuditEvent.number == old).execute()


def truncate() -> None:
    AuditEvent.delete().where(AuditEvent.number >= 4).execute()


def empty() -> None:
    AuditEvent.delete().execute()


@pytest.mark.parametrize(
    ("meddle", "where"),
    [
        (alter, 2),
        (alter_detail, 2),
        (alter_and_seal_again, 3),
        (delete, 2),
        (close_the_gap, 2),
        (reorder, 2),
        (truncate, 4),
        (empty, 1),
    ],
)
def test_it_notices_whoever_meddles_with_the_past(
    site: Document, meddle: Callable[[], None], where: int
) -> None:
    make_live_memo(site)
    assert (AuditEvent.select().count(), chain.first_broken_event()) == (4, None)

    meddle()

    assert chain.first_broken_event() == where


def test_a_time_of_any_zone_keeps_the_chain_whole(site: Document) -> None:
    at = datetime(2026, 7, 11, 19, 30, tzinfo=VIETNAM)

    commands.create("memo", site.id, {"title": "Lịch họp"}, (OPERATOR, at))

    assert chain.first_broken_event() is None


def test_the_chain_is_whole_while_others_write(site: Document) -> None:
    memo, done = make_memo(site), threading.Event()

    def write() -> None:
        try:
            for minute in range(40):
                at = NOON + timedelta(minutes=minute)
                commands.save(memo, {"title": "Lịch họp"}, author(site), at)
        finally:
            done.set()
            databases.close()

    writer = threading.Thread(target=write)
    writer.start()
    found = {chain.first_broken_event()}
    while not done.is_set():
        found.add(chain.first_broken_event())
    writer.join()

    assert found == {None}


def test_the_node_is_told_after_the_commit_and_not_before(site: Document) -> None:
    before = change_signal.state()

    with transaction():
        make_live_memo(site)
        make_label(site)
        during = change_signal.state()

    assert during == before
    assert change_signal.state().seq == queries.head_seq() == before.seq + 2


def test_the_node_is_told_nothing_of_a_commit_that_fails(site: Document) -> None:
    memo = make_live_memo(site)

    def publish_and_break() -> None:
        with transaction() as tx:
            make_live_memo(site)
            tx.add(Memo.get_by_id(memo.id))  # Its key is taken: the last INSERT fails.

    before = change_signal.state()
    with pytest.raises(IntegrityError):
        publish_and_break()

    assert change_signal.state() == before
    assert (queries.head_seq(), chain.first_broken_event()) == (before.seq, None)


def test_a_private_schedule_moves_the_node_too(site: Document) -> None:
    memo, before = make_memo(site), change_signal.state()

    commands.schedule(memo, publisher(site), NOON, LATER)

    assert change_signal.state().seq == before.seq
    assert change_signal.state().tick > before.tick
    schedule.perform_due(LATER)
    assert change_signal.state().seq == before.seq + 1
