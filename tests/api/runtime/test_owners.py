"""What root starts goes on as the account that owns the data."""

import os
from pathlib import Path

import pytest

from api.runtime.disk import owners

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
    return calls


def test_root_goes_on_as_the_owner_of_the_folder_or_of_where_it_will_be(
    became: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(owners, "_owner", lambda path: (NOBODY * (path == tmp_path), 7))

    name = owners.become_owner(tmp_path / "state" / "new")

    assert (name, became) == (str(NOBODY), [7, NOBODY])


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
