"""Backups as they are made: proved, private, small, and good whatever is written meanwhile."""

import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest

from api.backups import folders, making, manifests
from api.backups.envelopes import Entry, Sealing
from api.backups.errors import BackupRefused
from api.backups.folders import Found
from api.backups.manifests import SETTINGS, Manifest
from api.db import databases
from api.db.databases import execute
from api.publishing import commands, queries
from api.publishing.audit import takedowns
from api.publishing.reasons import PERSONAL_DATA
from api.publishing.workflow import OPERATOR
from api.runtime import runtime
from api.settings import load
from tests.api.backups.portals import SECRET, Places, Portal
from tests.disks import Disk, disk
from tests.factories import NOON, make_article, make_site
from tests.sizes import SIZES

FAILED = 1
MANIFEST = Manifest(
    made_at="", version="", database="", migrations=(), epoch="", head=0, audit_head="", counts={},
    recipients=(), missing=(), files={}, signed_by="",
)  # fmt: skip


def test_f23_a_backup_is_private_and_its_path_stands_alone_on_the_last_line(
    portal: Portal,
) -> None:
    done = portal.run("backup", str(portal.backups))

    made = Path(done.stdout.splitlines()[-1])
    assert made.parent == portal.backups
    assert "Not encrypted" in done.stdout
    files = [path for path in made.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert len(files) > 4


def test_f23_a_backup_that_is_encrypted_shows_nothing_and_opens_by_its_key_alone(
    portal: Portal, places: Places, tmp_path: Path
) -> None:
    identity, before, place = pyrage.x25519.Identity.generate(), portal.public(), places("second")
    (tmp_path / "key").write_text(f"# created\n{identity}\n")
    (tmp_path / "other").write_text(f"{pyrage.x25519.Identity.generate()}\n")

    backup = portal.backup("--recipient", str(identity.to_public()))
    again = portal.backup("--recipient", str(identity.to_public()))

    shown = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert not [text for text in (SECRET, "Yên Hòa", "SECRET_KEY") if text.encode() in shown]
    linked = sorted(path.stat().st_nlink for path in again.glob("media/*/*"))
    assert set(linked) == {2}
    asked = "restore", str(again), "--trust", portal.key
    assert "--identity" in place.run(*asked, ok=False).stderr
    other = place.run(*asked, "--identity", str(tmp_path / "other"), ok=False)
    assert "cannot be decrypted" in other.stderr
    place.run(*asked, "--identity", str(tmp_path / "key"))
    assert place.public() == before


def test_only_what_changed_of_media_takes_room_again(portal: Portal) -> None:
    first, second = portal.backup(), portal.backup()

    inodes = [{path.stat().st_ino for path in each.glob("media/*/*")} for each in (first, second)]
    assert inodes[0] == inodes[1] != set()


def test_a_damaged_photo_is_told_and_taken_from_where_it_was_whole(portal: Portal) -> None:
    portal.backup()
    store = Path(portal.environ["CONGXA_MEDIA_DIR"]) / "private"
    key = sorted(store.glob("*/*"))[0]
    whole = key.read_bytes()
    key.chmod(0o600)
    key.write_bytes(whole[:-1] + b"x")

    again = portal.backup()
    (portal.backups / "elsewhere").mkdir()
    fresh = portal.run("backup", str(portal.backups / "elsewhere"))

    assert (again / "media" / key.parent.name / key.name).read_bytes() == whole
    assert key.name in fresh.stderr


def test_what_is_damaged_in_the_backup_before_is_taken_anew(portal: Portal) -> None:
    (first, *_others) = sorted(portal.backup().glob("media/*/*"))
    whole = first.read_bytes()
    first.write_bytes(whole[:-1] + b"x")

    again = portal.backup()

    assert (again / "media" / first.parent.name / first.name).read_bytes() == whole


@pytest.mark.parametrize("what", ["a public row", "the digest", "the audit log"])
def test_f23_what_is_not_whole_is_not_called_a_backup(portal: Portal, what: str) -> None:
    statement = {
        "a public row": 'UPDATE "article" SET "whole" = ?',
        "the digest": 'UPDATE "live_digest" SET "hash" = ?',
        "the audit log": 'UPDATE "audit_event" SET "actor" = ?',
    }[what]
    with portal.opened():
        value: object = b'{"url": "http://portal.test/"}' if what == "a public row" else "0" * 32
        execute(statement, (value,))

    done = portal.run("backup", str(portal.backups), ok=False)

    assert done.returncode == FAILED
    assert list(portal.backups.glob("congxa-*")) == []
    assert list(portal.backups.glob(".congxa-backup-*")) == []


class Filling(Sealing):
    """Fills a disk before it writes a file of this name."""

    def __init__(self, disk: Disk, name: str) -> None:
        super().__init__()
        self._disk, self._name = disk, name

    def write(self, source: Path, target: Path) -> Entry:
        if target.name.endswith(self._name):
            self._disk.fill()
        return super().write(source, target)


@pytest.mark.parametrize(
    ("full", "name"), [("backups", ".jpg"), ("state", ".jpg"), ("state", "settings.env")]
)
def test_f06_a_disk_that_becomes_full_midway_leaves_no_backup_and_is_named(
    portal: Portal, tmp_path: Path, full: str, name: str
) -> None:
    with disk(tmp_path / "small", 60) as small:
        if full == "state":
            shutil.copytree(portal.environ["CONGXA_STATE_DIR"], small.path, dirs_exist_ok=True)
            portal.environ["CONGXA_STATE_DIR"] = str(small.path)
        else:
            portal.backups = small.path
        settings = load(portal.environ)
        with portal.opened():
            with pytest.raises(BackupRefused, match=f"no room is left at {small.path}"):
                making.make(portal.backups, settings, Filling(small, name), NOON)
            begun = [path for path in small.path.iterdir() if "congxa-backup-" in path.name]
            left = [path for path in portal.backups.iterdir() if path.is_dir()]
            small.free()
            made = making.make(portal.backups, settings, Sealing(), NOON)
            manifests.check(made.folder, made.manifest)

    assert [*begun, *left] == []


class Meanwhile(Sealing):
    """Something happens before the last file of a backup is written."""

    def __init__(self, happens: Callable[[], object]) -> None:
        super().__init__()
        self._happens = happens

    def write(self, source: Path, target: Path) -> Entry:
        if target.name == SETTINGS:
            self._happens()
        return super().write(source, target)


def test_t78_what_is_withdrawn_while_a_place_gets_its_first_backup_is_listed_there(
    portal: Portal,
) -> None:
    why = commands.Withdrawal(PERSONAL_DATA)
    with portal.opened():
        about = make_article(make_site("khac"))
        meanwhile = Meanwhile(lambda: commands.withdraw(about, OPERATOR, NOON, why))
        making.make(portal.backups, load(portal.environ), meanwhile, NOON)
        listed = takedowns.LIST.read(portal.backups)

    assert [document for _, document in listed.lines] == [about.id]


def test_f23_what_cannot_be_read_to_be_encrypted_is_refused(tmp_path: Path) -> None:
    key = pyrage.x25519.Identity.generate().to_public()

    with pytest.raises(BackupRefused, match=r"mem cannot be encrypted: .*Input/output error"):
        Sealing([str(key)]).write(Path("/proc/self/mem"), tmp_path / "sealed")


def test_f22_a_backup_under_load_is_a_beginning_of_what_was_written(portal: Portal) -> None:
    settings, stop, said = load(portal.environ), threading.Event(), list[int]()
    with portal.opened():
        site = make_site("ban-ghi")

        def write() -> None:
            while not stop.is_set():
                make_article(site, f"Bài {len(said)}")
                said.append(queries.head_seq())
            databases.close()

        writer = threading.Thread(target=runtime.current().bound(write))
        writer.start()
        try:
            made = [
                making.make(portal.backups, settings, Sealing(), datetime.now(UTC)).manifest
                for _ in range(SIZES["F22"].rounds)
            ]
        finally:
            stop.set()
            writer.join()

    assert said[0] < made[-1].head < said[-1]
    written = [2 + sum(seq <= each.head for seq in said) for each in made]
    assert [each.counts["live_article"] for each in made] == written


def test_keep_leaves_the_newest_of_each_day_and_week(tmp_path: Path) -> None:
    last, made = datetime(2026, 11, 30, 12, tzinfo=UTC), []
    for hours in range(20 * 24, -1, -12):
        at = last - timedelta(hours=hours)
        folder = tmp_path / f"{at:%m%dT%H}"
        folder.mkdir()
        made.append(Found(folder, replace(MANIFEST, made_at=at.isoformat())))

    folders.thin_out(made, folders.rules("daily=3,weekly=2"))

    left = sorted(each.folder.name for each in made if each.folder.exists())
    assert left == ["1128T12", "1129T12", "1130T12"]


@pytest.mark.parametrize("text", ["", "daily", "daily=0", "daily=7;weekly=4", "monthly=3"])
def test_keep_refuses_what_it_does_not_know(text: str) -> None:
    with pytest.raises(ValueError, match="daily=7,weekly=4"):
        folders.rules(text)
