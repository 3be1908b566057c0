"""A PostgreSQL server whose disk is full: told with 507, named by `/readyz` until there is room."""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from secrets import token_hex

import psycopg
import pytest
from flask.testing import FlaskClient
from peewee import OperationalError

from api.db import databases, migrate
from api.http.problems import failure_problem
from api.operations.trials import Trials
from api.publishing.models import Document
from tests import postgres
from tests.api.operations.readiness import Clock, again, failed
from tests.disks import Disk, disk
from tests.factories import make_article, make_site

MEGABYTES = 32


@pytest.fixture
def room() -> Iterator[Disk]:
    """A small disk."""
    with tempfile.TemporaryDirectory(prefix="congxa-room-") as folder:
        postgres.give(Path(folder))
        with disk(Path(folder) / "disk", MEGABYTES) as small:
            postgres.give(small.path)
            yield small


@pytest.fixture
def database_url(room: Disk) -> Iterator[str]:
    """A migrated database that has all its tables on that disk."""
    with postgres.started() as server:
        with psycopg.connect(f"{server.address}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE TABLESPACE room LOCATION '{room.path}'".encode())
            connection.execute(b"CREATE DATABASE small TABLESPACE room")
        url = f"{server.address}/small"
        databases.connect(url)
        migrate.migrate()
        databases.close()
        yield url
        databases.close()


def test_f06_it_is_named_until_there_is_room(
    app, client: FlaskClient, ticker: Trials, clock: Clock, room: Disk
) -> None:
    site = make_site()
    room.fill()
    with pytest.raises(OperationalError, match="No space left") as full:
        make_many(site)
    with app.test_request_context():
        answer = failure_problem(full.value)
    assert (answer.status_code, answer.json["code"]) == (507, "storage_full")
    assert "disk" in failed(client)
    assert client.get("/v1/articles").status_code == 200

    again(ticker, clock)
    while_full = failed(client)
    room.free()
    again(ticker, clock)

    assert while_full == {"database", "disk"}
    assert failed(client) == set()
    make_article(site, "Bài")


def make_many(site: Document) -> None:
    """Articles that cannot be packed, until there is no room left."""
    for _ in range(300):
        make_article(site, "Bài", body_html=f"<p>{token_hex(20_000)}</p>")
