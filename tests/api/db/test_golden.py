"""A database of the first version comes here whole, whatever kills it on the way."""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from api.db.databases import execute
from api.operations import doctor
from api.publishing.live import rendering
from api.runtime import clock
from api.settings import load
from tests import applications, golden, serving
from tests.conftest import _release
from tests.golden import __main__ as making
from tests.sizes import IS_FULL, SIZES

DYING = """
import os, signal, sys
from api.db import databases, migrate
databases.connect(sys.argv[1])
left = int(sys.argv[2])
kind = type(databases.db.obj)
run = kind.execute_sql

def dying(self, *given, **named):
    global left
    left -= 1
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    return run(self, *given, **named)

kind.execute_sql = dying
migrate.migrate()
"""
SIZE = SIZES["F25"]


@pytest.fixture(scope="session")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden database: the kept one, and in full size one of as many articles."""
    if not IS_FULL:
        return golden.KEPT
    made = tmp_path_factory.mktemp("golden") / "made.jsonl.gz"
    making.make(SIZE.items, made)
    return made


def dies(url: str, statement: int) -> bool:
    """Whether a process that migrates is killed at a statement; else it has come to the end."""
    command = [sys.executable, "-c", DYING, url, str(statement)]
    status = subprocess.run(command, check=False).returncode
    assert status in (0, -signal.SIGKILL)
    return status != 0


def wholes(table: str) -> dict[UUID, dict[str, Any]]:
    """What readers are given of each row, but for the views."""
    rows = execute(f'SELECT "id", "whole" FROM "{table}"').fetchall()
    return {UUID(str(id_)): json.loads(bytes(whole)) for id_, whole in rows}


def test_f25_killed_on_its_way_it_is_whole_and_right_in_the_end(
    empty_database_url: str, file: Path, tmp_path: Path
) -> None:
    url = empty_database_url
    golden.load(url, file)
    rows = golden.rows_of(file, "article")
    before = {UUID(each["id"]): json.loads(each["whole"]) for each in rows}
    environ = serving.environment(tmp_path, CONGXA_DATABASE_URL=url)
    for name in ("state", "media"):
        (tmp_path / name).mkdir()
    for database in tmp_path.glob("**/*.db"):
        database.chmod(0o600)
    statements = range(SIZE.rounds, 10_000, SIZE.rounds)

    deaths = next(number for number, each in enumerate(statements) if not dies(url, each))
    said = serving.quick(environ, "migrate").stdout

    assert (deaths >= 3, said) == (True, "The database is up to date.\n")
    client = applications.opened(load(environ)).test_client()
    rendering.render_all_stale(clock.now())
    after = wholes("article")
    found = doctor.examine(load(environ), clock.now())
    listed = client.get("/v1/articles?total=true&limit=1").json
    looked_for = client.get("/v1/search?q=họp dân").json
    _release()
    assert len(before) == listed["total"] == len(after)
    assert {id_: {**after[id_], **old} for id_, old in before.items()} == after
    assert looked_for["items"]
    assert [each.id for each in found if not each.ok] == ["backups"]  # none is made here
