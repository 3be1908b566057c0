"""A disk that is full or gives up is told in one line, and leaves a folder to go on from."""

import errno
import os
from pathlib import Path
from uuid import UUID

import pytest

from tests.api.tools.conftest import Mirror
from tests.api.tools.paper import Paper, Row, file_of, key_of, row_of
from tests.api.tools.portals import Exchange, Proxy
from tests.api.tools.world import files_in


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_is_told_and_leaves_nothing_half_written(
    copy: Mirror, folder: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    real, left = getattr(os, call), [3]

    def fail(*given: object) -> object:
        left[0] -= 1
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(*given)

    monkeypatch.setattr(os, call, fail)

    first = copy()
    parts = [name for name in files_in(folder) if name.endswith(".part")]
    monkeypatch.undo()
    second = copy()

    assert first.exit_code == 1
    assert first.stderr == "congxa: [Errno 28] No space left on device\n"
    assert parts == []
    assert (second.exit_code, len(files_in(folder))) == (0, 4)


def test_a_failed_write_leaves_the_file_of_before_whole(
    paper: Paper, copy: Mirror, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy()
    whole = files_in(folder)
    paper.rows[1] = edited(2, seq=4)
    monkeypatch.setattr(os, "fsync", full)

    failed = copy()

    assert failed.exit_code == 1
    assert files_in(folder) == whole


def test_whoever_reads_a_file_reads_it_to_its_end_while_it_is_replaced(
    paper: Paper, copy: Mirror, folder: Path
) -> None:
    copy()
    path = folder / f"article/{UUID(int=2)}.json"
    before = path.read_bytes()
    paper.rows[1] = edited(2, seq=4)

    with path.open("rb", buffering=0) as reader:
        begun = reader.read(5)
        done = copy()
        read = begun + reader.read()

    assert done.exit_code == 0
    assert read == before != path.read_bytes()


def edited(number: int, seq: int) -> Row:
    """The same article with other words."""
    row = row_of(number, body="Sửa lại")
    return {**row, "seq": seq}


def full(_descriptor: int) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_it_removes_what_a_killed_run_left_and_nothing_else(
    paper: Paper, spoilt: Proxy, copy: Mirror, folder: Path
) -> None:
    copy()
    whole = files_in(folder)
    paper.rows.append(row_of(4, photo=file_of(b"another")))
    spoilt.faults.append(busy_media)
    ended = copy()
    paper.rows.pop()
    spoilt.faults.clear()
    for left in (f"article/{UUID(int=9)}.json", f"media/{key_of(b'x')}", "article/.0f.part"):
        (folder / left).write_bytes(b"left")
    (folder / "notes.txt").write_bytes(b"mine")

    done = copy()

    assert (ended.exit_code, done.exit_code) == (1, 0)
    assert files_in(folder) == whole | {"notes.txt": b"mine"}


def busy_media(exchange: Exchange) -> None:
    if exchange.path.startswith("/media/"):
        exchange.status = 503
