"""What lies in the cache is ready for a server that must not wait, as soon as it was asked once."""

from typing import Any

from flask import Flask
from werkzeug.test import create_environ

from api.http import hosts
from api.publishing.queries import head
from api.runtime import change_signal


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
