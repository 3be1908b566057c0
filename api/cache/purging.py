"""Tells caches in front what a public change made stale, by address, until each has taken it.

It names what has an address of its own: an object and its page. Lists go by the second that they
are kept for (`cache/responses.py`), and files by the application, which is asked for each.
"""

import http.client
import json
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from api.cache.encoding import CODINGS
from api.publishing import queries
from api.publishing.audit import takedowns
from api.publishing.content_type import content_type
from api.publishing.live.invalidation import MOST_CHANGES, changes_since
from api.publishing.live.slugs import slugs_of
from api.publishing.models import Change, Op
from api.runtime.config import config, page_url
from api.runtime.disk.whole_files import replacing
from api.runtime.runtime import Part
from api.sites import queries as sites

LANGUAGES = ("vi", "en")
"""In which errors are told."""
AGAIN = timedelta(seconds=1)
"""So long after it was named an address is named again: an answer of before may have been on its
way."""
LONGEST_PAUSE = 5
"""What comes back after an outage has kept all that it had."""
_SECONDS = 2
_TAKEN = (200, 204, 404, 410, 412)
"""What caches answer that have dropped an address, or have never had it."""
_lock = Part(threading.Lock)
_KINDS = [{"Accept-Encoding": coding, "Accept-Language": language}
          for coding, language in product((*CODINGS, "identity"), LANGUAGES)]  # fmt: skip


class Address(NamedTuple):
    """Something that is kept by caches: the host it was asked of, and what of it."""

    host: str
    target: str


class NotTaken(OSError):
    """A cache does not take what it is told."""


class Front:
    """One cache, up to which place of which log it was told, and what it is told again when."""

    def __init__(self, url: str) -> None:
        position = _positions().get(url, {})
        self.url = url
        self.epoch, self.seq = str(position.get("epoch", "")), int(position.get("seq", 0))
        self._again: list[tuple[datetime, list[Address]]] = []
        self._failures = 0
        self._next: datetime | None = None

    def run(self, at: datetime) -> None:
        """Tell it all that it has not been told; NotTaken if it would not hear."""
        while self._catch_up(at):
            self._keep()

    def _catch_up(self, at: datetime) -> bool:
        """Tell it what has changed since; whether there was anything."""
        if self._next is not None and at < self._next:
            return False
        try:
            self._tell_again(at)
            is_news = self._tell_new(at)
        except (OSError, http.client.HTTPException) as error:
            self._next = at + timedelta(seconds=min(2**self._failures, LONGEST_PAUSE))
            self._failures = min(self._failures + 1, 8)
            raise NotTaken(str(error)) from error
        self._failures, self._next = 0, None
        return is_news

    def _tell_again(self, at: datetime) -> None:
        for repeat in [repeat for repeat in self._again if repeat[0] <= at]:
            self._drop(repeat[1])
            self._again.remove(repeat)

    def _tell_new(self, at: datetime) -> bool:
        epoch, head = queries.head()
        if epoch != self.epoch:
            # Of a log that we do not know nothing is known to lie in the cache.
            self.epoch, self.seq = epoch, head
            return True
        changes = changes_since(self.seq)
        if not changes:
            return False
        addresses = list(dict.fromkeys(addresses_of(_urgent(changes))))
        self._drop(addresses)
        self._again.append((at + AGAIN, addresses))
        self.seq = changes[-1].seq
        return True

    def _drop(self, addresses: Iterable[Address]) -> None:
        path = urlsplit(self.url).path.rstrip("/")
        with closing(_connection(self.url)) as connection:
            for (host, target), kind in product(addresses, _KINDS):
                connection.request("PURGE", f"{path}{target}", headers={"Host": host, **kind})
                answer = connection.getresponse()
                answer.read()
                if answer.status not in _TAKEN:
                    raise NotTaken(f"PURGE {target} is answered {answer.status}")

    def _keep(self) -> None:
        # Others keep theirs in the same file.
        with _lock.get():
            positions = {url: at for url, at in _positions().items() if url in _urls()}
            positions[self.url] = {"epoch": self.epoch, "seq": self.seq}
            _write(_file(), json.dumps(positions))


class Epoch:
    """What a cache on this machine has in its keys, in a file that it reads: of another log nothing
    is shown any more, and no list in which personal data stood, should the program be down before
    it is asked anew.
    """

    def __init__(self) -> None:
        self._head = ("", 0)
        self._takedown = 0

    def run(self, _at: datetime) -> None:
        """Write it where it is another."""
        epoch, seq = queries.head()
        if not _urls() or (epoch, seq) == self._head:
            return
        if epoch != self._head[0]:
            # It has numbers of its own.
            self._head, self._takedown = (epoch, 0), 0
        self._takedown = takedowns.last(self._head[1]) or self._takedown
        text, file = f"epoch {epoch}-{self._takedown};\n", config().state_dir / "epoch.map"
        if not file.exists() or file.read_text("utf-8") != text:
            _write(file, text)
        self._head = epoch, seq


def _connection(url: str) -> http.client.HTTPConnection:
    secure, place = url.startswith("https:"), urlsplit(url).netloc
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    return kind(place, timeout=_SECONDS)


def addresses_of(changes: Iterable[Change]) -> Iterator[Address]:
    """Where what has changed is read: as data by id and by address, and as a page."""
    ours = urlsplit(config().base_url).netloc
    hosts = {site.slug: urlsplit(page_url(site.base_url, "")).netloc for site in sites.references()}
    for change in changes:
        kind = content_type(change.type)
        yield Address(ours, f"/v1/{kind.collection}/{change.document}")
        for slug in slugs_of(change.document):
            yield Address(ours, f"/v1/sites/{change.site}/{kind.collection}/{slug}")
            if kind.folder:
                page = f"{kind.folder}/{slug}"
                yield Address(hosts.get(change.site, ours), page)
                yield Address(hosts.get(change.site, ours), f"{page}?lang=en")


def _urgent(changes: list[Change]) -> list[Change]:
    """All; of the many that an import brings only what left: the others are old in 15 seconds."""
    return [change for change in changes if len(changes) < MOST_CHANGES or change.op != Op.UPSERT]


def _write(path: Path, text: str) -> None:
    with replacing(path) as file:
        file.write(text.encode())


def _urls() -> tuple[str, ...]:
    return config().purge_urls


def _file() -> Path:
    return config().state_dir / "purged.json"


def _positions() -> dict[str, Any]:
    try:
        positions: dict[str, Any] = json.loads(_file().read_bytes())
    except (FileNotFoundError, ValueError):
        return {}
    return positions
