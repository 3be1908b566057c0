"""Many hands on one document, and many commits at one time, really at once on PostgreSQL."""

import threading
from datetime import timedelta
from typing import Any

import pytest

from api.db import databases
from api.db.unit_of_work import transaction
from api.publishing import commands, queries, schedule
from api.publishing.audit import chain
from api.publishing.errors import InvalidTransition, StaleVersion
from api.publishing.models import AuditEvent, Change, Document, Due, Op, Public
from api.publishing.workflow import OPERATOR
from tests.api.publishing.crowd import PATIENCE, at_once
from tests.api.publishing.kinds import Memo
from tests.api.publishing.people import (
    ERROR,
    LATER,
    author,
    fresh,
    make_live_memo,
    make_memo,
    publisher,
)
from tests.factories import NOON
from tests.sizes import SIZES

SOON = NOON + timedelta(minutes=30)


def check_is_whole(memo: Document) -> None:
    """The document, its live row, its due times and the log tell one story."""
    now = fresh(memo)
    changes = list(Change.select().where(Change.document == memo.id).order_by(Change.seq))
    row = Memo.get_or_none(id=memo.id)
    assert (row is not None) == now.is_visible == (now.public == Public.LIVE)
    assert row is None or row.version == now.public_version
    assert now.seq == (changes[-1].seq if changes else 0)
    assert not changes or (changes[-1].op == Op.UPSERT) == now.is_visible
    is_due = {each.action for each in Due.select().where(Due.document == memo.id)}
    assert is_due == (set() if now.scheduled is None else {"publish"})


def last_event(memo: Document) -> str:
    found = AuditEvent.select().where(AuditEvent.document == memo.id)
    action: str = found.order_by(AuditEvent.number.desc()).get().action
    return action


def test_f11_of_many_who_publish_one_version_one_wins(site: Document) -> None:
    clients, boss = SIZES["F11"].clients, publisher(site)
    for _ in range(SIZES["F11"].rounds):
        memo = make_memo(site)
        copies = [fresh(memo) for _ in range(clients)]

        outcomes = at_once(
            [lambda copy=copy: commands.publish(copy, boss, NOON) for copy in copies]
        )

        losers = [each for each in outcomes if isinstance(each, StaleVersion)]
        assert (outcomes.count([]), len(losers)) == (1, clients - 1)
        assert {each.values["current"] for each in losers} == {2}
        assert fresh(memo).version == 2
        assert Change.select().where(Change.document == memo.id).count() == 1
        check_is_whole(memo)
    assert chain.first_broken_event() is None


def test_f11_of_many_who_save_one_version_one_wins(site: Document) -> None:
    memo, who = make_live_memo(site), author(site)
    copies = [fresh(memo) for _ in range(SIZES["F11"].clients)]

    def save(number: int, copy: Document) -> None:
        commands.save(copy, {"title": f"Bản {number}"}, who, NOON)

    outcomes = at_once([lambda each=each: save(*each) for each in enumerate(copies)])

    winner = outcomes.index(None)
    assert [type(each) for each in outcomes].count(StaleVersion) == len(copies) - 1
    assert [each.content["title"] for each in queries.editions(memo)][1:] == [f"Bản {winner}"]
    check_is_whole(memo)
    assert chain.first_broken_event() is None


@pytest.mark.parametrize("was_live", [True, False])
def test_f12_publish_withdraw_and_schedule_leave_what_was_committed_last(
    site: Document, caplog: pytest.LogCaptureFixture, was_live: bool
) -> None:
    boss = publisher(site)
    for _ in range(SIZES["F12"].rounds):
        memo = make_live_memo(site) if was_live else make_memo(site)
        commands.save(memo, {"title": "Thông báo", "text": "Hẹn giờ."}, author(site), NOON)
        commands.schedule(memo, boss, NOON, SOON)
        commands.save(memo, {"title": "Thông báo", "text": "Sau đó."}, author(site), NOON)
        copies = [fresh(memo) for _ in range(3)]

        outcomes = at_once(
            [
                lambda copy=copies[0]: commands.publish(copy, boss, SOON),
                lambda copy=copies[1]: commands.withdraw(copy, boss, SOON, ERROR),
                lambda copy=copies[2]: commands.schedule(copy, boss, SOON, LATER),
                lambda: schedule.perform_due(SOON),
                lambda: schedule.perform_due(SOON),
            ]
        )

        refusals = [each for each in outcomes if isinstance(each, Exception)]
        assert {type(each) for each in refusals} <= {StaleVersion, InvalidTransition}
        check_is_whole(memo)
        public = {"publish": Public.LIVE, "withdraw": Public.WITHDRAWN}
        assert public.get(last_event(memo), fresh(memo).public) == fresh(memo).public
    assert chain.first_broken_event() is None
    assert caplog.records == []


def test_f15_no_reader_of_the_log_ever_misses_a_change(site: Document) -> None:
    for _ in range(SIZES["F15"].rounds):
        slow, *quick = [make_memo(site, f"Số {n}") for n in range(SIZES["F15"].clients + 1)]
        start = queries.head_seq()

        seen = followed(slow, quick)

        assert [seq for seq, _ in seen] == list(range(start + 1, start + len(quick) + 2))
        assert {document for _, document in seen} == {each.id for each in [slow, *quick]}
        # There, the quick ones really were committed and read while the slow one was open.
        assert databases.is_sqlite() or seen[-1][1] == slow.id


def followed(slow: Document, quick: list[Document]) -> list[tuple[int, Any]]:
    """Publish all, `quick` ones while the transaction of the `slow` one is open; what was read.

    SQLite has one writer at a time, so there they wait for it.
    """
    opened, may_end = threading.Event(), threading.Event()
    follower = Follower(queries.head_seq())

    def publish_slowly() -> None:
        with transaction():
            commands.publish(slow, OPERATOR, NOON)
            opened.set()
            may_end.wait(PATIENCE)

    def publish(memo: Document) -> None:
        assert opened.wait(PATIENCE)
        if databases.is_sqlite():
            may_end.set()
        commands.publish(memo, OPERATOR, NOON)

    def let_go() -> None:
        assert follower.has_seen(quick)
        may_end.set()

    outcomes = at_once([publish_slowly, let_go, *[lambda m=memo: publish(m) for memo in quick]])
    assert [each for each in outcomes if each is not None] == []
    return follower.stop()


class Follower:
    """Reads the log as a mirror does: always what comes after the last number it has seen."""

    def __init__(self, seq: int) -> None:
        self._seen: list[tuple[int, Any]] = []
        self._seq = seq
        self._is_over = threading.Event()
        self._moved = threading.Condition()
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def has_seen(self, memos: list[Document]) -> bool:
        """Wait until all of these were read."""
        wanted = {memo.id for memo in memos}
        with self._moved:
            return self._moved.wait_for(lambda: wanted <= {id_ for _, id_ in self._seen}, PATIENCE)

    def stop(self) -> list[tuple[int, Any]]:
        """Read to the end; everything that was seen, in that order."""
        self._is_over.set()
        self._thread.join(PATIENCE)
        return self._seen

    def _run(self) -> None:
        is_last = False
        while not is_last:
            is_last = self._is_over.is_set()
            changes = [(each.seq, each.document) for each in queries.changes_after(self._seq, 3)]
            self._seq = max([self._seq, *(seq for seq, _ in changes)])
            with self._moved:
                self._seen += changes
                self._moved.notify_all()
            is_last = is_last and not changes
        databases.close()
