"""Nodes of one portal on one PostgreSQL behind the shipped nginx, and who uses them meanwhile."""

import json
import os
import signal
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import NamedTuple

from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Change, Document
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.views import queries as views
from tests import nginx, serving
from tests.api.accounts.conftest import PASSWORD
from tests.api.publishing.authoring.desk import new_key
from tests.api.server.processes import eventually, starting
from tests.api.views.beacons import CHROME
from tests.deploy.front import Front
from tests.factories import make_article
from tests.sizes import IS_FULL

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

    def upgrade(self, number: int, program: Path) -> None:
        """Let another version of the program take the place of a node."""
        serving.stop(self.servers[number])
        serving.wait_until_ready(self.start(number, PYTHONPATH=str(program)))

    def kill(self, number: int) -> None:
        """Kill a node with all its processes, and start it again."""
        os.killpg(self.servers[number].process.pid, signal.SIGKILL)
        self.servers[number].process.wait()
        serving.wait_until_ready(self.start(number))


class Portal(NamedTuple):
    """What its readers and its one admin know of it."""

    front: Front
    site: Document
    token: str


class Users(threading.Thread):
    """Read, signed in and not, send views and begin articles through nginx; keep the answers."""

    def __init__(self, portal: Portal) -> None:
        super().__init__()
        self.front, self.signed = portal.front, {"Authorization": f"Bearer {portal.token}"}
        self.read = [make_article(portal.site, f"Bài {each}") for each in range(20)]
        self.statuses: list[int] = []
        self.begun: list[str] = []
        self.sent = self.counted = 0
        self.is_over = threading.Event()

    def __enter__(self) -> "Users":
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.is_over.set()
        self.join()

    def run(self) -> None:
        """Ask until it is over; of a view each reader is another."""
        for number in count():
            if self.is_over.is_set():
                return
            self.statuses += [
                self.front.get("/authoring/v1/me", **self.signed).status,
                self.front.get(f"/v1/articles?limit={number % 50 + 1}").status,
            ]
            self.write()
            if number < 25 * len(self.read):
                self.view(number)
            self.is_over.wait(0.05)

    def write(self) -> None:
        """Begin an article."""
        path, headers = "/authoring/v1/articles", {**self.signed, "Idempotency_Key": new_key()}
        answer = self.front.post(path, {"title": "Bài mới"}, **headers)
        self.statuses.append(answer.status)
        if answer.status == 201:
            self.begun.append(json.loads(answer.body)["id"])

    def view(self, number: int) -> None:
        """Send a view of somebody."""
        article = self.read[number % len(self.read)]
        told = {"type": "article", "id": str(article.id)}
        agent = CHROME.replace("131", str(number))
        self.sent += 1
        self.counted += self.front.post("/v1/views", told, User_Agent=agent).status == 204


def readiness(server: serving.LiveServer) -> dict[str, str]:
    """The checks of a node; none while it does not answer."""
    try:
        with urllib.request.urlopen(f"{server.url}/readyz", timeout=5) as answer:
            return dict(json.load(answer)["checks"])
    except urllib.error.HTTPError as error:
        return dict(json.load(error)["checks"])
    except OSError:
        return {}


def failed(checks: dict[str, str]) -> set[str]:
    """The names of those that are not well."""
    return {name for name, said in checks.items() if said != "ok"}


def seconds_until(status: int, front: Front, document: Document) -> float:
    """After how long readers are answered that at an article."""
    begun = time.monotonic()
    eventually(lambda: front.get(f"/v1/articles/{document.id}").status == status)
    return time.monotonic() - begun


class Round(NamedTuple):
    """After how many seconds what was withdrawn was gone, and how often what was due went out."""

    gone: float
    late: float
    changes: int


def one_round(portal: Portal, happen: Callable[[], None]) -> Round:
    """Let something happen to a node while something is due and something is withdrawn."""
    front = portal.front
    coming = make_article(portal.site, "Sẽ đăng", published=False)
    leaving = make_article(portal.site, "Sẽ gỡ")
    assert seconds_until(200, front, leaving) < GONE_SECONDS
    due = clock.now() + timedelta(seconds=1)
    commands.schedule(coming, OPERATOR, clock.now(), due)
    begun = time.monotonic()
    with ThreadPoolExecutor(1) as pool:
        happening = pool.submit(happen)
        withdrawn = get_document(leaving.id)
        commands.withdraw(withdrawn, OPERATOR, clock.now(), Withdrawal("error"))
        gone = seconds_until(410, front, leaving)
        seconds_until(200, front, coming)
        late = (clock.now() - due).total_seconds()
        happening.result()
    time.sleep(max(0.0, begun + PAUSE - time.monotonic()))
    return Round(gone, late, Change.select().where(Change.document == coming.id).count())


def is_up(checks: dict[str, str]) -> dict[str, str]:
    """The checks of a node whose background work has begun."""
    return checks if checks.get("ticker") == "ok" else {}


def signed_in(nodes: Nodes, front: Front) -> str:
    """The token of a session of an admin that has just begun."""
    serving.congxa(nodes.operator, "user", "create", EMAIL, "--name", "Mai", "--role", "admin",
                   "--password-stdin", given=f"{PASSWORD}\n")  # fmt: skip
    said = {"email": EMAIL, "password": PASSWORD, "bearer": True}
    return str(json.loads(front.post("/authoring/v1/session", said).body)["token"])


def all_is_right(users: Users) -> None:
    """Whoever asked was answered well, and what was taken is there."""
    found = Counter(users.statuses)
    assert found.keys() == {200, 201}, found
    begun = Document.select().where(Document.id.in_(users.begun))
    assert begun.count() == len(users.begun) > 0
    eventually(lambda: counted(users.read) >= users.counted)
    assert users.counted <= counted(users.read) <= users.sent


def counted(articles: list[Document]) -> int:
    """How often these were read, as far as that is in the database."""
    return sum(views.counts([each.id for each in articles]).values())
