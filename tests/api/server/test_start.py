"""Starting: one clear line for whatever keeps the program from it, and an empty database filled."""

import contextlib
import os
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest

from api.db import databases
from tests import serving
from tests.api.server.processes import eventually, starting

CONFIG = 78
KEY = "q8Zt3vLw6Xn1Rb5Yd9Kf2Hs7Jm4Pc0Ga"


def refused(environ: dict[str, str], *command: str) -> tuple[int, str]:
    """How the command ended, and the one line that it printed."""
    done = serving.congxa(environ, *command, check=False)
    lines = done.stderr.splitlines()
    told = [line for line in lines if " INFO " not in line]
    assert len(told) == 1, done.stderr
    assert done.stdout == ""
    return done.returncode, told[0]


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({"CONGXA_PROT": "8000"}, "CONGXA_PROT is not a setting: did you mean CONGXA_PORT?"),
        ({"CONGXA_SECRET_KEY": "a" * 64}, "CONGXA_SECRET_KEY must be at least 32 random"),
        ({"FLASK_DEBUG": "1"}, "FLASK_DEBUG is '1': unset it"),
    ],
)
def test_t81_it_refuses_a_bad_setting_in_one_line(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    status, line = refused(serving.environment(tmp_path, **variables), "serve")

    assert status == CONFIG
    assert line.startswith(f"congxa: {said}")
    assert not (tmp_path / "congxa.db").exists()


@pytest.mark.parametrize("name", ["congxa.db", "congxa-views.db", "state/secret_key"])
def test_t81_it_refuses_what_everybody_may_read(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("" if file.suffix else KEY)
    file.chmod(0o644)

    status, line = refused(serving.environment(tmp_path), "serve")

    assert status == CONFIG
    assert line == f"congxa: {file} is open to everybody (mode 0644): run chmod 600 {file}"
    assert file.stat().st_size < 100


@pytest.mark.parametrize("name", ["CONGXA_STATE_DIR", "CONGXA_DATABASE_URL"])
def test_t81_it_says_which_folder_cannot_be_used(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("no folder")
    values = {
        "CONGXA_STATE_DIR": str(tmp_path / "file"),
        "CONGXA_DATABASE_URL": f"sqlite:///{tmp_path}/file/congxa.db",
    }
    environ = serving.environment(tmp_path, CONGXA_SECRET_KEY=KEY, **{name: values[name]})

    status, line = refused(environ, "migrate")

    assert status == CONFIG
    assert line.startswith(f"congxa: {name}: {tmp_path}/file")


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("sqlite:///{}/notes.txt", "the database cannot be used: "),
        ("postgresql://xa:hush@127.0.0.1:9/xa", "the database cannot be used: "),
    ],
)
def test_it_says_in_one_line_that_the_database_does_not_answer(
    tmp_path: Path, url: str, said: str
) -> None:
    notes = tmp_path / "notes.txt"
    notes.write_text("This is no database. " * 100)
    notes.chmod(0o600)

    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=url.format(tmp_path))
    status, line = refused(environ, "migrate")

    assert status == 1
    assert line.startswith(f"congxa: {said}")
    assert "hush" not in line


def test_it_refuses_a_database_of_a_newer_version(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    serving.congxa(environ, "migrate")
    databases.connect(environ["CONGXA_DATABASE_URL"])
    databases.execute("INSERT INTO migration (name, applied) VALUES ('0999_later', '2030-01-01')")
    databases.close()

    status, line = refused(environ, "serve")

    assert status == 1
    assert "migrated by a newer version (0999_later)" in line


@contextlib.contextmanager
def listening(environ: dict[str, str]) -> Iterator[None]:
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", int(environ["CONGXA_PORT"])))
        taken.listen()
        yield


def test_it_refuses_a_busy_port_before_it_touches_the_database(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)

    with listening(environ):
        status, line = refused(environ, "serve")

    assert status == 1
    port = environ["CONGXA_PORT"]
    assert line == f"congxa: 127.0.0.1:{port} cannot be used: Address already in use"
    assert not (tmp_path / "congxa.db").exists()


def test_what_it_makes_is_private(tmp_path: Path) -> None:
    (tmp_path / "home").mkdir()
    environ = serving.environment(tmp_path / "home")

    serving.congxa(environ, "migrate")

    made = [path for path in (tmp_path / "home").rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o077 for path in made} == {0}
    assert {"congxa.db", "congxa-views.db", "secret_key"} <= {path.name for path in made}


def test_two_servers_that_start_at_once_fill_one_empty_database(
    empty_database_url: str, tmp_path: Path
) -> None:
    homes = [tmp_path / "a", tmp_path / "b"]
    for home in homes:
        # A SQLite file that another has made meanwhile would have had its folders.
        for name in ("state", "media"):
            (home / name).mkdir(parents=True)
    environs = [
        serving.environment(home, CONGXA_DATABASE_URL=empty_database_url, CONGXA_WORKERS="1")
        for home in homes
    ]
    for shared in ("CONGXA_BASE_URL", "CONGXA_MEDIA_DIR"):
        environs[1][shared] = environs[0][shared]

    with contextlib.ExitStack() as stack:
        started = [stack.enter_context(starting(environ)) for environ in environs]
        for server in started:
            serving.wait_until_ready(server)

        assert [serving.stop(server) for server in started] == [0, 0]
    databases.connect(empty_database_url)
    rows = databases.execute("SELECT name FROM migration").fetchall()
    assert len(rows) == len(set(rows)) > 0
    databases.close()


def test_the_ticker_runs_alone_and_ends_cleanly(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    serving.congxa(environ, "migrate")
    rmtree(tmp_path / "media" / "public")
    log = tmp_path / "worker.log"
    with log.open("wb") as output:
        process = subprocess.Popen([serving.CONGXA, "worker"], env=environ, stderr=output)
    eventually(lambda: (tmp_path / "media" / "public").is_dir() or process.poll())

    process.terminate()

    assert process.wait(10) == 0, log.read_text()
    assert os.listdir(tmp_path / "state")
    assert [line for line in log.read_text().splitlines() if " INFO " not in line] == []
