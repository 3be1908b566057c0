"""Many who write at once, over the network, to a server of several processes on either database."""

import http.client
import json
import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from datetime import timedelta
from itertools import count
from threading import Semaphore
from typing import Any

import pytest

from api.articles.models import Article
from api.publishing.audit.chain import first_broken_event
from api.publishing.models import AuditEvent, Document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.sites.commands import set_two_person_rule
from tests import serving
from tests.api.publishing.authoring.desk import new_key
from tests.api.publishing.authoring.writers import Answer, Writer, publisher_of, version_of
from tests.api.server.processes import eventually
from tests.factories import make_site
from tests.sizes import SIZES

AT_ONCE = 50
AGAIN = (409, 503)
"""`in_flight`, and no answer of the database: nothing was done, the same may be sent again."""


@pytest.fixture
def secret(database: str) -> str:
    """The token of a publisher of the only site."""
    return publisher_of(make_site())


@contextmanager
def crowd(url: str, secret: str, size: int) -> Iterator[Callable[..., list[Answer]]]:
    """So many writers; the call lets all of them do the same at once."""
    with ThreadPoolExecutor(size) as pool, ExitStack() as open_ones:
        writers = [open_ones.enter_context(Writer(url, secret)) for _ in range(size)]
        yield lambda *said, **headers: list(
            pool.map(lambda each: each.call(*said, **headers), writers)
        )


def test_f11_over_the_network_one_writer_wins_each_version(served, secret) -> None:
    size = SIZES["F11"]
    with served() as server, crowd(server.url, secret, size.clients) as at_once:
        (_, made, _), *_ = at_once("POST", "/articles", {"title": "Một"}, Idempotency_Key=new_key())
        path, version = f"/articles/{json.loads(made)['id']}", 1
        for number in range(size.rounds):
            said = {"lead": f"Lần {number}"}
            answers = at_once("PATCH", path, said, If_Match=f'"v{version}"')
            won = [each for each in answers if each[0] == 200]
            lost = [json.loads(each[1]) for each in answers if each[0] == 412]
            version += 1
            assert [each[2]["etag"] for each in won] == [f'"v{version}"']
            assert len(lost) == size.clients - 1
            assert {(each["version"], each["changes"][0]["value"]) for each in lost} == {
                (version, said["lead"])
            }


def test_f13_over_the_network_equal_requests_have_one_effect(served, secret) -> None:
    with served() as server, crowd(server.url, secret, AT_ONCE) as at_once:
        answers = at_once("POST", "/articles", {"title": "Một"}, Idempotency_Key=new_key())

    assert {(status, body) for status, body, _ in answers} == {(201, answers[0][1])}
    assert sum("idempotent-replayed" not in headers for _, _, headers in answers) == 1
    assert Document.select().where(Document.type == "article").count() == 1


def test_f01_what_was_answered_before_a_kill_is_there(served, secret) -> None:
    """Of articles that are begun, changed and published all that was answered, nothing by half."""
    set_two_person_rule("yen-hoa", False, (OPERATOR, clock.now()))
    answered, size = Answered(), SIZES["F01"]
    for _ in range(size.rounds):
        with served() as server, ThreadPoolExecutor(size.clients) as pool:
            said = publish_until_killed, server.url, secret, answered
            writers = [pool.submit(*said) for _ in range(size.clients)]
            try:
                for _ in range(size.items):
                    assert answered.more.acquire(timeout=60)
            finally:
                os.killpg(server.process.pid, signal.SIGKILL)
            for each in writers:
                each.result(60)

    found = Document.select().where(Document.type == "article")
    kept = {str(each.id): each.version for each in found}
    assert [each for each in answered.all if kept.get(each[0], 0) < each[1]] == []
    published = {identity for identity, version in kept.items() if version == 3}
    assert {str(each.id) for each in Article.select()} == published
    assert first_broken_event() is None


class Answered:
    """What was answered, by document and version; `more` counts it for whoever waits."""

    def __init__(self) -> None:
        self.all: list[tuple[str, int]] = []
        self.more = Semaphore(0)

    def note(self, answer: Answer) -> str:
        """Which document it was."""
        identity, version = version_of(answer)
        self.all.append((identity, version))
        self.more.release()
        return identity


def publish_until_killed(url: str, secret: str, answered: Answered) -> None:
    """Begin, change and publish articles; what was answered is noted."""
    with Writer(url, secret) as writer, suppress(OSError, http.client.HTTPException):

        def write(*said: Any, **headers: str) -> str:
            # Where one writes at a time, somebody may be told so on a busy machine.
            answers = (writer.call(*said, **headers) for _ in count())
            return answered.note(next(each for each in answers if each[0] not in AGAIN))

        for number in count():
            said = {"title": f"Bài {number}"}
            path = f"/articles/{write('POST', '/articles', said, Idempotency_Key=new_key())}"
            write("PATCH", path, said, If_Match='"v1"')
            write("PUT", f"{path}/publication", {}, If_Match='"v2"')


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_two_servers_on_one_database_do_what_is_due_once(
    served, secret, settings, tmp_path
) -> None:
    second = tmp_path / "second"
    second.mkdir()
    environ = serving.environment(second)
    shared = ("CONGXA_DATABASE_URL", "CONGXA_MEDIA_DIR", "CONGXA_BASE_URL")
    with (
        served() as server,
        serving.serving({**environ, **{each: server.environ[each] for each in shared}}) as other,
        Writer(server.url, secret) as writer,
        Writer(other.url, secret) as reader,
    ):
        said = {"title": "Bão số 3", "urgency": "emergency"}
        ids = [
            version_of(writer.call("POST", "/notices", said, Idempotency_Key=new_key()))[0]
            for _ in range(10)
        ]
        soon = (clock.now() + timedelta(seconds=5)).isoformat(timespec="seconds")
        for each in ids:
            at = f"/notices/{each}/publication"
            version_of(writer.call("PUT", at, {"publish_at": soon}, If_Match='"v1"'))
        assert eventually(
            lambda: all(is_live(one, each) for one in (writer, reader) for each in ids)
        )

    published = [str(each.document) for each in AuditEvent.select() if each.action == "publish"]
    assert sorted(each for each in published if each in ids) == sorted(ids)


def is_live(reader: Writer, identity: str) -> bool:
    return bool(json.loads(reader.call("GET", f"/notices/{identity}")[1])["public"] == "live")
