"""A file that is replaced is whole or the one before, with the rights that were asked for."""

import contextlib
import os
from pathlib import Path

import pytest

from api.runtime.disk.whole_files import replacing


def names(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir()]


def test_a_reader_sees_the_one_before_until_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("before")

    with replacing(path) as file:
        file.write(b"aft")
        seen = path.read_text()
        file.write(b"er")

    assert (seen, path.read_text()) == ("before", "after")
    assert names(tmp_path) == ["list.json"]


def test_what_fails_leaves_the_one_before_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "list.json"
    path.write_text("before")

    with contextlib.suppress(OSError), replacing(path) as file:
        file.write(b"aft")
        raise OSError("the disk is full")

    assert path.read_text() == "before"
    assert names(tmp_path) == ["list.json"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644])
@pytest.mark.parametrize("umask", [0o022, 0o077])
def test_its_mode_is_the_one_asked_for(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        with replacing(tmp_path / "list.json", mode=mode):
            pass
    finally:
        os.umask(before)

    assert (tmp_path / "list.json").stat().st_mode & 0o777 == mode


def test_it_waits_where_it_is_told_to(tmp_path: Path) -> None:
    place = tmp_path / "incoming"
    place.mkdir()

    with replacing(tmp_path / "list.json", place=place):
        assert len(names(place)) == 1

    assert names(place) == []


@pytest.mark.parametrize("is_durable", [True, False])
def test_only_a_durable_one_is_brought_to_the_disk(tmp_path, monkeypatch, is_durable: bool) -> None:
    synced = []
    monkeypatch.setattr(os, "fsync", synced.append)

    with replacing(tmp_path / "list.json", is_durable=is_durable):
        pass

    assert len(synced) == is_durable
