"""A backup brought back: the same to readers, shut to everybody else, else refused."""

import json
import re
import shutil
from pathlib import Path

import pytest

from api.accounts import queries as accounts
from api.accounts.models import OneTimeLink, Session
from api.backups import restoring, signing
from api.backups.envelopes import Opening
from api.backups.errors import BackupRefused
from api.previews.models import PreviewLink
from api.publishing import queries
from api.publishing.audit import chain
from api.settings import load
from api.text.secret_texts import new_secret
from api.views.models import ViewSeen
from tests.api.backups.portals import Places, Portal
from tests.disks import disk
from tests.factories import NOON

REFUSED = 1


def restored(place: Portal, backup: Path, *options: str, trust: str) -> str:
    done = place.run("restore", str(backup), "--trust", trust, *options)
    assert "put back" not in done.stderr  # That it was is no news to whoever does it.
    return done.stdout


def test_f23_f24_a_restored_portal_gives_its_readers_the_same_bytes(
    portal: Portal, places: Places
) -> None:
    before, backup = portal.public(), portal.backup()
    for name in ("CONGXA_MEDIA_DIR", "CONGXA_STATE_DIR"):
        shutil.rmtree(portal.environ[name])
    with_state = places("second")

    said = restored(with_state, backup, trust=portal.key)

    assert with_state.public() == before
    assert "WRONG" not in said
    with with_state.opened():
        assert chain.first_broken_event() is None


def test_f23_whoever_could_come_in_then_cannot_now(portal: Portal, places: Places) -> None:
    portal.run("user", "create", "an@xa.example", "--name", "An", "--role", "admin")
    portal.run("token", "create", "an@xa.example", "--name", "Máy")
    revoked = portal.run("token", "create", "an@xa.example", "--name", "Cũ").stdout.split()[1]
    portal.run("token", "revoke", revoked)
    with portal.opened():
        epoch, (account,) = queries.head()[0], accounts.accounts()
        ViewSeen.create(key=b"k", cap_key=b"c", window=1)
        Session.insert(
            id=account.id, account=account.id, hash="h", is_pending=False, is_long=False,
            is_bearer=False, created_at=NOON, proved_at=NOON, ends_at=NOON,
        ).execute()  # fmt: skip
        PreviewLink.insert(
            id=account.id, document=account.id, editions=[], hash="h", author="an",
            created_at=NOON, expires_at=NOON,
        ).execute()  # fmt: skip
        assert all(each.select().exists() for each in (Session, OneTimeLink, PreviewLink, ViewSeen))
    place = places("second")
    portal.environ |= {"CONGXA_METRICS_TOKEN": "m" * 40, "CONGXA_TRUSTED_HOSTS": "xa.example"}

    said = restored(place, portal.backup(), trust=portal.key)

    assert "not now: CONGXA_TRUSTED_HOSTS=xa.example" in said
    assert "not now: CONGXA_METRICS_TOKEN=" in said
    assert "m" * 40 not in said
    (token,) = re.findall("^Disabled token (\\S+) of an@xa.example", said, re.MULTILINE)
    assert place.run("token", "list").stdout == ""
    with place.opened():
        assert queries.head()[0] != epoch
        rows = [each.select().count() for each in (Session, OneTimeLink, PreviewLink, ViewSeen)]
        assert rows == [0, 0, 0, 0]
    assert place.run("token", "confirm", revoked, ok=False).returncode == REFUSED
    place.run("token", "confirm", token)
    assert "Máy" in place.run("token", "list").stdout
    assert place.run("token", "confirm", token, ok=False).returncode == REFUSED


def test_t78_what_was_withdrawn_as_personal_data_stays_withdrawn(
    portal: Portal, places: Places
) -> None:
    backup, ids = portal.backup(), portal.ids()
    about = ids["Giải quyết đơn"]

    portal.run("withdraw", about, "--reason", "personal_data")
    said = restored(place := places("second"), backup, trust=portal.key)

    assert f"Withdrawn again, as personal data: {about}" in said
    assert about not in place.ids().values()
    assert set(place.ids()) == {"Khánh thành cầu cau"}


def test_t78_without_the_list_the_operator_is_told_where_to_look(
    portal: Portal, places: Places
) -> None:
    portal.run("user", "create", "an@xa.example", "--name", "An", "--role", "admin")
    backup, about = portal.backup(), portal.ids()["Giải quyết đơn"]
    for listed in portal.backups.glob("*.jsonl"):
        listed.unlink()

    said = restored(places("second"), backup, trust=portal.key)

    _, _, named = said.partition("These show personal data:")
    named, _, people = named.partition("These may sign in")
    assert about in named
    assert portal.ids()["Khánh thành cầu cau"] not in named
    assert "an@xa.example  An  admin of every site" in people


def test_t78_a_list_that_was_cut_off_counts_as_far_as_it_goes_and_is_told(
    portal: Portal, places: Places
) -> None:
    backup, (first, second) = portal.backup(), sorted(portal.ids().values())
    portal.run("withdraw", first, "--reason", "personal_data")
    with (portal.backups / "personal_data.jsonl").open("a") as file:
        file.write('{"id": "0198')
    portal.run("withdraw", second, "--reason", "personal_data")

    said = restored(place := places("second"), backup, trust=portal.key)

    assert place.ids() == {}
    assert "There is no whole list" in said
    assert "A program sees none in what is public." in said


def test_f23_what_is_damaged_unknown_or_foreign_is_refused_and_leaves_nothing(
    portal: Portal, places: Places, tmp_path: Path
) -> None:
    whole, place, number = portal.backup(), places("second"), 0

    def refusal(damage: str, trust: str = portal.key) -> str:
        nonlocal number
        number += 1
        copy = shutil.copytree(whole, tmp_path / f"damaged{number}")
        DAMAGES[damage](copy)
        done = place.run("restore", str(copy), "--trust", trust, ok=False)
        assert done.returncode == REFUSED, damage
        assert not list(Path(place.environ["CONGXA_MEDIA_DIR"]).glob("*/*/*"))
        return done.stderr

    assert "is not what was signed" in refusal("a bit of the database")
    assert "is not what was signed" in refusal("the end of a photo")
    assert "is missing" in refusal("a photo is gone")
    assert "is missing" in refusal("a photo is a link")
    assert "not signed by a key" in refusal("its manifest")
    assert "is no backup" in refusal("no manifest")
    assert "not signed by a key" in refusal("nothing", trust="ed25519:" + "A" * 43 + "=")
    assert restored(place, whole, trust=portal.key)


def test_f23_one_of_another_kind_or_a_newer_version_is_refused(
    portal: Portal, places: Places
) -> None:
    backup, place = portal.backup(), places("second")
    said = json.loads((backup / "manifest.json").read_text())
    key = signing.own_key(Path(portal.environ["CONGXA_STATE_DIR"]))
    later = [*said["migrations"], "content/9999_later"]
    other = {"sqlite": "postgresql", "postgresql": "sqlite"}[said["database"]]

    for change, why in (
        ({"migrations": later}, "migrated by a newer version"),
        ({"database": other, "files": {}}, f"the backup is of {other}"),
        ({"format": 2}, "is of format 2"),
        ({"files": {**said["files"], "../../x": {"bytes": 0, "sha256": ""}}}, "does not know"),
    ):
        data = json.dumps({**said, **change}).encode()
        (backup / "manifest.json").write_bytes(data)
        (backup / "manifest.sig").write_bytes(signing.signature(key, data))
        done = place.run("restore", str(backup), "--trust", portal.key, ok=False)
        assert (done.returncode, why in done.stderr) == (REFUSED, True), done.stderr


def _files(folder: Path, pattern: str) -> Path:
    return sorted(folder.glob(pattern))[0]


def _flip(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def _link(path: Path) -> None:
    moved = path.with_name("moved")
    path.rename(moved)
    path.symlink_to(moved)


def _promise(folder: Path) -> None:
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "head": 1}))


DAMAGES = {
    "nothing": lambda folder: None,
    "a bit of the database": lambda folder: _flip(_files(folder, "*.d[bu]*")),
    "the end of a photo": lambda folder: _cut(_files(folder, "media/*/*")),
    "a photo is gone": lambda folder: _files(folder, "media/*/*").unlink(),
    "a photo is a link": lambda folder: _link(_files(folder, "media/*/*")),
    "its manifest": _promise,
    "no manifest": lambda folder: (folder / "manifest.json").unlink(),
}


def test_f23_it_is_restored_into_an_empty_place_alone(portal: Portal, places: Places) -> None:
    backup, before = portal.backup(), portal.public()

    again = portal.run("restore", str(backup), ok=False)
    emptied = Path(portal.environ["CONGXA_MEDIA_DIR"])
    shutil.rmtree(emptied)
    without_media = portal.run("restore", str(backup), ok=False)

    assert (again.returncode, without_media.returncode) == (REFUSED, REFUSED)
    assert "is not empty" in again.stderr
    assert "database" in without_media.stderr
    place = places("second")
    restored(place, backup, trust=portal.key)
    assert place.public() == before


def test_f23_a_strange_file_in_its_place_is_seen_before_anything_is_brought_back(
    portal: Portal, places: Places
) -> None:
    backup, place = portal.backup(), places("second")
    media = Path(place.environ["CONGXA_MEDIA_DIR"])

    for name in ("public/ab/x.html", "public/ab", "private/x", "private/ab/y/z.jpg"):
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).touch()
        done = place.run("restore", str(backup), "--trust", portal.key, ok=False)
        assert (done.returncode, "is not empty" in done.stderr) == (REFUSED, True), done.stderr
        assert not (Path(place.environ["CONGXA_STATE_DIR"]) / "restoring").exists()
        shutil.rmtree(media)
    restored(place, backup, trust=portal.key)


def test_f23_a_restore_that_was_cut_off_lets_nobody_read(portal: Portal) -> None:
    mark = Path(portal.environ["CONGXA_STATE_DIR"]) / "restoring"
    mark.touch()

    done = portal.run("export", str(mark.parent / "out"), ok=False)

    assert done.returncode == REFUSED
    assert "was cut off" in done.stderr


def test_f06_a_restore_names_the_disk_on_which_there_is_no_room(
    portal: Portal, places: Places, tmp_path: Path
) -> None:
    backup, place = portal.backup(), places("second")
    with disk(tmp_path / "small", 60) as small:
        place.environ["CONGXA_MEDIA_DIR"] = str(small.path / "media")
        small.fill()
        beforehand = place.run("restore", str(backup), "--trust", portal.key, ok=False)
        small.free()
        with pytest.MonkeyPatch.context() as patch:
            read = Opening.read
            patch.setattr(Opening, "read", lambda *args: (small.fill(), read(*args)))
            source = restoring.Source(backup, Opening(), [portal.key])
            with pytest.raises(BackupRefused, match=f"no room is left at {small.path}"):
                restoring.restore(source, load(place.environ), NOON)
        small.free()

        assert beforehand.returncode == REFUSED
        assert f"MB are free at {small.path}/media, and" in beforehand.stderr
        assert not any(path.is_file() for path in small.path.rglob("*"))


def test_who_signed_it_must_be_named_where_that_is_not_known(
    portal: Portal, places: Places
) -> None:
    backup, place = portal.backup(), places("second")

    assert "--trust" in place.run("restore", str(backup), ok=False).stderr
    assert place.run("restore", str(backup), "--trust", new_secret(), ok=False).returncode == 2
