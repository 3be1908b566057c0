"""Before an older database is migrated it is backed up, or the service does not start."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from api import cli, installation
from api.backups import folders, making, signing, upgrading
from api.backups.envelopes import Sealing
from api.backups.errors import BackupRefused
from api.db import databases, migrate
from api.publishing.audit import beside
from api.runtime import startup
from api.settings import Settings
from tests.factories import NOON, make_article, make_site

BUNDLE = Path(__file__).parents[2] / "recording" / "neighbour"
NEXT = "0999_next"
ADDING = """
def up(migrator, db):
    db.execute_sql('CREATE TABLE "next" ("id" INTEGER NOT NULL PRIMARY KEY)')
"""


@pytest.fixture
def older(
    database: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """A portal whose database lacks a migration of the version that is about to be started."""
    for file in tmp_path.glob("data/*"):
        file.chmod(0o600)
    make_article(make_site())
    migrations = shutil.copytree(migrate.MIGRATIONS, tmp_path / "migrations")
    (migrations / "content" / f"{NEXT}.py").write_text(ADDING)
    monkeypatch.setattr(migrate, "MIGRATIONS", migrations)
    databases.close()
    return settings


def backups(settings: Settings, parent: Path) -> list[folders.Found]:
    return folders.backups_in(parent, signing.public_half(signing.own_key(settings.state_dir)))


def test_it_is_backed_up_as_it_was_and_then_migrated(older: Settings) -> None:
    upgrading.back_up_if_older(older, NOON)
    installation.to_serve(older)

    (made,) = backups(older, older.state_dir / "backups")
    assert f"content/{NEXT}" not in made.manifest.migrations
    assert made.manifest.counts["live_article"] == 1
    assert migrate.pending() == []
    upgrading.back_up_if_older(older, NOON)
    assert len(backups(older, older.state_dir / "backups")) == 1


@pytest.mark.parametrize("command", [["migrate"], ["import", str(BUNDLE)]])
def test_whatever_migrates_an_older_one_backs_it_up(
    older: Settings, command: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATABASE_URL", "MEDIA_DIR", "STATE_DIR", "BASE_URL", "SECRET_KEY"):
        monkeypatch.setenv(f"CONGXA_{name}", str(getattr(older, name.lower())))
    monkeypatch.chdir(tmp_path)
    startup.use(cli._prepare)

    CliRunner().invoke(cli.cli, command)

    assert len(backups(older, older.state_dir / "backups")) == 1
    assert migrate.pending() == []


def test_it_lies_where_the_others_lie(older: Settings, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    making.make(elsewhere, older, Sealing(), NOON)

    upgrading.back_up_if_older(older, NOON)

    assert len(backups(older, elsewhere)) == 2
    assert str(elsewhere) in beside.places()


def test_without_room_for_it_nothing_is_migrated(
    older: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(older.state_dir)._replace(free=1_000_000)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    with pytest.raises(BackupRefused, match=r"there is no room: .* congxa migrate --no-backup"):
        upgrading.back_up_if_older(older, NOON)

    databases.connect(older.database_url)
    assert migrate.pending() == [NEXT]


def test_a_first_start_makes_none(empty_database_url: str, settings: Settings) -> None:
    new = replace(settings, database_url=empty_database_url)

    upgrading.back_up_if_older(new, NOON)

    assert not (new.state_dir / "backups").exists()
