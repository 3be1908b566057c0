"""What lies in the cache is ready for a server that must not wait, as soon as it was asked once."""

from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import create_environ

from api.http import hosts
from api.publishing.queries import head
from api.runtime import change_signal
from api.runtime.config import config
from tests import applications


def ready(app: Flask, path: str) -> Any:
    return app.extensions["cache"].ready(create_environ(path))


def test_it_is_ready_from_the_second_request_on(app: Flask) -> None:
    assert ready(app, "/v1/articles") is None
    asked = app.test_client().get("/v1/articles")
    hosts.refresh()

    found = ready(app, "/v1/articles")

    assert b"".join(found.body) == asked.data
    assert dict(found.headers)["ETag"] == asked.headers["ETag"]


def test_it_is_not_ready_while_the_log_has_moved_on(app: Flask) -> None:
    app.test_client().get("/v1/articles")
    hosts.refresh()
    assert ready(app, "/v1/articles").status.startswith("200")

    change_signal.announce(change_signal.state().seq + 1, head()[0])

    assert ready(app, "/v1/articles") is None


def test_it_answers_reads_alone(app: Flask) -> None:
    app.test_client().get("/v1/articles")
    environ = create_environ("/v1/articles", method="POST")

    assert app.extensions["cache"].ready(environ) is None


@pytest.mark.parametrize(("given", "most"), [({}, 32_000_000), ({"response_cache": False}, 0),
                                             ({"response_cache_mb": 5}, 5_000_000)])  # fmt: skip
def test_the_settings_say_how_much_is_kept(database, settings, given, most) -> None:
    app = applications.opened(replace(settings, **given))

    app.test_client().get("/v1/articles")
    hosts.refresh()

    assert config().response_cache_bytes == most
    assert bool(ready(app, "/v1/articles")) is bool(most)
