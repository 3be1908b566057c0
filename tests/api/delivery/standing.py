"""One application for all tests of a file: they only read, or write on a commune of their own."""

import shutil
from collections.abc import Iterator
from itertools import count
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api.operations.trials import Trials
from api.publishing.models import Document
from api.settings import load
from tests import applications
from tests.conftest import SECRET_KEY, _release
from tests.factories import NOON, make_site
from tests.problems import CheckingClient


class ReadingClient(CheckingClient):
    """Reads every answer to its end, so that a file is closed again."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        return super().open(*args, **{"buffered": True, **kwargs})


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def standing_app(request, tmp_path_factory) -> Iterator[Flask]:
    """An application for all tests of a file, on each kind of database."""
    folder = tmp_path_factory.mktemp("standing")
    url = f"sqlite:///{folder}/congxa.db"
    if request.param == "sqlite":
        template = request.getfixturevalue("sqlite_template")
        shutil.copytree(template, folder, dirs_exist_ok=True)
    else:
        postgres = request.getfixturevalue("postgres")
        url = postgres.create(template=request.getfixturevalue("postgres_template"))
    app = applications.opened(
        load(
            {
                "CONGXA_DATABASE_URL": url,
                "CONGXA_MEDIA_DIR": str(folder / "media"),
                "CONGXA_STATE_DIR": str(folder / "state"),
                "CONGXA_BASE_URL": "http://portal.test",
                "CONGXA_SECRET_KEY": SECRET_KEY,
                "CONGXA_RATE_LIMITS": "0",
            }
        )
    )
    app.test_client_class = ReadingClient
    with pytest.MonkeyPatch.context() as patched:
        # A ticker has just found that all is well.
        patched.setattr("api.operations.delivery.monotonic", lambda: 1_000.0)
        Trials(lambda: 1_000.0).run(NOON)
        yield app
    _release()
    if request.param == "postgresql":
        postgres.drop(url)


@pytest.fixture
def reader(standing_app: Flask) -> FlaskClient:
    """Reads from the standing application."""
    return standing_app.test_client()


@pytest.fixture
def site(standing_app: Flask) -> Document:
    """A commune of this test alone; its slug is no other's."""
    return make_site(f"xa-{next(_NUMBERS)}")


_NUMBERS = count(1)
