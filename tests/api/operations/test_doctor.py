"""The doctor: well, it says so and touches nothing; ill, it names what mends it, and mends that."""

import json
import os
import shutil
import subprocess
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import apsw
import pyotp
import pytest

from api import installation
from api.accounts import commands as accounts
from api.accounts.entry import second_factor
from api.db import databases, migrate
from api.db.databases import execute, is_sqlite
from api.db.fields import stored_id
from api.media import commands as media
from api.media.queries import kept_files, store
from api.operations import cli as operations
from api.operations import doctor, tables
from api.operations.doctor import EXAMINATIONS, Check
from api.publishing import due, queries
from api.publishing.audit import beside, takedowns
from api.publishing.live import rendering
from api.publishing.live.dependents import mark_all
from api.publishing.models import Due
from api.publishing.workflow import OPERATOR
from api.runtime.config import config
from api.settings import Settings
from tests import serving
from tests.api.media.samples import encoded, picture
from tests.disks import disk
from tests.factories import NOON, make_article, make_site

FIX = "congxa doctor --fix"


def fill(settings: Settings) -> list[str]:
    """An article with a photo, and a backup of an hour ago; the files of the photo."""
    photo = media.keep_image(encoded(picture(), "PNG"), NOON)
    make_article(make_site(), cover={"media": photo.id, "alt": "Cầu", "decorative": False})
    (settings.state_dir / "backup").mkdir()
    for file in settings.state_dir.parent.glob("data/*"):
        file.chmod(0o600)
    beside.remember(settings.state_dir, settings.state_dir / "backup", NOON)
    return photo.public_keys


def wrong(found: list[Check]) -> dict[str, str | None]:
    return {each.id: each.mend for each in found if not each.ok}


def test_where_all_is_well_it_says_so_and_changes_nothing(
    database: str, settings: Settings
) -> None:
    fill(settings)
    before = queries.head(), queries.audit_head()

    found = doctor.examine(settings, NOON + timedelta(hours=1))

    assert wrong(found) == {}
    assert [each.id for each in found] == [*EXAMINATIONS]
    assert (queries.head(), queries.audit_head()) == before


def test_it_names_what_mends_each_thing_and_mends_what_can_be_made_again(
    database: str, settings: Settings
) -> None:
    (public, *_others) = fill(settings)
    lost = make_article(queries.get_document(queries.site_id("yen-hoa")), "Bị xóa")
    path = store().public_path(public)
    assert path
    path.unlink()
    execute('UPDATE "article" SET "whole" = ?', (b"{}",))
    execute('DELETE FROM "article" WHERE "id" = ?', (stored_id(lost.id),))
    execute('DELETE FROM "search_document"')
    execute('DELETE FROM "search_index"')
    execute('UPDATE "audit_event" SET "actor" = ? WHERE "number" = 1', ("nobody",))
    execute('UPDATE "live_digest" SET "hash" = ?', ("0" * 32,))
    site = queries.site_id("yen-hoa")
    Due.insert(
        document=site, site=site, action="publish", at=NOON, attempt_at=NOON, failures=3
    ).execute()
    (settings.state_dir / "backup").rmdir()
    secret = settings.state_dir / "secret_key"
    secret.touch()
    secret.chmod(0o644)
    early = NOON - timedelta(days=1)

    found = doctor.examine(settings, early)
    after = doctor.fix(found, settings, early)

    assert wrong(found) == {
        "settings": f"chmod 600 {secret}",
        "clock": "timedatectl set-ntp true",
        "media": FIX,
        "audit": "congxa restore BACKUP --trust KEY --aside",
        "live_rows": FIX,
        "digest": FIX,
        "search": FIX,
        "jobs": FIX,
        "backups": f"congxa backup {settings.state_dir}",
    }
    assert set(wrong(found)) - set(wrong(after)) == {"media", "live_rows", "digest", "search"}


def test_what_failed_is_tried_again_and_nothing_else_is_done_to_it(
    database: str, settings: Settings
) -> None:
    fill(settings)
    expired = make_article(queries.get_document(queries.site_id("yen-hoa")), "Đã hết hạn")
    due.put(expired, due.UNPUBLISH, NOON)
    Due.update(failures=9, attempt_at=NOON + timedelta(hours=1)).execute()

    found = doctor.examine(settings, NOON)
    after = doctor.fix(found, settings, NOON)

    assert wrong(found) == {"jobs": FIX}
    assert wrong(after) == {}
    assert queries.get_document(expired.id).reason == "expired"


def test_an_index_that_the_service_is_filling_is_not_called_wrong(
    database: str, settings: Settings
) -> None:
    fill(settings)
    execute('DELETE FROM "search_document"')
    execute('DELETE FROM "search_index"')
    mark_all()

    found = doctor.examine(settings, NOON)
    rendering.render_all_stale(NOON)
    after = doctor.examine(settings, NOON)

    assert wrong(found) == {}
    said = [check.says for checks in (found, after) for check in checks if check.id == "search"]
    assert said == ["0 objects are found; the service is to put in 1 more", "1 objects are found"]


def test_it_names_whose_second_factor_no_key_opens_any_more(
    database: str, settings: Settings
) -> None:
    fill(settings)
    account = accounts.create_account("an@xa.example", "An", None, (OPERATOR, NOON))
    begun = second_factor.begin(account)
    key, new = config().secret_key, "new-0123456789-ABCDEFGHIJKLMNOPQRSTUV"

    not_asked = doctor.examine(replace(settings, secret_key=new), NOON)
    second_factor.confirm(account, pyotp.TOTP(begun.secret).at(NOON), NOON)
    lost = doctor.examine(replace(settings, secret_key=new), NOON)
    rotated = doctor.examine(replace(settings, secret_key=new, secret_key_fallbacks=(key,)), NOON)
    (settings.state_dir / "secret_key").write_text(f"{key}\n")
    (settings.state_dir / "secret_key").chmod(0o600)
    in_file = doctor.examine(replace(settings, secret_key=""), NOON)

    assert wrong(lost) == {"factors": "congxa user reset an@xa.example --second-factor"}
    assert [wrong(found) for found in (not_asked, rotated, in_file)] == [{}, {}, {}]


def test_a_list_beside_backups_that_cannot_be_written_is_seen(
    database: str, settings: Settings, tmp_path: Path
) -> None:
    fill(settings)
    parent = tmp_path / "đĩa ngoài"
    with disk(parent, 1):
        (parent / "congxa-1").mkdir()
        beside.remember(parent, parent / "congxa-1", NOON)
        takedowns.LIST.begin(parent)
        subprocess.run(["mount", "--options", "remount,ro", parent], check=True)
        found = doctor.examine(settings, NOON)
        (mend,) = wrong(found).values()
        subprocess.run(["sh", "-c", str(mend)], check=True)
        after = doctor.examine(settings, NOON)

    assert wrong(found) == {"backups": f"mount --options remount,rw '{parent}'"}
    assert wrong(after) == {}


def test_indexes_that_were_dropped_are_seen_and_made_again(
    database: str, settings: Settings
) -> None:
    fill(settings)
    wanted = [(each, name) for each in tables._all() for name in tables._wanted(each)]
    for model, name in wanted:
        model._meta.database.execute_sql(f'DROP INDEX "{name}"')

    found = doctor.examine(settings, NOON)

    assert wrong(found) == {"database": FIX}
    assert {"migration_name", "views_migration_name"} <= {name for _, name in wanted}
    assert wrong(doctor.fix(found, settings, NOON)) == {}


def test_an_index_that_is_not_what_its_table_says_is_made_anew(
    database: str, settings: Settings
) -> None:
    fill(settings)
    if is_sqlite():
        spoil_an_index(database)
    else:
        execute(
            "UPDATE pg_index SET indisvalid = FALSE WHERE indexrelid = 'migration_name'::regclass"
        )

    found = doctor.examine(settings, NOON)

    assert wrong(found) == {"database": FIX}
    assert wrong(doctor.fix(found, settings, NOON)) == {}


def spoil_an_index(url: str) -> None:
    """Let an index lack the rows that its table has got."""
    databases.close()
    with apsw.Connection(url.removeprefix("sqlite:///")) as line:
        name = "migration_name"
        sql = line.execute("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).get
        line.config(apsw.SQLITE_DBCONFIG_DEFENSIVE, 0)
        line.execute("PRAGMA writable_schema = 1")
        line.execute("UPDATE sqlite_master SET sql = sql || ' WHERE 1 = 0' WHERE name = ?", (name,))
        line.execute("PRAGMA writable_schema = RESET")
        line.execute(f'REINDEX "{name}"')
        line.execute("PRAGMA writable_schema = 1")
        line.execute("UPDATE sqlite_master SET sql = ? WHERE name = ?", (sql, name))
        line.execute("PRAGMA writable_schema = RESET")


def test_what_cannot_be_mended_is_said_and_ends_nothing(
    database: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(settings)
    execute('UPDATE "live_digest" SET "hash" = ?', ("0" * 32,))

    def refuse(_at: object) -> None:
        raise OSError(28, "No space left on device", "/srv")

    monkeypatch.setitem(doctor.MENDING, "digest", refuse)
    found = doctor.fix(doctor.examine(settings, NOON), settings, NOON)

    assert wrong(found) == {"digest": FIX}
    assert any("that could not be mended: /srv: No space left" in each.says for each in found)


def test_what_is_nobodys_goes_and_a_damaged_file_comes_from_the_backup(
    database: str, settings: Settings
) -> None:
    (public, *_others) = fill(settings)
    key = next(iter(sorted(kept_files() - {public})))
    path, day = store().private_path(key), timedelta(days=1)
    assert path
    saved = settings.state_dir / "backup/media" / key[:2] / key
    saved.parent.mkdir(parents=True)
    shutil.copy(path, saved)
    saved.chmod(0o600)
    path.unlink()
    lone = path.with_name(f"{key[:2]}{'0' * 38}.jpg")
    lone.touch()
    os.utime(lone, (0, 0))

    damaged = doctor.examine(settings, NOON)
    (mend,) = wrong(damaged).values()
    subprocess.run(["sh", "-c", f"umask 022; {mend}"], check=True)
    alone = doctor.examine(settings, NOON + day)

    assert wrong(alone) == {"media": FIX}
    assert path.stat().st_mode & 0o040  # nginx is of the group, and root may have typed it.
    assert "--preserve=ownership" in str(mend)
    assert wrong(doctor.fix(alone, settings, NOON + day)) == {}
    assert not lone.exists()


def test_a_live_row_that_is_no_json_is_seen_and_made_again(
    database: str, settings: Settings
) -> None:
    fill(settings)
    # What `replace()` leaves in a column of bytes, on SQLite a text.
    text = "CAST('hỏng' AS TEXT)" if is_sqlite() else "'hong'::bytea"
    execute(f'UPDATE "article" SET "whole" = {text}')

    found = doctor.examine(settings, NOON)

    assert wrong(found) == {"live_rows": FIX}
    assert wrong(doctor.fix(found, settings, NOON)) == {}


def test_it_speaks_json_and_ends_with_1_where_there_is_nothing(tmp_path: Path) -> None:
    done = serving.quick(serving.environment(tmp_path), "doctor", "--json", check=False)

    (only,) = json.loads(done.stdout)["checks"]
    assert done.returncode == 1
    assert set(only) == {"id", "ok", "says", "mend"}
    assert (only["id"], only["ok"]) == ("database", False)
    assert "there is no database" in only["says"]


@pytest.mark.parametrize(
    ("fault", "mend"),
    [
        (migrate.NewerDatabase("install it"), None),
        (migrate.OutdatedDatabase("export it with the version that made it"), None),
        (installation.HalfRestored("cut off"), "congxa restore BACKUP --trust KEY --aside"),
        (installation.OlderDatabase("an older schema"), "congxa migrate"),
    ],
)
def test_no_command_is_named_that_this_version_would_refuse(
    fault: Exception, mend: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CONGXA_STATE_DIR", str(tmp_path))

    def refuse(_need: object) -> None:
        raise fault

    monkeypatch.setattr("api.runtime.startup.ready", refuse)

    assert operations._examined(fix=False) == [Check("database", False, str(fault), mend)]
