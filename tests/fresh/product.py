"""The product as a stranger has it: a wheel, an empty environment and folder, no setting."""

import json
import os
import signal
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path

from tests import wheel
from tests.api.server.processes import children, is_alive, workers

URL = "http://127.0.0.1:8000"
START_SECONDS = 150
STOP_SECONDS = 40


@dataclass
class Answer:
    """A status, headers with names in lower case, and a body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict[str, object]:
        """The body's JSON."""
        return dict(json.loads(self.body))


@dataclass
class Product:
    """What was installed in `folder`, and the portal in `home`, the folder of its data."""

    folder: Path
    home: Path = field(init=False)
    congxa: Path = field(init=False)
    variables: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.home = self.folder / "portal"
        self.home.mkdir()
        self.congxa = wheel.install(self.folder)

    @property
    def log(self) -> Path:
        """What the server has said, of all its runs."""
        return self.folder / "server.log"

    def start(self, *command: str) -> None:
        """Start `congxa demo`, or `command`, and wait until it answers."""
        with self.log.open("ab") as output:
            self.process = subprocess.Popen(
                [self.congxa, *(command or ("demo",))], cwd=self.home,
                env={**self.environ(), **self.variables},
                stdin=subprocess.DEVNULL, stdout=output, stderr=output, process_group=0,
            )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and self.process.poll() is None:
            if workers(self.process.pid) and _is_ready():
                return
            time.sleep(0.2)
        raise AssertionError(f"it did not start:\n{self.log.read_text()[-2_000:]}")

    def stop(self) -> int:
        """End it as an operator does; its status."""
        assert self.process is not None
        started = children(self.process.pid)
        self.process.send_signal(signal.SIGTERM)
        status = self.process.wait(STOP_SECONDS)
        assert [pid for pid in started if is_alive(pid)] == [], "a child was left behind"
        return status

    def kill(self) -> None:
        """Leave nothing behind, whatever happened."""
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGTERM)
            try:
                self.process.wait(STOP_SECONDS)
            except subprocess.TimeoutExpired:
                os.killpg(self.process.pid, signal.SIGKILL)

    def workers(self) -> list[int]:
        """The process ids of its workers."""
        assert self.process is not None
        return sorted(workers(self.process.pid))

    def run(self, *arguments: str, cwd: Path | None = None) -> "subprocess.CompletedProcess[str]":
        """One command of a second shell, in the portal's folder or another, without a setting."""
        return subprocess.run(
            [self.congxa, *arguments], cwd=cwd or self.home, env=self.environ(), text=True,
            capture_output=True, check=False, timeout=120,
        )  # fmt: skip

    def environ(self) -> dict[str, str]:
        """Nothing that a fresh machine's shell would not have."""
        return {"PATH": os.environ.get("PATH", os.defpath), "HOME": str(self.folder)}


def ask(path: str) -> Answer:
    """What the running portal answers at a path."""
    try:
        with urllib.request.urlopen(URL + path, timeout=60) as found:
            return _answer(found.status, found)
    except urllib.error.HTTPError as refused:
        return _answer(refused.code, refused)


def _answer(status: int, found: object) -> Answer:
    headers = {name.lower(): value for name, value in found.headers.items()}  # type: ignore[attr-defined]
    return Answer(status, headers, found.read())  # type: ignore[attr-defined]


def public_answers() -> dict[str, str]:
    """The validator of every public answer that a walk over the portal finds, by its address."""
    return {path: _fingerprint(ask(path)) for path in dict.fromkeys(_addresses())}


def _addresses() -> Iterator[str]:
    yield from ("/v1/sites", "/v1/home", "/v1/categories", "/v1/tags", "/v1/banners")
    yield from ("/v1/officials", "/v1/calendar.ics", "/v1/changes?limit=500", "/sitemap.xml")
    yield from ("/", "/thong-bao", "/lich-lam-viec", "/lien-he", "/tim-kiem?q=ho+so")
    yield from (f"/feeds/{name}" for name in ("articles.rss", "articles.atom", "notices.json"))
    for collection in ("articles", "notices", "pages"):
        listing = f"/v1/{collection}?limit=100" + ("&active=any" if collection == "notices" else "")
        yield listing
        for each in json.loads(ask(listing).body)["items"]:
            yield f"/v1/{collection}/{each['id']}"
            yield each["url"].removeprefix(URL)


def _fingerprint(answer: Answer) -> str:
    # Counts of views move by themselves; the validator does not know them.
    tag = answer.headers.get("etag") or blake2b(answer.body, digest_size=8).hexdigest()
    return f"{answer.status} {tag}"


def _is_ready() -> bool:
    try:
        return ask("/readyz").status == 200
    except OSError:
        return False
