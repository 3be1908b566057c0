"""A transaction keeps all of its parts or none, and tells those who wait for its end."""

import threading

import peewee
import pytest

from api.db import databases, unit_of_work
from api.db.unit_of_work import State, current, remembered, transaction
from tests.api.db.things import Thing


def names() -> list[str]:
    return [row.name for row in Thing.select().order_by(Thing.name)]


def test_what_is_refused_in_the_midst_of_many_is_raised_and_not_logged_too(
    things: str, caplog: pytest.LogCaptureFixture
) -> None:
    rows = [Thing(name="a"), *(Thing(name=f"a{number // 2}") for number in range(5_000))]

    for _ in range(5):
        with pytest.raises(peewee.IntegrityError), transaction():
            databases.insert(Thing, rows)

    assert not caplog.records
    assert names() == []


def test_it_commits_rows_that_wait_to_the_end(things: str) -> None:
    with transaction() as tx:
        tx.add(Thing(name="b", size=1))
        row = Thing(name="a")
        tx.add(row)
        row.size = 7
        assert names() == []
        assert tx.is_new(row)

    assert names() == ["a", "b"]
    assert Thing.get_by_id("a").size == 7


def test_it_writes_what_waits_when_asked(things: str) -> None:
    with transaction() as tx:
        row = Thing(name="a")
        tx.add(row)
        tx.write_rows()
        assert names() == ["a"]
        assert not tx.is_new(row)
        tx.add(gone := Thing(name="b"))
        tx.discard(gone)

    assert names() == ["a"]


def test_a_nested_transaction_is_a_part_of_the_outer_one(things: str) -> None:
    with transaction() as outer:
        with transaction() as inner:
            inner.add(Thing(name="a"))
        assert inner is outer
        assert names() == []

    assert names() == ["a"]
    assert current() is None


def test_a_failure_drops_rows_statements_and_calls(things: str) -> None:
    told: list[str] = []

    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            Thing.create(name="b")
            tx.before_commit(lambda: told.append("before"))
            tx.after_commit(lambda: told.append("after"))
            tx.after_rollback(lambda: told.append("undone"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        attempt()

    assert names() == []
    assert told == ["undone"]
    assert current() is None


def test_a_part_that_failed_cannot_be_left_out(things: str) -> None:
    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            with pytest.raises(ZeroDivisionError), transaction():
                raise ZeroDivisionError

    with pytest.raises(unit_of_work.PartlyFailed):
        attempt()

    assert names() == []


def test_calls_come_in_order_and_see_what_they_may(things: str) -> None:
    told: list[tuple[str, list[str]]] = []

    with transaction() as tx:
        tx.before_commit(lambda: told.append(("last", names())), is_last=True)
        tx.before_commit(lambda: (tx.add(Thing(name="b")), told.append(("before", names()))))
        tx.after_commit(lambda: told.append(("after", names())))
        tx.add(Thing(name="a"))

    assert told == [("before", []), ("last", []), ("after", ["a", "b"])]


def test_a_call_that_fails_keeps_no_other_from_being_made(things: str) -> None:
    told: list[str] = []

    def fail() -> None:
        raise OSError("the disk is full")

    def attempt() -> None:
        with transaction() as tx:
            tx.add(Thing(name="a"))
            tx.after_commit(fail)
            tx.after_commit(lambda: told.append("announced"))

    with pytest.raises(OSError, match="full"):
        attempt()

    assert told == ["announced"]
    assert names() == ["a"]


def test_a_call_before_the_commit_that_fails_undoes_all(things: str) -> None:
    told: list[str] = []

    def fail() -> None:
        raise OSError("the disk is full")

    def attempt() -> None:
        with transaction() as tx:
            Thing.create(name="a")
            tx.before_commit(fail)
            tx.after_rollback(fail)
            tx.after_rollback(lambda: told.append("undone"))

    with pytest.raises(OSError, match="full"):
        attempt()

    assert names() == []
    assert told == ["undone"]


def test_a_refused_commit_is_undone_like_any_failure(things: str) -> None:
    told: list[str] = []
    Thing.create(name="a")

    def attempt() -> None:
        with transaction() as tx:
            Thing.create(name="b")
            tx.add(Thing(name="a"))
            tx.after_rollback(lambda: told.append("undone"))

    with pytest.raises(peewee.IntegrityError):
        attempt()

    assert names() == ["a"]
    assert told == ["undone"]
    Thing.create(name="c")


def test_it_asks_once_in_a_transaction_and_each_time_outside(things: str) -> None:
    asked: list[int] = []

    @remembered
    def ask(_what: str) -> int:
        asked.append(1)
        return len(asked)

    with transaction():
        assert [ask("x"), ask("x"), ask("y")] == [1, 1, 2]
        unit_of_work.forget()
        assert ask("x") == 3

    assert [ask("x"), ask("x")] == [4, 5]


def test_a_state_is_made_once_in_each_transaction(things: str) -> None:
    state = State(lambda tx: [tx])
    with transaction() as tx:
        made = state.of(tx)
        unit_of_work.forget()
        assert state.of(tx) is made == [tx]

    with transaction() as other:
        assert state.of(other) == [other]


def test_each_thread_has_a_transaction_of_its_own(things: str) -> None:
    found: list[object] = []

    def look() -> None:
        found.append(current())
        found.append(names())
        databases.close()

    with transaction():
        Thing.create(name="a")
        thread = threading.Thread(target=look)
        thread.start()
        thread.join()

    assert found == [None, []]
