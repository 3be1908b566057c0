"""Fixtures for all tests: settings, a migrated database of each kind, the app, a live server."""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import hypothesis
import pytest
from flask import Flask

from api.db import databases, migrate
from api.runtime import runtime
from api.settings import Settings, load
from tests import applications, serving
from tests import postgres as postgres_server
from tests.demo import LoadedDemo, loaded
from tests.no_skips import (
    IS_CI,
    pytest_make_collect_report,  # noqa: F401 - pytest finds a hook by its name here
    pytest_runtest_makereport,  # noqa: F401 - likewise
)
from tests.problems import CheckingClient
from tests.sizes import FULL_SECONDS, IS_FULL, SIZES
from tests.spreading import (
    pytest_collection_modifyitems,  # noqa: F401 - likewise
    pytest_make_parametrize_id,  # noqa: F401 - likewise
)

Served = Callable[..., AbstractContextManager[serving.LiveServer]]
SECRET_KEY = "tests-only-0123456789-ABCDEFGHIJKLMNOPQRSTUVWXYZ"

# Whatever application a test makes, each error that it answers is held to the schema.
Flask.test_client_class = CheckingClient

hypothesis.settings.register_profile(
    "congxa",
    max_examples=SIZES["hypothesis"].examples,
    deadline=None,  # two busy cores make slow examples, not wrong ones
    derandomize=IS_CI,  # a red run there must be red again here
    suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture],
)
hypothesis.settings.load_profile("congxa")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give tests of full size more time, unless somebody has said how much."""
    if IS_FULL and config.option.timeout is None:
        config.option.timeout = FULL_SECONDS


def pytest_collection_finish() -> None:
    """Spare the collector what lives as long as the run: modules, and ten thousand tests."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True)
def no_settings_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings of whoever runs the tests out of them."""
    for name in [*os.environ]:
        if name.startswith("CONGXA_") and not name.startswith("CONGXA_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(scope="session")
def postgres() -> Iterator[postgres_server.Server]:
    """One PostgreSQL server for each process that runs tests."""
    with postgres_server.running() as server:
        yield server


@pytest.fixture(scope="session")
def postgres_template(postgres: postgres_server.Server) -> str:
    """The name of a migrated database that others are copied from."""
    url = postgres.create()
    _migrate(url)
    return url.rsplit("/", 1)[1]


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with migrated SQLite files that others are copied from."""
    folder = tmp_path_factory.mktemp("sqlite")
    _migrate(f"sqlite:///{folder}/congxa.db")
    return folder


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of a fresh, migrated database; a test that asks for it runs once on each kind."""
    if request.param == "sqlite":
        folder = tmp_path / "data"
        shutil.copytree(request.getfixturevalue("sqlite_template"), folder)
        yield f"sqlite:///{folder}/congxa.db"
        return
    server: postgres_server.Server = request.getfixturevalue("postgres")
    url = server.create(template=request.getfixturevalue("postgres_template"))
    yield url
    server.drop(url)


@pytest.fixture
def empty_database_url(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> str:
    """The address of a database of the same kind without a single table."""
    if database_url.startswith("sqlite:"):
        return f"sqlite:///{tmp_path}/empty/congxa.db"
    return request.getfixturevalue("postgres").create()


@pytest.fixture
def settings(request: pytest.FixtureRequest, database_url: str, tmp_path: Path) -> Settings:
    """Settings whose every folder is the test's own."""
    # A test asks one application or the other: each takes the process's runtime for its own.
    assert "standing_app" not in request.fixturenames, "this folder's `site` is another's"
    return load(
        {
            "CONGXA_DATABASE_URL": database_url,
            "CONGXA_MEDIA_DIR": str(tmp_path / "media"),
            "CONGXA_STATE_DIR": str(tmp_path / "state"),
            "CONGXA_BASE_URL": "http://portal.test",
            "CONGXA_SECRET_KEY": SECRET_KEY,
            "CONGXA_RATE_LIMITS": "0",
        }
    )


@pytest.fixture
def database(settings: Settings) -> Iterator[str]:
    """A connected database, for commands and queries that need no app; its address."""
    from api.preparation import prepare

    runtime.begin()  # whatever a test without a database left in that of the process
    yield prepare(settings).database_url
    _release()


@pytest.fixture
def app(settings: Settings):
    """The whole application on a fresh database."""
    app = applications.opened(settings)
    app.testing = True
    yield app
    _release()


@pytest.fixture
def client(app):
    """Calls the application as a browser would, without a network."""
    return app.test_client()


@pytest.fixture
def runner(app):
    """Runs commands of `congxa` inside the test's process."""
    return app.test_cli_runner()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> LoadedDemo:
    """The demo commune, loaded once for all processes of a run, to be copied into portals."""
    return loaded(_shared(tmp_path_factory))


def _shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder for all processes of a run."""
    own = tmp_path_factory.getbasetemp()
    return own.parent if "PYTEST_XDIST_WORKER" in os.environ else own


@pytest.fixture(scope="session")
def real_life(tmp_path_factory: pytest.TempPathFactory) -> Iterator[serving.LiveServer]:
    """`congxa serve` with the other demo, whose portal is as many are; tests leave it as it was."""
    environ = serving.environment(tmp_path_factory.mktemp("real"), CONGXA_WORKERS="1")
    loaded(_shared(tmp_path_factory), "--real-life").into(environ)
    with serving.serving(environ) as server:
        yield server


@pytest.fixture(scope="session")
def live_server(
    tmp_path_factory: pytest.TempPathFactory, demo: LoadedDemo
) -> Iterator[serving.LiveServer]:
    """`congxa serve` with the demo commune, in its own processes; its address is `.url`.

    Tests share it and leave it as they found it; those that stop or change it start their own
    (`tests/serving.py`).
    """
    environ = serving.environment(tmp_path_factory.mktemp("live"))
    demo.into(environ)
    with serving.serving(environ) as server:
        yield server


@pytest.fixture
def served(database: str, settings, tmp_path: Path) -> Served:
    """Starts `congxa serve` with four workers, behind a proxy, on the database of this test."""
    environ = serving.environment(
        tmp_path,
        CONGXA_DATABASE_URL=settings.database_url,
        CONGXA_STATE_DIR=str(settings.state_dir),
        CONGXA_WORKERS="4",
        CONGXA_PROXY_HOPS="1",
    )
    for file in tmp_path.glob("data/*"):
        file.chmod(0o600)
    return lambda **more: serving.serving({**environ, **more})


def _release() -> None:
    """Give back what `prepare` holds open for a whole process, which a test is not."""
    runtime.current().close()
    runtime.begin()


def _migrate(url: str) -> None:
    databases.connect(url)
    migrate.migrate()
    databases.close()
