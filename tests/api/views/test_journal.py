"""A view lies in a file before its answer; the file is bounded, private, and closed when read."""

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from api.db.databases import execute, views_db
from api.notices.content import NoticeType
from api.publishing import registry
from api.runtime import runtime
from api.views import journal
from api.views.journal import RECORD_BYTES, Event, Journal
from tests.api.views.beacons import address, fold, view, views_of


@pytest.fixture(autouse=True)
def _known_types() -> Iterator[None]:
    registry.register(NoticeType())
    yield
    runtime.begin()


def event(number: int = 0) -> Event:
    return Event(number.to_bytes(16, "big"), b"c" * 16, "notice", b"i" * 16, 480_000)


@pytest.fixture
def kept(tmp_path: Path) -> Journal:
    """A journal with room for ten records."""
    return Journal(tmp_path / "views", 10 * RECORD_BYTES)


def read(kept: Journal) -> list[Event]:
    found = []
    for path in journal.files(kept.folder):
        found += journal.events(journal.read(path, 0, 1_000))
    return found


def test_what_is_written_is_read_and_nobody_else_may(kept) -> None:
    for number in range(3):
        kept.append(event(number))

    (path,) = journal.files(kept.folder)
    assert read(kept) == [event(number) for number in range(3)]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert os.sysconf("SC_PAGE_SIZE") % RECORD_BYTES == 0


def test_a_closed_journal_is_left_for_another(kept) -> None:
    kept.append(event(1))
    (first,) = journal.files(kept.folder)

    assert journal.close(first)
    kept.append(event(2))

    assert first.stat().st_size == RECORD_BYTES
    assert len(journal.files(kept.folder)) == 2
    assert read(kept) == [event(1), event(2)]


def test_a_journal_is_not_closed_while_somebody_writes(kept) -> None:
    kept.append(event())
    (path,) = journal.files(kept.folder)
    kept._locked()

    assert not journal.close(path)
    kept.close()
    assert journal.close(path)


def test_many_threads_write_whole_records(tmp_path) -> None:
    kept = Journal(tmp_path, 1_000_000)
    closing = threading.Event()

    def close_again_and_again() -> None:
        while not closing.is_set():
            for path in journal.files(tmp_path):
                journal.close(path)

    closer = threading.Thread(target=close_again_and_again)
    writers = [
        threading.Thread(target=lambda c=c: [kept.append(event(c * 100 + n)) for n in range(100)])
        for c in range(4)
    ]
    closer.start()
    for each in writers:
        each.start()
    for each in writers:
        each.join()
    closing.set()
    closer.join()

    assert sorted(read(kept)) == [event(number) for number in range(400)]


def test_half_a_record_is_no_record(kept) -> None:
    kept.append(event())
    (path,) = journal.files(kept.folder)
    with path.open("ab") as file:
        file.write(b"x" * 10)

    assert read(kept) == [event()]
    assert [*journal.events(bytes(RECORD_BYTES))] == []


def test_what_has_no_room_is_dropped_and_counted(client, article, settings, caplog) -> None:
    folder = journal.current().folder
    journal.use(Journal(folder, 5 * RECORD_BYTES))

    for number in range(8):
        assert view(client, article, address(number)).status_code == 204
    fold()
    view(client, article, address(9))
    fold()

    assert views_of(article) == 6
    ((dropped, version),) = execute('SELECT "dropped", "crawlers" FROM "view_day"', on=views_db)
    assert (dropped, version.count(".")) == (3, 2)
    assert [record.getMessage() for record in caplog.records] == [
        "views are dropped: 320 bytes wait to be counted"
    ]


def test_a_disk_that_cannot_be_written_is_no_reason_to_fail(
    client, article, monkeypatch, caplog
) -> None:
    def refuse(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as full:
        full.setattr(os, "write", refuse)
        assert view(client, article, address(1)).status_code == 204
    view(client, article, address(2))
    fold()

    assert views_of(article) == 1
    assert "No space left on device" in caplog.text


def test_a_record_that_was_cut_is_taken_back(client, article, monkeypatch) -> None:
    write = os.write
    with monkeypatch.context() as full:
        full.setattr(os, "write", lambda file, data: write(file, data[:30]))
        view(client, article, address(1))
    view(client, article, address(2))
    fold()

    assert views_of(article) == 1


def test_a_rush_is_folded_in_rounds(client, article, monkeypatch) -> None:
    from api.views import commands
    from tests.factories import NOON

    monkeypatch.setattr(commands, "MOST_AT_ONCE", 4)
    for number in range(10):
        view(client, article, address(number))

    rounds = [(commands.fold(NOON), views_of(article)) for _ in range(4)]

    assert rounds == [(True, 4), (True, 8), (False, 10), (False, 10)]
