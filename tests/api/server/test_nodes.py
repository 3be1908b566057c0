"""Three nodes on one PostgreSQL behind nginx are killed one by one, and upgraded one by one."""

import os
import shutil
import signal
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

import pytest

from api.db.databases import execute
from api.preparation import prepare
from api.settings import load
from tests import nginx, serving
from tests.api.server.nodes import (
    GONE_SECONDS,
    Nodes,
    Portal,
    Users,
    all_is_right,
    failed,
    is_up,
    one_round,
    readiness,
    signed_in,
)
from tests.api.server.processes import eventually, ticker
from tests.conftest import _release
from tests.deploy.front import Front
from tests.factories import make_site
from tests.postgres import Server
from tests.sizes import SIZES

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def nodes(
    postgres: Server, postgres_template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Nodes]:
    """Nodes of one portal, of which two are running; there is room for a third."""
    url = postgres.create(template=postgres_template)
    with ExitStack() as stack:
        nodes = Nodes(tmp_path_factory.mktemp("nodes"), url, stack)
        prepare(load(nodes.operator))
        stack.callback(_release)
        serving.wait_until_ready(nodes.start(0))
        serving.wait_until_ready(nodes.start(1))
        stack.enter_context(nginx.shipped(nodes.at, *nodes.environs))
        yield nodes
    postgres.drop(url)


@pytest.fixture(scope="module")
def portal(nodes: Nodes) -> Portal:
    """The portal that they serve."""
    front = Front(nodes.at, nodes.servers[0])
    return Portal(front, make_site(), signed_in(nodes, front))


def test_nodes_are_killed_and_all_stays_right(nodes: Nodes, portal: Portal, tmp_path: Path) -> None:
    nodes.start(2, CONGXA_MEDIA_DIR=str(tmp_path / "not-mounted"))
    unmounted = eventually(lambda: is_up(readiness(nodes.servers[2])))
    with Users(portal) as users:
        rounds = [
            one_round(portal, partial(nodes.kill, (2 + number) % 3))
            for number in range(SIZES["nodes"].rounds)
        ]

    assert failed(unmounted) == {"media"}
    assert max(each.gone for each in rounds) <= GONE_SECONDS
    assert [each.changes for each in rounds] == [1] * len(rounds)
    all_is_right(users)


ADDING = """
def up(migrator, db):
    db.execute_sql('CREATE TABLE "next" ("id" INTEGER NOT NULL PRIMARY KEY)')
    for table in ("counter", "document", "edition", "article", "change", "slug", "site_media"):
        db.execute_sql(f"ALTER TABLE {table} ADD COLUMN next TEXT NOT NULL DEFAULT 'new'")
"""


@pytest.fixture
def next_version(tmp_path: Path) -> Path:
    """A copy of the program with one more migration."""
    for name in ("deploy", "frontend"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "api", tmp_path / "api")
    (tmp_path / "api/migrations/content/0999_next.py").write_text(ADDING)
    return tmp_path


def test_f26_they_are_upgraded_one_by_one_and_nothing_is_lost(
    nodes: Nodes, portal: Portal, next_version: Path
) -> None:
    with Users(portal) as users:
        first = one_round(portal, partial(nodes.upgrade, 0, next_version))
        beside = one_round(portal, partial(renew_ticker, nodes.servers[1].process.pid))
        checks = [readiness(nodes.servers[number]) for number in (0, 1)]
        last = one_round(portal, partial(nodes.upgrade, 1, next_version))

    assert execute('SELECT DISTINCT "next" FROM "document"').fetchall() == [("new",)]
    assert [failed(each) for each in checks] == [set(), set()]
    assert [each.changes for each in (first, beside, last)] == [1, 1, 1]
    all_is_right(users)


def renew_ticker(pid: int) -> None:
    """Kill the ticker of a service, and see another one in its place."""
    before = ticker(pid)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    eventually(lambda: ticker(pid) not in (None, before))
