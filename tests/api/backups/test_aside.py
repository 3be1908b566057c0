"""A backup in the place of what nothing here can mend, by the command that the doctor names."""

import fcntl
import json
import shlex
from collections.abc import Callable
from pathlib import Path

import pytest

from api.db.databases import execute, is_sqlite
from api.setting.database_url import label
from tests.api.backups.portals import Portal

REFUSED = 1


def lose_a_table(portal: Portal) -> None:
    with portal.opened():
        execute('DROP TABLE "article"')


def alter_the_record(portal: Portal) -> None:
    with portal.opened():
        execute('UPDATE "audit_event" SET "actor" = ?', ("nobody",))


def cut_a_restore_off(portal: Portal) -> None:
    (Path(portal.environ["CONGXA_STATE_DIR"]) / "restoring").touch()


def lose_the_database(portal: Portal) -> None:
    with portal.opened():
        if not is_sqlite():
            execute('DROP SCHEMA "public" CASCADE')
            execute('CREATE SCHEMA "public"')
            return
    content = Path(portal.environ["CONGXA_DATABASE_URL"].removeprefix("sqlite:///"))
    content.write_bytes(b"rubbish" * 4096)


@pytest.mark.parametrize(
    "ruin", [lose_a_table, alter_the_record, cut_a_restore_off, lose_the_database]
)
def test_f23_what_the_doctor_names_brings_all_of_it_back(
    portal: Portal, ruin: Callable[[Portal], None]
) -> None:
    before, backup = portal.public(), portal.backup()
    ruin(portal)

    ill = json.loads(portal.run("doctor", "--json", ok=False).stdout)["checks"]
    mend = next(each["mend"] for each in ill if "restore" in (each["mend"] or ""))
    said = portal.run(*shlex.split(mend)[1:]).stdout

    assert mend == f"congxa restore {backup} --aside"
    assert "What was here before is now in " in said
    assert portal.public() == before
    well = json.loads(portal.run("doctor", "--json").stdout)["checks"]
    assert {each["ok"] for each in well} == {True}


def test_nothing_is_put_aside_while_a_service_runs(portal: Portal) -> None:
    before, backup = portal.public(), portal.backup()
    state, url = Path(portal.environ["CONGXA_STATE_DIR"]), portal.environ["CONGXA_DATABASE_URL"]

    with (state / f"service-{label(url)}.lock").open("w") as held:
        fcntl.lockf(held, fcntl.LOCK_EX)
        done = portal.run("restore", str(backup), "--aside", ok=False)

    assert done.returncode == REFUSED
    assert "stop it first" in done.stderr
    assert portal.public() == before
