"""What root starts goes on as the account that owns the data."""

import os
import pwd
from pathlib import Path

import pytest
from click.testing import CliRunner

from api import preparation
from api.bundles import cli as bundles
from api.bundles import transfers
from api.runtime.disk import owners
from api.runtime.startup import Need
from api.settings import SettingsError

NOBODY = 4_000_000_001
"""An account that no machine has."""


@pytest.fixture
def became(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """What root has been given up for, in order."""
    calls = list[int]()
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    monkeypatch.setattr(os, "setgroups", calls.extend)
    monkeypatch.setattr(os, "setgid", calls.append)
    monkeypatch.setattr(os, "setuid", calls.append)
    for effective in ("setegid", "seteuid"):
        monkeypatch.setattr(os, effective, lambda _number: None)
    for name in ("HOME", "USER", "LOGNAME"):
        monkeypatch.setenv(name, "root")
    return calls


def test_root_goes_on_as_the_owner_of_the_folder_or_of_where_it_will_be(
    became: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "_owner", lambda path: (NOBODY * (path == tmp_path), 7))

    name = owners.become_owner(tmp_path / "state" / "new")

    assert (name, became) == (str(NOBODY), [7, NOBODY])
    # What lies in root's home, PostgreSQL's library would look for and end.
    assert os.environ["HOME"] == "/"


def test_an_account_has_its_own_groups_and_home_whoever_s_group_the_folder_has(
    became: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = pwd.struct_passwd(("congxa", "x", NOBODY, 8, "", "/srv/congxa", "/bin/false"))
    monkeypatch.setattr(pwd, "getpwuid", {NOBODY: account}.__getitem__)
    monkeypatch.setattr(os, "initgroups", lambda *said: became.extend(said))
    monkeypatch.setattr(owners, "_owner", lambda _path: (NOBODY, 7))

    assert owners.become_owner(tmp_path) == "congxa"

    assert became == ["congxa", 8, 8, NOBODY]
    assert os.environ["HOME"] == "/srv/congxa"


def test_root_stays_root_where_the_owner_may_not_read_the_program(
    became: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "_owner", lambda _path: (NOBODY, 7))
    monkeypatch.setattr("sys.executable", str(tmp_path / "not to be seen"))

    assert owners.become_owner(tmp_path) is None

    assert NOBODY not in became


@pytest.mark.parametrize(("we", "owner"), [(0, 0), (NOBODY, NOBODY), (7, 0)])
def test_who_is_not_root_or_owns_it_stays_who_they_are(
    became: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, we: int, owner: int
) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: we)
    monkeypatch.setattr(owners, "_owner", lambda _path: (owner, 7))

    assert owners.become_owner(tmp_path) is None

    assert became == []


@pytest.mark.usefixtures("became")
def test_root_that_may_become_nobody_stays_root(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_groups: object) -> None:
        raise PermissionError

    monkeypatch.setattr(owners, "_owner", lambda _path: (NOBODY, 7))
    monkeypatch.setattr(os, "setgroups", refuse)

    assert owners.become_owner(tmp_path) is None


@pytest.mark.parametrize("found", ["others", "none"])
def test_who_goes_on_must_find_the_settings_that_root_has_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, found: str
) -> None:
    monkeypatch.setattr(preparation, "log_to_stderr", lambda *_said: None)
    monkeypatch.setenv("CONGXA_STATE_DIR", str(tmp_path))

    def become(_folder: Path) -> str:
        monkeypatch.setenv("CONGXA_PORT", {"others": "1002", "none": "no number"}[found])
        return "congxa"

    monkeypatch.setattr(preparation, "become_owner", become)

    with pytest.raises(SettingsError, match="congxa, who owns"):
        preparation.given()


def test_a_zip_is_unpacked_by_who_will_read_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = list[object]()
    monkeypatch.setattr(bundles, "ready", steps.append)
    monkeypatch.setattr(transfers, "bring_in", lambda path, *_rest: steps.append(path))

    CliRunner().invoke(bundles.import_, [str(tmp_path)])

    assert steps == [Need.NONE, tmp_path]
