"""A real server whose database is stopped or slow: it says so in time, and recovers at once."""

import json
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import psycopg
import pytest

from tests import postgres, serving
from tests.api.bundles.bundles import article, write_bundle
from tests.api.server.processes import eventually

READERS = 8
SLOW = """
CREATE FUNCTION wait_once() RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    IF current_setting('tests.waited', true) IS DISTINCT FROM 'yes' THEN
        PERFORM pg_sleep(6.5), set_config('tests.waited', 'yes', false);
    END IF;
    RETURN true;
END $$;
ALTER TABLE article RENAME TO article_itself;
CREATE VIEW article AS SELECT * FROM article_itself WHERE (SELECT wait_once());
"""
"""The first statement of a session that reads articles takes longer than a request may wait."""


@dataclass(frozen=True)
class Reply:
    """What came, and after how many seconds."""

    status: int
    headers: Message
    body: bytes
    seconds: float


@pytest.fixture(scope="module")
def own() -> Iterator[postgres.Server]:
    """A server of PostgreSQL that these tests may stop."""
    with postgres.started() as server:
        yield server


@pytest.fixture
def environ(own: postgres.Server, tmp_path: Path) -> dict[str, str]:
    """Where `congxa` finds some articles in a database of that server."""
    found = serving.environment(tmp_path, CONGXA_DATABASE_URL=own.create())
    bundle = write_bundle(tmp_path / "bundle", [article("cau"), article("dinh")])
    serving.congxa(found, "import", str(bundle))
    return found


def get(url: str) -> Reply:
    begun = time.monotonic()
    request = urllib.request.Request(url, headers={"Accept-Language": "vi"})
    try:
        answer = urllib.request.urlopen(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        body = answer.read()
    return Reply(answer.status, answer.headers, body, time.monotonic() - begun)


def read_at_once(url: str, first: int) -> list[Reply]:
    """What eight readers get who ask for what nobody has asked before."""
    addresses = [f"{url}/v1/articles?limit={first + number}" for number in range(READERS)]
    with ThreadPoolExecutor(READERS) as readers:
        return list(readers.map(get, addresses))


def assert_unavailable(replies: list[Reply], seconds: float) -> None:
    for reply in replies:
        assert reply.status == 503, reply
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert reply.headers["Retry-After"] == "2"
        assert reply.headers["Cache-Control"] == "no-store"
        assert json.loads(reply.body)["title"] == "Tạm ngừng phục vụ"
        assert reply.seconds < seconds


class Watcher(threading.Thread):
    """Asks again and again for what must be answered all the time."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self._url = url
        self._is_over = threading.Event()
        self.replies: list[Reply] = []

    def run(self) -> None:
        while not self._is_over.wait(0.1):
            self.replies.append(get(self._url))

    def __enter__(self) -> "Watcher":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        self.join()


def test_f08_a_stopped_database_is_told_in_time_and_used_again(own, environ) -> None:
    with serving.serving(environ) as server:
        health, kept = f"{server.url}/healthz", f"{server.url}/v1/home"
        # Each new connection goes to any of the workers, and takes one of its threads.
        assert {get(kept).status for _ in range(32)} == {200}
        read_at_once(server.url, 1)

        with Watcher(health) as alive, Watcher(kept) as shown, own.frozen():
            first = read_at_once(server.url, 20)
            begun = time.monotonic()
            later = [reply for wave in (40, 60, 80) for reply in read_at_once(server.url, wave)]
            took = time.monotonic() - begun

        assert eventually(lambda: all_answered(read_at_once(server.url, 20)), seconds=5)

    assert_unavailable(first, seconds=8)
    # One at a time asks for a second whether it answers again; all would be 18 seconds.
    assert_unavailable(later, seconds=5)
    assert took < 12
    assert {reply.status for reply in alive.replies} == {200}
    assert max(reply.seconds for reply in alive.replies) < 5
    assert {reply.status for reply in shown.replies} == {200}


def all_answered(replies: list[Reply]) -> bool:
    return all(reply.status == 200 for reply in replies)


def test_f08_requests_are_cut_and_the_work_of_others_is_not(environ) -> None:
    with serving.serving(environ) as server:
        with psycopg.connect(environ["CONGXA_DATABASE_URL"], autocommit=True) as connection:
            connection.execute(SLOW)

        with ThreadPoolExecutor(3) as at_once:
            read = at_once.submit(get, f"{server.url}/v1/articles?limit=7")
            snapshot = at_once.submit(get, f"{server.url}/v1/snapshot.ndjson.gz")
            reindexed = at_once.submit(serving.congxa, environ, "reindex")

        assert_unavailable([read.result()], seconds=8)
        assert snapshot.result().status == 200
        assert snapshot.result().seconds > 6
        assert "Indexed" in reindexed.result().stdout
