"""Failures of disks and databases are known for what they are, and are told to who listens."""

import errno
import os
from collections.abc import Callable, Iterator
from pathlib import Path

import apsw
import peewee
import psycopg
import pytest

from api.db import connections, databases
from api.runtime.disk import storage_faults
from api.runtime.disk.storage_faults import Fault, fault_of
from api.runtime.jsons import loads_stored
from tests.disks import disk


@pytest.fixture
def reported() -> Iterator[list[Fault]]:
    """What was reported since the test began."""
    heard: list[Fault] = []
    storage_faults.listen(heard.append)
    yield heard
    storage_faults.listen(lambda fault: None)


@pytest.mark.parametrize(
    ("number", "fault"),
    [
        (errno.ENOSPC, Fault.FULL),
        (errno.EDQUOT, Fault.FULL),
        (errno.EFBIG, Fault.FULL),
        (errno.EROFS, Fault.UNAVAILABLE),
        (errno.EACCES, Fault.UNAVAILABLE),
        (errno.EPERM, Fault.UNAVAILABLE),
        (errno.EIO, Fault.UNAVAILABLE),
        (errno.EMFILE, Fault.UNAVAILABLE),
        (errno.ENOENT, None),
        (errno.ECONNRESET, None),
    ],
)
def test_an_error_of_the_system_is_known_by_its_number(number: int, fault: Fault | None) -> None:
    error = OSError(number, os.strerror(number))

    assert fault_of(error) == fault
    assert fault_of(caused_by(error)) == fault


def test_what_tells_of_nothing_of_the_kind_is_let_pass() -> None:
    endless = ValueError("x")
    endless.__cause__ = endless

    assert fault_of(endless) is None
    assert fault_of(OSError("cannot identify image file")) is None


def caused_by(cause: Exception) -> Exception:
    """An error of another layer that was made of this one."""
    try:
        raise RuntimeError("not done") from cause
    except RuntimeError as error:
        return error


def write_more_than_fits(path: Path) -> None:
    path.touch()
    database = connections.open_sqlite(path)
    database.execute_sql("CREATE TABLE x (a)")
    database.execute_sql("PRAGMA max_page_count = 3")
    database.execute_sql("INSERT INTO x VALUES (zeroblob(100000))")


def write_what_is_only_read(path: Path) -> None:
    path.touch()
    database = connections.open_sqlite(path)
    database.execute_sql("CREATE TABLE x (a)")
    database.execute_sql("PRAGMA query_only = 1")
    database.execute_sql("INSERT INTO x VALUES (1)")


def open_what_was_taken_away(path: Path) -> None:
    connections.open_sqlite(path).execute_sql("CREATE TABLE x (a)")


def ask_for_a_table_that_is_gone(path: Path) -> None:
    path.touch()
    connections.open_sqlite(path).execute_sql("SELECT * FROM x")


def open_a_folder(path: Path) -> None:
    path.mkdir()
    connections.open_sqlite(path).execute_sql("CREATE TABLE x (a)")


def read_another_kind_of_file(path: Path) -> None:
    path.write_bytes(b"no database" * 1_000)
    connections.open_sqlite(path).execute_sql("SELECT * FROM sqlite_schema")


def read_damaged_pages(path: Path) -> None:
    """The first row is there, and what is damaged is met while rows are fetched."""
    _damaged_after_its_first_rows(path).fetchall()


def read_damaged_pages_row_by_row(path: Path) -> None:
    cursor = _damaged_after_its_first_rows(path)
    while cursor.fetchone():
        pass


def _damaged_after_its_first_rows(path: Path) -> apsw.Cursor:
    raw = apsw.Connection(str(path))
    raw.execute("CREATE TABLE x (a)")
    raw.executemany("INSERT INTO x VALUES (zeroblob(?))", [(3_000,)] * 100)
    raw.close()
    with path.open("r+b") as file:
        file.seek(4096 * 20)
        file.write(bytes(4096 * 40))
    return connections.open_sqlite(path).execute_sql("SELECT length(a) FROM x")


def read_a_text_that_is_none(path: Path) -> None:
    path.touch()
    database = connections.open_sqlite(path)
    database.execute_sql("SELECT 1 UNION ALL SELECT CAST(X'FFFE' AS TEXT)").fetchall()


def open_on_a_full_disk(path: Path) -> None:
    with disk(path, 1) as full:
        (path / "xa.db").touch()
        first = connections.open_sqlite(path / "xa.db")
        first.execute_sql("CREATE TABLE x (a)")
        first.close()
        full.fill()
        connections.open_sqlite(path / "xa.db").execute_sql("SELECT * FROM x")


@pytest.mark.parametrize(
    ("fail", "fault"),
    [
        (open_on_a_full_disk, Fault.FULL),
        (write_more_than_fits, Fault.FULL),
        (write_what_is_only_read, Fault.UNAVAILABLE),
        (open_a_folder, Fault.UNAVAILABLE),
        (open_what_was_taken_away, Fault.UNAVAILABLE),
        (ask_for_a_table_that_is_gone, Fault.DAMAGED),
        (read_another_kind_of_file, Fault.DAMAGED),
        (read_damaged_pages, Fault.DAMAGED),
        (read_damaged_pages_row_by_row, Fault.DAMAGED),
        (read_a_text_that_is_none, Fault.DAMAGED),
    ],
)
def test_a_failure_of_sqlite_is_known_and_reported(
    tmp_path: Path, reported: list[Fault], fail: Callable[[Path], None], fault: Fault
) -> None:
    with pytest.raises(peewee.DatabaseError) as raised:
        fail(tmp_path / "xa.db")

    assert fault_of(raised.value) == fault
    assert set(reported) == {fault}


@pytest.mark.parametrize(
    ("state", "fault"),
    [
        ("53100", Fault.FULL),
        ("25006", Fault.UNAVAILABLE),
        ("58030", Fault.UNAVAILABLE),
        ("XX001", Fault.DAMAGED),
        ("XX002", Fault.DAMAGED),
        ("40P01", None),
    ],
)
def test_a_failure_of_postgresql_is_known_and_reported(
    postgres, reported: list[Fault], state: str, fault: Fault | None
) -> None:
    database = connections.open_postgresql(postgres.create())
    sql = f"DO $$ BEGIN RAISE EXCEPTION 'broken' USING ERRCODE = '{state}'; END $$"

    with pytest.raises(peewee.DatabaseError) as raised:
        database.execute_sql(sql)

    database.close()
    assert fault_of(raised.value) == fault
    assert reported == ([fault] if fault else [])


def test_a_database_that_may_only_be_read_says_so(postgres) -> None:
    with psycopg.connect(postgres.create()) as connection:
        connection.read_only = True
        with pytest.raises(psycopg.Error) as raised:
            connection.execute("CREATE TABLE x (a int)")

    assert fault_of(raised.value) == Fault.UNAVAILABLE


def test_stored_json_that_is_none_any_more_is_damage(reported: list[Fault]) -> None:
    assert loads_stored(b'{"a": 1}') == {"a": 1}

    with pytest.raises(storage_faults.DamagedData):
        loads_stored(b'{"a": \x00')

    assert reported == [Fault.DAMAGED]


def test_what_a_user_is_refused_is_no_fault(database: str, reported: list[Fault]) -> None:
    with pytest.raises(peewee.IntegrityError):
        databases.execute("INSERT INTO counter SELECT * FROM counter")

    assert reported == []
