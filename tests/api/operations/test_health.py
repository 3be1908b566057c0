"""/healthz says that the process answers, /readyz whether it can do its work, neither says more."""

import shutil
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import apsw
import pytest
from flask.testing import FlaskClient
from werkzeug.test import EnvironBuilder, run_wsgi_app

from api.db import databases
from api.media import queries as media
from api.operations import trials
from api.operations.trials import Trials
from api.publishing import commands
from api.publishing.models import Due
from api.publishing.workflow import OPERATOR
from api.runtime import change_signal
from api.runtime.config import config
from tests.api.operations.readiness import Clock, again, failed
from tests.disks import disk, read_only
from tests.factories import NOON, make_article, make_site

WELL = dict.fromkeys(("database", "schema", "media", "state", "disk", "ticker"), "ok")


def test_it_is_well(client: FlaskClient, ticker: Trials) -> None:
    for path, body in (
        ("/healthz", {"status": "ok"}),
        ("/readyz", {"status": "ok", "checks": WELL}),
        ("/readyz?x=1&x=2", {"status": "ok", "checks": WELL}),
    ):
        response = client.get(path)

        assert response.status_code == 200
        assert response.json == body
        assert response.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
@pytest.mark.parametrize("name", [None, "", "10.0.0.5:8000", "evil.example", ".", "a b", "x" * 300])
@pytest.mark.usefixtures("ticker")
def test_any_name_may_ask_for_it_and_none(client: FlaskClient, path: str, name: str | None) -> None:
    environ = EnvironBuilder(path).get_environ()
    environ.pop("HTTP_HOST")
    if name is not None:
        environ["HTTP_HOST"] = name

    _body, status, _headers = run_wsgi_app(client.application, environ)

    assert status == "200 OK"


def lose_the_database() -> None:
    databases.close()
    databases.connect("postgresql://127.0.0.1:9/secret-name")


def lose_a_migration() -> None:
    databases.execute("DELETE FROM migration WHERE name = '0023_portal_fields'")


def be_migrated_by_a_newer_version(name: str = "0999_later") -> None:
    databases.execute(f"INSERT INTO migration (name, applied) VALUES ('{name}', '2030-01-01')")


def lose_what_a_newer_version_needs_no_more() -> None:
    be_migrated_by_a_newer_version("1001_less_since_0999")


def lose_the_media() -> None:
    shutil.rmtree(media.store().root)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        (lose_the_database, {"database", "schema"}),
        (lose_a_migration, {"schema"}),
        (be_migrated_by_a_newer_version, set()),
        (lose_what_a_newer_version_needs_no_more, {"schema"}),
        (lose_the_media, {"media"}),
    ],
)
@pytest.mark.usefixtures("ticker")
def test_it_sees_at_once_what_it_can_see_itself(
    client: FlaskClient, spoil: Callable[[], None], expected: set[str]
) -> None:
    spoil()

    assert failed(client) == expected
    assert b"secret" not in client.get("/readyz").data


def test_asking_writes_nothing(client: FlaskClient, ticker: Trials, tmp_path: Path) -> None:
    client.get("/readyz")
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}

    client.get("/readyz")

    assert before == {path: path.stat().st_mtime_ns for path in before}


def test_trying_leaves_nothing(
    client: FlaskClient, ticker: Trials, clock: Clock, tmp_path: Path
) -> None:
    before = (
        {*tmp_path.rglob("*")},
        change_signal.state(),
        databases.execute("SELECT * FROM counter").fetchall(),
    )

    again(ticker, clock)

    assert before[0] == {*tmp_path.rglob("*")}
    assert before[1:] == (
        change_signal.state(),
        databases.execute("SELECT * FROM counter").fetchall(),
    )


def test_without_a_ticker_it_is_not_ready(client: FlaskClient) -> None:
    assert client.get("/readyz").json["checks"] == {
        **WELL, "ticker": "failed", "state": "unknown", "disk": "unknown"
    }  # fmt: skip


@pytest.mark.parametrize(
    ("seconds", "expected"), [(10, set()), (10.1, {"ticker", "state", "disk"})]
)
@pytest.mark.usefixtures("ticker")
def test_what_the_ticker_found_counts_for_ten_seconds(
    client: FlaskClient, clock: Clock, seconds: float, expected: set[str]
) -> None:
    clock.now += seconds

    assert failed(client) == expected


def test_a_report_from_before_the_machine_was_started_counts_for_nothing(
    client: FlaskClient, ticker: Trials, clock: Clock
) -> None:
    clock.now = 5

    assert "ticker" in failed(client)


@pytest.fixture(params=["media", "state"])
def folder(request: pytest.FixtureRequest) -> Iterator[tuple[str, Path]]:
    """A folder that something is written to, and the name of its check."""
    request.getfixturevalue("ticker")
    return request.param, getattr(config(), f"{request.param}_dir")


def test_f07_a_read_only_folder_is_named_until_it_can_be_written(
    client: FlaskClient, ticker: Trials, clock: Clock, folder: tuple[str, Path]
) -> None:
    name, path = folder
    with read_only(path):
        again(ticker, clock)
        while_read_only = failed(client)
        assert client.get("/v1/articles").status_code == 200
    again(ticker, clock)

    assert while_read_only == {name}
    assert failed(client) == set()


def test_f06_a_full_disk_is_named_until_there_is_room(
    client: FlaskClient, ticker: Trials, clock: Clock
) -> None:
    with disk(config().state_dir, 4) as state:
        state.fill()
        again(ticker, clock)
        while_full = failed(client)
        assert client.get("/v1/articles").status_code == 200
        state.free()
        again(ticker, clock)

        assert while_full == {"state", "disk"}
        assert failed(client) == set()


def test_a_request_that_found_no_room_is_remembered_until_some_is_found(
    client: FlaskClient, ticker: Trials, clock: Clock
) -> None:
    with disk(config().state_dir / "snapshots", 1) as snapshots:
        snapshots.fill()
        make_article(make_site(), "Bài")
        assert client.get("/v1/snapshot.ndjson.gz").status_code == 507
        at_once = failed(client)
    again(ticker, clock)

    assert at_once == {"disk"}
    assert failed(client) == set()


def test_what_was_due_and_is_not_done_is_lag_of_the_ticker(
    client: FlaskClient, ticker: Trials, clock: Clock
) -> None:
    article = make_article(make_site(), published=False)
    commands.schedule(article, OPERATOR, NOON, NOON + timedelta(minutes=1))
    clock.now += 60 + trials.LATEST.total_seconds() - trials.EVERY_SECONDS
    again(ticker, clock)
    assert failed(client) == set()

    again(ticker, clock)
    late = failed(client)
    Due.delete().execute()
    again(ticker, clock)

    assert late == {"ticker"}
    assert failed(client) == set()


def test_what_fell_due_while_nothing_ran_is_no_lag(client: FlaskClient, clock: Clock) -> None:
    article = make_article(make_site(), published=False)
    commands.schedule(article, OPERATOR, NOON, NOON + timedelta(minutes=1))

    Trials(clock).run(NOON + timedelta(days=3))

    assert failed(client) == set()


def test_a_database_that_takes_no_writes_is_named(
    client: FlaskClient, ticker: Trials, clock: Clock, database_url: str
) -> None:
    if database_url.startswith("sqlite"):
        databases.execute("PRAGMA query_only = 1")
    else:
        databases.execute("SET default_transaction_read_only = on")

    again(ticker, clock)

    assert failed(client) == {"database"}
    databases.close()
    again(ticker, clock)
    assert failed(client) == set()


@pytest.fixture
def other(database_url: str) -> Iterator[apsw.Connection]:
    """Another process at the file of SQLite."""
    if not database_url.startswith("sqlite"):
        pytest.fail("only SQLite locks all of a database")
    connection = apsw.Connection(database_url.removeprefix("sqlite:///"))
    yield connection
    connection.close()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_holds_the_database_for_long_without_committing_makes_it_unready(
    client: FlaskClient, ticker: Trials, clock: Clock, other: apsw.Connection
) -> None:
    other.execute("BEGIN IMMEDIATE")
    seen = []
    for _ in range(5):
        again(ticker, clock)
        seen.append(failed(client))
    other.execute("ROLLBACK")
    again(ticker, clock)

    assert seen == [set()] * 4 + [{"database"}]
    assert failed(client) == set()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_import_that_commits_again_and_again_does_not(
    client: FlaskClient, ticker: Trials, clock: Clock, other: apsw.Connection
) -> None:
    for seq in range(8):
        other.execute("BEGIN IMMEDIATE")
        again(ticker, clock)
        assert failed(client) == set()
        other.execute("UPDATE counter SET seq = ?", (seq,))
        other.execute("COMMIT")
