"""What runs ahead of its transaction is written whole if nothing has moved meanwhile, else not."""

from collections.abc import Iterator

import peewee
import pytest

from api.db import databases, unit_of_work
from api.db.fields import IntegerField, KeyField
from api.db.speculative import Moved, SpeculativeTransaction
from api.db.unit_of_work import current, remembered, transaction


class Thing(databases.Model):
    """A row for these tests."""

    name = KeyField(primary_key=True)
    size = IntegerField(default=0)

    class Meta:
        table_name = "thing_ahead"


@pytest.fixture
def things(database: str) -> Iterator[None]:
    """A table of our own, with one row."""
    Thing.create_table()
    Thing.create(name="seen", size=1)
    return


def names() -> list[str]:
    return [row.name for row in Thing.select().order_by(Thing.name)]


@remembered
def size_of_seen() -> int:
    return int(Thing.get_by_id("seen").size)


def add_what_is_seen() -> str:
    with transaction() as tx:
        tx.add(Thing(name="new", size=size_of_seen() + size_of_seen()))
    return "done"


def test_it_writes_later_what_the_body_added(things: None) -> None:
    tx = SpeculativeTransaction()

    said = tx.run(add_what_is_seen)
    assert (said, names(), current()) == ("done", ["seen"], None)
    tx.write()

    assert names() == ["new", "seen"]
    assert Thing.get_by_id("new").size == 2
    assert current() is None


def test_nobody_waits_for_the_body(things: None) -> None:
    tx = SpeculativeTransaction()

    tx.run(add_what_is_seen)
    Thing.create(name="meanwhile")
    tx.write()

    assert names() == ["meanwhile", "new", "seen"]


def test_it_keeps_nothing_when_what_it_read_has_moved(things: None) -> None:
    tx = SpeculativeTransaction()
    told: list[str] = []
    tx.after_commit(lambda: told.append("committed"))
    tx.after_rollback(lambda: told.append("undone"))

    tx.run(add_what_is_seen)
    Thing.update(size=5).where(Thing.name == "seen").execute()
    with pytest.raises(Moved):
        tx.write()

    assert names() == ["seen"]
    assert told == ["undone"]


def test_what_was_read_before_something_was_forgotten_counts_too(things: None) -> None:
    tx = SpeculativeTransaction()

    def body() -> None:
        size_of_seen()
        unit_of_work.forget()

    tx.run(body)
    Thing.update(size=5).where(Thing.name == "seen").execute()

    with pytest.raises(Moved):
        tx.write()


def test_the_body_cannot_write(things: None) -> None:
    for statement in (
        lambda: Thing.create(name="x"),
        lambda: Thing.update(size=9).execute(),
        lambda: Thing.delete().execute(),
    ):
        with pytest.raises(peewee.DatabaseError):
            SpeculativeTransaction().run(statement)

    assert [(row.name, row.size) for row in Thing.select()] == [("seen", 1)]
    Thing.create(name="y")


def test_a_refused_row_undoes_all(things: None) -> None:
    tx = SpeculativeTransaction()

    tx.run(lambda: (tx.add(Thing(name="a")), tx.add(Thing(name="seen"))))
    with pytest.raises(peewee.IntegrityError):
        tx.write()

    assert names() == ["seen"]


def test_calls_come_in_order(things: None) -> None:
    told: list[tuple[str, list[str], bool]] = []
    tx = SpeculativeTransaction()

    def tell(what: str) -> None:
        told.append((what, names(), tx.is_speculative))

    def body() -> None:
        add_what_is_seen()
        tx.at_first(lambda: tell("first"))
        tx.before_commit(lambda: tell("before"))
        tx.before_commit(lambda: tell("last"), is_last=True)
        tx.after_commit(lambda: tell("after"))

    tx.run(body)
    assert told == []
    tx.write()

    assert told == [
        ("first", ["seen"], True),
        ("before", ["seen"], False),
        ("last", ["seen"], False),
        ("after", ["new", "seen"], False),
    ]


def test_in_a_usual_transaction_the_beginning_is_now(things: None) -> None:
    told: list[str] = []

    with transaction() as tx:
        tx.at_first(lambda: told.append("first"))
        assert told == ["first"]
        assert not tx.is_speculative
