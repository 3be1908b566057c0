"""Files are kept whole, are public only while published, and are found by their key alone."""

import errno
import fcntl
import os
import threading
from pathlib import Path

import pytest

from api.media import store
from api.media.keys import key_for
from api.media.store import MediaStore

DATA = b"the bytes of a picture"
KEY = key_for(DATA, "jpeg")


@pytest.fixture
def media(tmp_path: Path) -> MediaStore:
    return MediaStore(tmp_path / "media")


@pytest.fixture
def kept(media: MediaStore) -> MediaStore:
    media.write_private(KEY, DATA)
    return media


def files(media: MediaStore) -> set[str]:
    found = (path for path in media.root.rglob("*") if path.is_file())
    return {str(path.relative_to(media.root)) for path in found}


def test_it_keeps_bytes_in_private_only(media: MediaStore) -> None:
    media.write_private(KEY, DATA)

    assert files(media) == {f"private/{KEY[:2]}/{KEY}"}
    path = media.private_path(KEY)
    assert path is not None
    assert path.read_bytes() == DATA


def test_t21_what_is_not_published_is_not_found(kept: MediaStore) -> None:
    assert kept.public_path(KEY) is None

    kept.publish([KEY])
    path = kept.public_path(KEY)
    assert path is not None
    assert path.read_bytes() == DATA

    kept.withdraw([KEY])
    assert kept.public_path(KEY) is None
    assert kept.private_path(KEY) is not None


def test_everything_can_be_done_twice(kept: MediaStore) -> None:
    kept.write_private(KEY, DATA)
    kept.publish([KEY, KEY])
    kept.publish([KEY])
    assert files(kept) == {f"private/{KEY[:2]}/{KEY}", f"public/{KEY[:2]}/{KEY}"}

    kept.withdraw([KEY, KEY])
    kept.withdraw([KEY])
    kept.delete_private([KEY])
    kept.delete_private([KEY])
    assert files(kept) == set()


def test_publication_costs_no_second_copy(kept: MediaStore) -> None:
    kept.publish([KEY])

    private, public = kept.private_path(KEY), kept.public_path(KEY)
    assert private is not None
    assert public is not None
    assert private.samefile(public)


@pytest.mark.parametrize("number", [errno.EPERM, errno.EXDEV, errno.EMLINK, errno.EOPNOTSUPP])
def test_it_copies_where_there_are_no_hard_links(
    kept: MediaStore, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    def refuse(*_paths: object, **_options: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", refuse)
    kept.publish([KEY])

    private, public = kept.private_path(KEY), kept.public_path(KEY)
    assert private is not None
    assert public is not None
    assert public.read_bytes() == DATA
    assert not private.samefile(public)
    kept.publish([KEY])
    kept.withdraw([KEY])
    assert kept.public_path(KEY) is None


def test_it_publishes_all_or_nothing(kept: MediaStore) -> None:
    missing = key_for(b"something else", "png")

    with pytest.raises(FileNotFoundError):
        kept.publish([KEY, missing])

    assert kept.public_path(KEY) is None


def test_deleting_for_good_deletes_what_is_public_too(kept: MediaStore) -> None:
    kept.publish([KEY])

    kept.delete_private([KEY])

    assert files(kept) == set()


def test_it_refuses_bytes_that_are_not_those_of_the_key(media: MediaStore) -> None:
    with pytest.raises(ValueError, match="not those"):
        media.write_private(KEY, DATA + b"!")

    assert files(media) == set()


def test_a_write_that_fails_leaves_nothing(
    media: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    (media.root / "private" / KEY[:2]).mkdir()

    with pytest.raises(OSError, match="No space"):
        media.write_private(KEY, DATA)

    assert files(media) == set()


def test_it_sweeps_what_a_killed_writer_left(kept: MediaStore) -> None:
    old, new = kept.root / "incoming" / "old", kept.root / "incoming" / "new"
    for path, written_at in ((old, 1_000), (new, 3_000)):
        path.write_bytes(b"half")
        os.utime(path, (written_at, written_at))

    assert kept.sweep_incoming(before=2_000) == 1

    assert not old.exists()
    assert new.exists()
    assert kept.private_path(KEY) is not None


@pytest.mark.parametrize("umask", [0o000, 0o022, 0o077])
def test_its_modes_do_not_depend_on_the_umask(tmp_path: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        media = MediaStore(tmp_path / "media")
        media.write_private(KEY, DATA)
        media.publish([KEY])
    finally:
        os.umask(before)

    modes = {
        str(path.relative_to(media.root)).replace(KEY, "KEY"): path.stat().st_mode & 0o777
        for path in (media.root, *media.root.rglob("*"))
    }
    shard = KEY[:2]
    assert modes == {
        ".": 0o750,
        "incoming": 0o700,
        "private": 0o700,
        f"private/{shard}": 0o700,
        f"private/{shard}/KEY": 0o640,
        "public": 0o750,
        f"public/{shard}": 0o750,
        f"public/{shard}/KEY": 0o640,
    }


def is_locked(media: MediaStore) -> bool:
    """Whether somebody with a handle of their own, as another process has, is kept out."""
    handle = os.open(media.root / ".lock", os.O_RDWR)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


def test_its_lock_keeps_others_out(media: MediaStore) -> None:
    with media.locked():
        assert is_locked(media)
        with media.locked():
            assert is_locked(media)
        assert is_locked(media)

    assert not is_locked(media)
    with media.locked():
        assert is_locked(media)


def test_its_lock_is_given_back_after_an_error(media: MediaStore) -> None:
    with pytest.raises(RuntimeError), media.locked():
        raise RuntimeError

    assert not is_locked(media)


def test_another_store_of_the_same_folder_waits_its_turn(media: MediaStore) -> None:
    other = MediaStore(media.root)
    order: list[str] = []
    asks = threading.Event()

    def second() -> None:
        asks.set()
        with other.locked():
            order.append("second")

    with media.locked():
        thread = threading.Thread(target=second)
        thread.start()
        asks.wait()
        order.append("first")
    thread.join()

    assert order == ["first", "second"]


def test_an_unforeseen_error_of_linking_is_not_hidden(
    kept: MediaStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_paths: object, **_options: object) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "link", refuse)

    with pytest.raises(OSError, match="Input/output"):
        kept.publish([KEY])

    assert errno.EIO not in store._NO_LINKS
