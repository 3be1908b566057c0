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

from tests import serving
from tests.api.operations.bundles import article, write_bundle
from tests.api.server.processes import eventually
from tests.postgres import Server

# Each new connection goes to any of three workers, so none of them is missed.
TIMES = 48
WORKERS = "3"

pytestmark = pytest.mark.xdist_group("three_workers")

SCHEDULE = """
import sys
from datetime import timedelta
from api import application, settings
from api.core.clock import now
from api.publishing import commands, queries
from api.publishing.workflow import OPERATOR
import os, uuid
application.prepare(settings.load(os.environ))
document = queries.get_document(uuid.UUID(sys.argv[1]))
at = now()
due = at + timedelta(seconds=1.2)
commands.schedule(document, OPERATOR, at, due)
print(due.isoformat())
"""


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[serving.LiveServer]:
    """A server with three workers and two articles, one of them a draft."""
    folder = tmp_path_factory.mktemp("changes")
    environ = serving.environment(folder, CONGXA_WORKERS=WORKERS)
    if request.param == "postgresql":
        postgres: Server = request.getfixturevalue("postgres")
        environ["CONGXA_DATABASE_URL"] = postgres.create()
    drafts = [article("cau"), article("dinh", state="draft", published_at=None)]
    serving.congxa(environ, "import", str(write_bundle(folder / "bundle", drafts)))
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


def test_every_worker_answers_with_what_a_command_has_just_done(
    server: serving.LiveServer,
) -> None:
    id_ = only_article(server)
    item, items = f"{server.url}/v1/articles/{id_}", f"{server.url}/v1/articles"
    bundle = Path(server.environ["HOME"]) / "bundle"
    old, new = "Khánh thành cầu cau", "Cầu đã thông xe"
    assert seen_by_all(item) == {(200, old): TIMES}
    seen_by_all(items)

    write_bundle(bundle, [article("cau", title=new)])
    serving.congxa(server.environ, "import", str(bundle))
    assert seen_by_all(item) == {(200, new): TIMES}

    serving.congxa(server.environ, "withdraw", id_, "--reason", "error")
    assert {status for status, _ in seen_by_all(item)} == {410}
    assert {fetch(items)[1] for _ in range(TIMES)} == {fetch(items)[1]}
    assert json.loads(fetch(items)[1])["items"] == []

    serving.congxa(server.environ, "republish", id_)
    assert seen_by_all(item) == {(200, new): TIMES}


def test_what_is_due_happens_within_a_second(server: serving.LiveServer) -> None:
    program = [sys.executable, "-c", SCHEDULE, draft_of(server)]
    done = subprocess.run(
        program, env=dict(server.environ), capture_output=True, text=True, check=True
    )
    due = datetime.fromisoformat(done.stdout.strip())
    item = f"{server.url}/v1/articles/{program[-1]}"
    assert fetch(item)[0] == 404

    eventually(lambda: fetch(item)[0] == 200)

    published = published_at(server, program[-1])
    assert 0 <= (published - due).total_seconds() < 1
    assert {status for status, _ in seen_by_all(item)} == {200}


def draft_of(server: serving.LiveServer) -> str:
    from api.core import db
    from api.publishing.models import Document

    db.connect(server.environ["CONGXA_DATABASE_URL"])
    found = Document.get(Document.public == "none", Document.type == "article").id
    db.close()
    return str(found)


def published_at(server: serving.LiveServer, id_: str) -> datetime:
    from api.core import db
    from api.publishing.models import Change

    db.connect(server.environ["CONGXA_DATABASE_URL"])
    found = Change.get(Change.document == id_).at
    db.close()
    assert isinstance(found, datetime)
    return found


def test_the_log_of_the_server_names_no_reader(server: serving.LiveServer) -> None:
    fetch(f"{server.url}/v1/articles?nonsense=1")

    log = server.log.read_text()

    assert not re.search(r"127\.0\.0\.1 |Python-urllib", log)
