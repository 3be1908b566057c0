"""What reads changes nothing; where there is no database, or an older one, that is said."""

import os
from pathlib import Path
from typing import Any

import pytest

from api.db import databases, migrate
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.bundles.dumps import whole
from tests.postgres import Server

ID = "0197f0c2-0000-7000-8000-000000000000"
READING = (["audit", "verify"], ["settings"], ["export", "{out}"], ["import", "--dry-run", "{new}"])
CHANGING = (
    ["reindex"],
    ["withdraw", ID, "--reason", "error"],
    ["republish", ID],
    ["trash", ID],
    ["recover", ID],
    ["purge", ID, "--yes"],
    ["configure"],
    ["worker"],
)


@pytest.fixture
def environ(empty_database_url: str, tmp_path: Path) -> dict[str, str]:
    """Where an installation is to be; a bundle that would change what another one brought."""
    write_bundle(tmp_path / "old", [article("cau")])
    write_bundle(tmp_path / "new", [article("cau", title="Cầu đã thông xe"), article("moi")])
    return serving.environment(tmp_path, CONGXA_DATABASE_URL=empty_database_url)


def arguments(environ: dict[str, str], command: list[str]) -> list[str]:
    home = environ["HOME"]
    return [part.format(out=f"{home}/out", new=f"{home}/new") for part in command]


def tried(url: str, *commands: list[str]) -> list[list[str]]:
    """Every command on SQLite; a few on PostgreSQL, where the same refusal stands before all."""
    return [*commands] if url.startswith("sqlite") else [*commands[::4]]


def files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*")}


def told(environ: dict[str, str], command: list[str]) -> str:
    """The one line with which a command refuses."""
    done = serving.quick(environ, *arguments(environ, command), check=False)
    assert done.returncode == 1, (command, done.stderr)
    assert len(done.stderr.splitlines()) == 1, (command, done.stderr)
    assert (done.stdout == "") == (command != ["settings"])
    return done.stderr


def test_f34_what_reads_changes_no_row(environ: dict[str, str], tmp_path: Path) -> None:
    serving.quick(environ, "import", str(tmp_path / "old"))
    url, plain = environ["CONGXA_DATABASE_URL"], dict(environ)
    del plain["CONGXA_BASE_URL"]
    before: dict[str, Any] = {**whole(url), "files": files(tmp_path / "state")}

    for command in READING:
        for shell in (environ, plain):
            # Also rows that wait for being rendered are left to whom that is asked of.
            done = serving.quick(shell, *arguments(environ, command), check=False)
            assert done.returncode == int(command[0] == "export" and shell is plain), done.stderr
            assert {**whole(url), "files": files(tmp_path / "state")} == before, command


def test_an_older_database_is_refused_and_not_migrated(
    environ: dict[str, str], tmp_path: Path
) -> None:
    url = environ["CONGXA_DATABASE_URL"]
    serving.quick(environ, "migrate")
    databases.connect(url)
    newest = migrate._runners()[0].migrations()[-1].name
    databases.execute('DELETE FROM "migration" WHERE "name" = ?', (newest,))
    databases.close()
    before, there = whole(url), files(tmp_path)

    for command in tried(url, *READING, *CHANGING):
        line = told(environ, command)

        assert line.endswith(f"is older ({newest} is missing): run `congxa migrate`\n")
        assert whole(url) == before
    assert files(tmp_path) == there


def place(url: str) -> str:
    return url.removeprefix("sqlite:///")


def test_where_there_is_no_database_none_is_made(environ: dict[str, str], tmp_path: Path) -> None:
    url, there = environ["CONGXA_DATABASE_URL"], files(tmp_path)

    for command in tried(url, *READING[:-1], *CHANGING):
        line = told(environ, command)

        assert line.startswith(f"congxa: there is no database at {place(url)}")
        assert files(tmp_path) == there
    if url.startswith("postgresql"):
        assert whole(url) == {}


def test_a_misspelt_name_on_a_server_is_no_database(postgres: Server, tmp_path: Path) -> None:
    url = f"{postgres.address}/misspelt"
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=url)

    for command in (["audit", "verify"], ["settings"], ["worker"]):
        line = told(environ, command)

        assert line.startswith(f"congxa: there is no database at {url}")
    dry = serving.quick(environ, "import", "--dry-run", str(write_bundle(tmp_path / "new")))
    assert dry.stdout.startswith("Would import: 2 created")


@pytest.mark.parametrize("kind", ["empty", "folder"])
def test_an_empty_file_is_no_database(tmp_path: Path, kind: str) -> None:
    environ = serving.environment(tmp_path)
    file = tmp_path / "congxa.db"
    file.touch(0o600) if kind == "empty" else file.mkdir()
    there = files(tmp_path)

    line = told(environ, ["audit", "verify"])

    assert line.startswith(f"congxa: there is no database at {file}")
    assert files(tmp_path) == there
    assert file.is_dir() or file.stat().st_size == 0


def test_in_a_wrong_folder_nothing_is_made(tmp_path: Path) -> None:
    config = str(tmp_path / "congxa.env")
    environ = {"PATH": os.defpath, "HOME": str(tmp_path), "CONGXA_CONFIG": config}
    (tmp_path / "congxa.env").write_text("")

    line = told(environ, ["audit", "verify"])

    assert line.startswith(f"congxa: there is no database at {tmp_path}/var/congxa.db")
    assert files(tmp_path) == {"congxa.env"}


def test_a_dry_run_needs_no_database_and_leaves_nothing(
    environ: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "tmp").mkdir()
    there = files(tmp_path)
    environ["TMPDIR"] = str(tmp_path / "tmp")
    url = environ["CONGXA_DATABASE_URL"]

    done = serving.quick(environ, "import", "--dry-run", str(tmp_path / "new"))

    assert done.stdout == "Would import: 4 created, 0 updated, 0 unchanged.\n"
    assert done.stderr == ""
    assert files(tmp_path) == there
    if url.startswith("postgresql"):
        assert whole(url) == {}


def test_a_dry_run_needs_the_database_that_is_there(
    environ: dict[str, str], tmp_path: Path
) -> None:
    serving.quick(environ, "import", str(tmp_path / "old"))

    done = serving.quick(environ, "import", "--dry-run", str(tmp_path / "new"))

    assert done.stdout == "Would import: 1 created, 1 updated, 2 unchanged.\n"


@pytest.mark.parametrize("command", [["migrate"], ["import", "{new}"]])
def test_what_makes_a_database_says_so_once(environ: dict[str, str], command: list[str]) -> None:
    url = environ["CONGXA_DATABASE_URL"]
    said = f"made a new database at {place(url)}"

    first = serving.quick(environ, *arguments(environ, command))
    second = serving.quick(environ, *arguments(environ, command))

    assert [line for line in (first.stdout + first.stderr).splitlines() if said in line]
    assert "000" not in first.stdout + first.stderr.replace(url, "")
    assert "made a new" not in second.stdout + second.stderr


@pytest.mark.parametrize("name", ["CONGXA_MEDIA_DIR", "CONGXA_STATE_DIR"])
def test_what_changes_makes_no_folder_that_is_misspelt(tmp_path: Path, name: str) -> None:
    environ = serving.environment(tmp_path)
    serving.quick(environ, "migrate")
    there = files(tmp_path)

    done = serving.quick({**environ, name: str(tmp_path / "mis")}, "reindex", check=False)

    assert done.returncode == 78
    assert done.stderr == f"congxa: {name}: there is no folder {tmp_path}/mis\n"
    assert files(tmp_path) == there


def test_views_that_are_missing_are_told_and_not_made(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    serving.quick(environ, "migrate")
    (tmp_path / "congxa-views.db").unlink()

    line = told(environ, ["audit", "verify"])

    assert "congxa-views.db is missing): run `congxa migrate`" in line
    assert not (tmp_path / "congxa-views.db").exists()
    serving.quick(environ, "migrate")
    serving.quick(environ, "audit", "verify")
