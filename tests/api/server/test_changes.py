"""What another process commits every worker answers from then on; what is due is done in time."""

import json
import re
import subprocess
import sys
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from api.db import databases
from api.publishing.models import Change, Document
from tests import serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.server.processes import eventually
from tests.postgres import Server

# Each new connection goes to any of three workers, so none of them is missed.
TIMES = 48
WORKERS = "3"

SOON = 5
SCHEDULE = """
import os, sys, uuid
from datetime import timedelta
from api import preparation, settings
from api.runtime.clock import now
from api.publishing import commands, queries
from api.publishing.workflow import OPERATOR
preparation.prepare(settings.load(os.environ))
document = queries.get_document(uuid.UUID(sys.argv[1]))
at = now()
due = at + timedelta(seconds=1.2)
commands.schedule(document, OPERATOR, at, due)
print(due.isoformat())
"""


@pytest.fixture(params=["sqlite", "postgresql"])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[serving.LiveServer]:
    """A server with three workers and two articles, one of them a draft."""
    environ = serving.environment(tmp_path, CONGXA_WORKERS=WORKERS)
    if request.param == "postgresql":
        postgres: Server = request.getfixturevalue("postgres")
        environ["CONGXA_DATABASE_URL"] = postgres.create()
    drafts = [article("cau"), article("dinh", state="draft", published_at=None)]
    serving.congxa(environ, "import", str(write_bundle(tmp_path / "bundle", drafts)))
    with serving.serving(environ) as started:
        yield started


def fetch(url: str) -> tuple[int, bytes]:
    """The answer to a request on a connection of its own."""
    request = urllib.request.Request(url, headers={"Connection": "close"})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, response.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def seen_by_all(url: str) -> Counter[tuple[int, str]]:
    """Status and title of many answers, so that each worker has given some."""
    answers = (fetch(url) for _ in range(TIMES))
    return Counter((status, str(json.loads(body).get("title"))) for status, body in answers)


def only_article(server: serving.LiveServer) -> str:
    _, body = fetch(f"{server.url}/v1/articles")
    return str(json.loads(body)["items"][0]["id"])


def test_every_worker_follows_what_others_do(server: serving.LiveServer) -> None:
    # One test, because the server is what takes long.
    every_worker_answers_with_what_a_command_has_just_done(server)
    what_is_due_happens_within_a_second(server)
    assert not re.search(r"127\.0\.0\.1 |Python-urllib", server.log.read_text())


def every_worker_answers_with_what_a_command_has_just_done(server: serving.LiveServer) -> None:
    id_ = only_article(server)
    item, items = f"{server.url}/v1/articles/{id_}", f"{server.url}/v1/articles"
    bundle = Path(server.environ["HOME"]) / "bundle"
    old, new = "Khánh thành cầu cau", "Cầu đã thông xe"
    assert seen_by_all(item) == {(200, old): TIMES}
    assert len(listed_by_all(items)) == 1

    write_bundle(bundle, [article("cau", title=new)])
    serving.congxa(server.environ, "import", str(bundle))
    assert seen_by_all(item) == {(200, new): TIMES}

    serving.congxa(server.environ, "withdraw", id_, "--reason", "error")
    assert {status for status, _ in seen_by_all(item)} == {410}
    assert [json.loads(body)["items"] for body in listed_by_all(items)] == [[]]

    serving.congxa(server.environ, "republish", id_)
    assert seen_by_all(item) == {(200, new): TIMES}


def listed_by_all(url: str) -> set[bytes]:
    return {fetch(url)[1] for _ in range(TIMES)}


def what_is_due_happens_within_a_second(server: serving.LiveServer) -> None:
    id_ = draft_of(server)
    item = f"{server.url}/v1/articles/{id_}"
    assert {status for status, _ in seen_by_all(item)} == {404}

    command = [sys.executable, "-c", SCHEDULE, id_]
    told = subprocess.check_output(command, env=dict(server.environ), text=True)
    eventually(lambda: fetch(item)[0] == 200)

    due = datetime.fromisoformat(told.strip())
    # Never before it, and soon after; less than a second is what a machine at rest takes.
    assert 0 <= (published_at(server, id_) - due).total_seconds() < SOON
    assert {status for status, _ in seen_by_all(item)} == {200}


def draft_of(server: serving.LiveServer) -> str:
    databases.connect(server.environ["CONGXA_DATABASE_URL"])
    found = Document.get(Document.public == "none", Document.type == "article").id
    databases.close()
    return str(found)


def published_at(server: serving.LiveServer, id_: str) -> datetime:
    databases.connect(server.environ["CONGXA_DATABASE_URL"])
    found = Change.get(Change.document == id_).at
    databases.close()
    assert isinstance(found, datetime)
    return found
