"""What a load balancer is told by a running server whose disks fail under it."""

import json
import os
import shutil
import signal
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from api.db import databases
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.server.processes import eventually, starting, workers
from tests.damage import damage_row, damage_table
from tests.disks import disk, read_only

SECONDS = 10
WORDS = " ".join(f"từ{number}" for number in range(900))


class Answer(NamedTuple):
    """What the server said."""

    status: int
    body: bytes


def ask(server: serving.LiveServer, path: str) -> Answer:
    try:
        with urllib.request.urlopen(f"{server.url}{path}", timeout=10) as response:
            return Answer(response.status, response.read())
    except urllib.error.HTTPError as refused:
        with refused:
            return Answer(refused.code, refused.read())


def failed(server: serving.LiveServer) -> set[str]:
    """What every worker says has failed: enough are asked to meet each of them."""
    found = [ask(server, "/readyz") for _ in range(8)]
    if len({each.status for each in found}) > 1:
        return set()
    checks = json.loads(found[-1].body)["checks"]
    return {name for name, outcome in checks.items() if outcome != "ok"}


@pytest.fixture(params=["sqlite", "postgresql"])
def environ(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """A portal with articles, its data in folders of their own."""
    environ = serving.environment(tmp_path, CONGXA_RATE_LIMITS="0")
    if request.param == "postgresql":
        environ["CONGXA_DATABASE_URL"] = request.getfixturevalue("postgres").create()
    bundle = tmp_path / "bundle"
    bundle.mkdir()
    lines = [article(str(n), body_html=f"<p>{WORDS} bài{n}</p>") for n in range(12)]
    serving.quick(environ, "import", str(write_bundle(bundle, lines)))
    yield environ
    databases.close()


def test_f06_a_full_disk_makes_it_unready_and_room_ready_again(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with disk(tmp_path / "small", 8) as small:
        shutil.copytree(environ["CONGXA_MEDIA_DIR"], small.path, dirs_exist_ok=True)
        environ |= {name: str(small.path) for name in ("CONGXA_STATE_DIR", "CONGXA_MEDIA_DIR")}
        with serving.serving(environ) as server:
            small.fill()

            eventually(lambda: failed(server) == {"disk", "media", "state"}, SECONDS)
            assert ask(server, "/v1/articles").status == 200
            assert ask(server, "/healthz").status == 200
            assert ask(server, "/v1/snapshot.ndjson.gz").status == 507
            small.free()
            eventually(lambda: ask(server, "/readyz").status == 200, SECONDS)
            assert ask(server, "/v1/snapshot.ndjson.gz").status == 200


@pytest.mark.parametrize("environ", ["sqlite"], indirect=True)
def test_f06_a_full_disk_under_the_database_keeps_it_readable(
    environ: dict[str, str], tmp_path: Path
) -> None:
    with disk(tmp_path / "small", 12) as small:
        for file in tmp_path.glob("congxa*.db"):
            shutil.move(file, small.path)
        environ["CONGXA_DATABASE_URL"] = f"sqlite:///{small.path}/congxa.db"
        with serving.serving(environ) as server:
            small.fill()

            eventually(lambda: failed(server) == {"disk"}, SECONDS)
            assert ask(server, "/v1/articles?limit=7").status == 200
            assert ask(server, "/v1/search?q=bai7").status == 200
            small.free()
            eventually(lambda: ask(server, "/readyz").status == 200, SECONDS)


@pytest.mark.parametrize("name", ["state", "media"])
def test_f07_a_read_only_folder_makes_it_unready_and_is_named(
    environ: dict[str, str], name: str
) -> None:
    folder = Path(environ[f"CONGXA_{name.upper()}_DIR"])
    with serving.serving(environ) as server:
        with read_only(folder):
            eventually(lambda: failed(server) == {name}, SECONDS)
            assert ask(server, "/v1/articles").status == 200
            # A worker that has to begin now still reads.
            first = workers(server.process.pid)[0]
            os.kill(first, signal.SIGKILL)
            eventually(lambda: first not in workers(server.process.pid))
            eventually(lambda: len(workers(server.process.pid)) == 2)
            assert {ask(server, "/v1/articles").status for _ in range(8)} == {200}
        eventually(lambda: ask(server, "/readyz").status == 200, SECONDS)


def test_damage_that_one_worker_meets_makes_all_of_them_unready(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        damage(environ, "search_document")

        met = ask(server, "/v1/search?q=bai7")

        assert met.status == 503
        assert failed(server) == {"database"}
        assert ask(server, "/v1/articles?limit=7").status == 200
        assert ask(server, "/healthz").status == 200


def test_a_server_that_starts_on_a_damaged_database_says_so(environ: dict[str, str]) -> None:
    damage(environ, "article")

    with starting(environ) as server:
        eventually(lambda: is_alive(server))

        assert "database" in failed(server)
        assert ask(server, "/v1/articles?limit=7").status == 503
        assert ask(server, "/v1/categories").status == 200


@pytest.mark.parametrize("environ", ["sqlite"], indirect=True)
def test_a_database_that_is_taken_away_is_missed_and_not_made_anew(
    environ: dict[str, str], tmp_path: Path
) -> None:
    away = tmp_path / "away"
    away.mkdir()
    with serving.serving(environ) as server:
        for file in tmp_path.glob("congxa*.db*"):
            shutil.move(file, away)
        kill_workers(server)

        eventually(lambda: "database" in failed(server), SECONDS)
        for path in ("/v1/articles?limit=7", "/", "/v1/search?q=bai7"):
            assert ask(server, path).status == 503
        assert not list(tmp_path.glob("congxa*.db*"))
        for file in away.iterdir():
            shutil.move(file, tmp_path)
        eventually(lambda: ask(server, "/readyz").status == 200, SECONDS)
        assert ask(server, "/v1/articles?limit=7").status == 200


def kill_workers(server: serving.LiveServer) -> None:
    """Kill those that have the files open, and wait for those that come after them."""
    old = set(workers(server.process.pid))
    for each in old:
        os.kill(each, signal.SIGKILL)
    eventually(lambda: len({*workers(server.process.pid)} - old) == len(old), SECONDS)
    eventually(lambda: is_alive(server), SECONDS)


def is_alive(server: serving.LiveServer) -> bool:
    try:
        return ask(server, "/healthz").status == 200
    except OSError:
        return False


def damage(environ: dict[str, str], table: str) -> None:
    """Make a table unreadable."""
    url = environ["CONGXA_DATABASE_URL"]
    if url.startswith("sqlite"):
        damage_table(Path(url.removeprefix("sqlite:///")), table)
    else:
        databases.connect(url)
        damage_row(table)
        databases.close()
