"""Three nodes on one PostgreSQL behind the shipped nginx, of which one after another is killed."""

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

import pytest

from api.preparation import prepare
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Change, Document
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.settings import load
from api.views import queries as views
from tests import nginx, serving
from tests.api.accounts.conftest import PASSWORD
from tests.api.server.processes import eventually, starting
from tests.api.views.beacons import CHROME
from tests.conftest import _release
from tests.deploy.front import Front
from tests.factories import make_article, make_site
from tests.postgres import Server
from tests.sizes import IS_FULL, SIZES

PAUSE = 10 if IS_FULL else 3
"""Seconds from one kill to the next."""
GONE_SECONDS = 2.5
EMAIL = "mai@xa.example"


class Nodes:
    """What three nodes share, and what keeps them running."""

    def __init__(self, home: Path, url: str, stack: ExitStack) -> None:
        self.at, self._stack = nginx.ports(home), stack
        shared = {
            **self.at.settings,
            "CONGXA_DATABASE_URL": url,
            "CONGXA_MEDIA_DIR": str(home / "media"),
            "CONGXA_SECRET_KEY": "0123456789-abcdefghijklmnopqrstuvwxyz-ABC",
            "CONGXA_WORKERS": "2",
        }
        homes = [home / name for name in ("a", "b", "c", "operator")]
        for each in homes:
            (each / "state").mkdir(parents=True)
        *self.environs, self.operator = [
            serving.environment(each, **shared, CONGXA_STATE_DIR=str(each / "state"))
            for each in homes
        ]
        self.servers: dict[int, serving.LiveServer] = {}

    def start(self, number: int, **other: str) -> serving.LiveServer:
        """Start a node; nobody waits for it."""
        server = self._stack.enter_context(starting({**self.environs[number], **other}))
        self.servers[number] = server
        return server

    def kill(self, number: int) -> None:
        """Kill a node with all its processes, and start it again."""
        os.killpg(self.servers[number].process.pid, signal.SIGKILL)
        self.servers[number].process.wait()
        serving.wait_until_ready(self.start(number))


class Readers(threading.Thread):
    """Reads, signed in and not, and sends views through nginx; keeps what was answered."""

    def __init__(self, front: Front, token: str, read: list[Document]) -> None:
        super().__init__()
        self.front, self.token, self.read = front, token, read
        self.statuses: list[int] = []
        self.sent = self.counted = 0
        self.is_over = threading.Event()

    def run(self) -> None:
        """Ask until it is over; of a view each reader is another."""
        for number in count():
            if self.is_over.is_set():
                return
            article = self.read[number % len(self.read)]
            self.statuses += [
                self.front.get("/authoring/v1/me", Authorization=f"Bearer {self.token}").status,
                self.front.get(f"/v1/articles?limit={number % 50 + 1}").status,
            ]
            if number < 25 * len(self.read):
                self.sent += 1
                told = {"type": "article", "id": str(article.id)}
                agent = CHROME.replace("131", str(number))
                self.counted += self.front.post("/v1/views", told, User_Agent=agent).status == 204
            self.is_over.wait(0.05)


@pytest.fixture
def nodes(postgres: Server, postgres_template: str, tmp_path: Path) -> Iterator[Nodes]:
    """Three nodes of one portal that are running, the last of them with another folder of media."""
    url = postgres.create(template=postgres_template)
    with ExitStack() as stack:
        nodes = Nodes(tmp_path, url, stack)
        prepare(load(nodes.operator))
        stack.callback(_release)
        serving.wait_until_ready(nodes.start(0))
        serving.wait_until_ready(nodes.start(1))
        nodes.start(2, CONGXA_MEDIA_DIR=str(tmp_path / "not-mounted"))
        stack.enter_context(nginx.shipped(nodes.at, *nodes.environs))
        yield nodes
    postgres.drop(url)


def readiness(server: serving.LiveServer) -> dict[str, str]:
    """The checks of a node; none while it does not answer."""
    try:
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=5) as answer:
            return dict(json.load(answer)["checks"])
    except urllib.error.HTTPError as error:
        return dict(json.load(error)["checks"])
    except OSError:
        return {}


def seconds_until(status: int, front: Front, document: Document) -> float:
    """After how long readers are answered that at an article."""
    begun = time.monotonic()
    eventually(lambda: front.get(f"/v1/articles/{document.id}").status == status)
    return time.monotonic() - begun


def test_nodes_are_killed_and_all_stays_right(nodes: Nodes) -> None:
    serving.congxa(nodes.operator, "user", "create", EMAIL, "--name", "Mai", "--role", "admin",
                   "--password-stdin", given=f"{PASSWORD}\n")  # fmt: skip
    front, site = Front(nodes.at, nodes.servers[0]), make_site()
    read = [make_article(site, f"Bài {each}") for each in range(20)]
    unmounted = eventually(lambda: is_up(readiness(nodes.servers[2])))
    readers = Readers(front, signed_in(front), read)
    readers.start()
    rounds = [one_round(nodes, front, site, number) for number in range(SIZES["nodes"].rounds)]
    readers.is_over.set()
    readers.join()

    assert {name for name, said in unmounted.items() if said != "ok"} == {"media"}
    assert set(readers.statuses) == {200}
    assert max(each.gone for each in rounds) <= GONE_SECONDS
    assert [each.changes for each in rounds] == [1] * len(rounds)
    eventually(lambda: counted(read) >= readers.counted)
    assert readers.counted <= counted(read) <= readers.sent


class Round(NamedTuple):
    """After how many seconds what was withdrawn was gone, and how often what was due went out."""

    gone: float
    late: float
    changes: int


def one_round(nodes: Nodes, front: Front, site: Document, number: int) -> Round:
    """Kill a node while something is due and something is withdrawn."""
    coming = make_article(site, f"Sẽ đăng {number}", published=False)
    leaving = make_article(site, f"Sẽ gỡ {number}")
    assert seconds_until(200, front, leaving) < GONE_SECONDS
    due = clock.now() + timedelta(seconds=1)
    commands.schedule(coming, OPERATOR, clock.now(), due)
    killing = threading.Thread(target=nodes.kill, args=((2 + number) % 3,))
    begun = time.monotonic()
    killing.start()
    withdrawn = get_document(leaving.id)
    commands.withdraw(withdrawn, OPERATOR, clock.now(), Withdrawal("error"))
    gone = seconds_until(410, front, leaving)
    seconds_until(200, front, coming)
    late = (clock.now() - due).total_seconds()
    killing.join()
    time.sleep(max(0.0, begun + PAUSE - time.monotonic()))
    return Round(gone, late, Change.select().where(Change.document == coming.id).count())


def is_up(checks: dict[str, str]) -> dict[str, str]:
    """The checks of a node whose background work has begun."""
    return checks if checks.get("ticker") == "ok" else {}


def signed_in(front: Front) -> str:
    """The token of a session that has just begun."""
    said = {"email": EMAIL, "password": PASSWORD, "bearer": True}
    return str(json.loads(front.post("/authoring/v1/session", said).body)["token"])


def counted(articles: list[Document]) -> int:
    """How often these were read, as far as that is in the database."""
    return sum(views.counts([each.id for each in articles]).values())
