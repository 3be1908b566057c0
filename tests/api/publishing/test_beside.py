"""Lists beside the backups: never begun where the disk is away, never cut short, whole again."""

from pathlib import Path

import pytest

from api.accounts import commands
from api.accounts.models import Account
from api.publishing.audit import beside, revocations
from api.publishing.workflow import OPERATOR
from tests.factories import NOON

BY = (OPERATOR, NOON)


@pytest.fixture
def backups(database: str, tmp_path: Path) -> Path:
    """A folder with a backup and a list, which tells of one account."""
    folder = tmp_path / "backups"
    (folder / "congxa-1").mkdir(parents=True)
    shut_out("an")
    revocations.LIST.begin(folder)
    beside.remember(folder, folder / "congxa-1", NOON)
    return folder


def shut_out(name: str) -> Account:
    account = commands.create_account(f"{name}@xa.example", name, None, BY)
    commands.disable(account, BY)
    return account


def listed(folder: Path) -> list[object]:
    return [line.account for _, line in revocations.LIST.read(folder).lines]


def test_a_folder_whose_disk_is_away_gets_none_and_is_caught_up_with(backups: Path) -> None:
    away = backups.rename(backups.with_name("away"))
    backups.mkdir()
    catching_up = revocations.LIST.catching_up()
    second = shut_out("binh")
    catching_up(NOON)
    assert not list(backups.iterdir())

    backups.rmdir()
    away.rename(backups)
    catching_up(NOON)

    assert len(listed(backups)) == 2
    assert listed(backups)[1] == second.id


def test_one_that_is_gone_is_begun_with_all_that_is_known(backups: Path) -> None:
    (file := backups / revocations.LIST.name).unlink()

    shut_out("binh")

    assert len(listed(backups)) == 2
    assert file.stat().st_mode & 0o777 == 0o600


def test_nothing_is_written_twice(backups: Path) -> None:
    before = (backups / revocations.LIST.name).read_bytes()

    revocations.LIST.begin(backups)
    revocations.LIST.catching_up()(NOON)

    assert (backups / revocations.LIST.name).read_bytes() == before
