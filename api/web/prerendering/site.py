"""Writes a whole site as files, by asking the application for each address as a browser would."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import unquote

from api.runtime.canonical import digest
from api.runtime.config import page_url
from api.runtime.jsons import dumps
from api.sites.queries import SiteReference
from api.web.internal_client import Answer
from api.web.pages import LANGUAGE, Pages
from api.web.prerendering import addresses, standing_in
from api.web.prerendering.folder import StaticFolder

OTHER = "en"
"""The language whose pages stand in a folder of their own."""
GONE = "410"
"""The folder of the pages that tell why something is gone."""
MOVED_MAP, GONE_MAP = "moved.map", "gone.map"
NOWHERE = "/404/404"
Ask = Callable[[str], Answer]


@dataclass
class Prerendered:
    """A site in a folder, and what is known of each of its addresses."""

    ask: Ask
    pages: Pages
    site: SiteReference
    folder: StaticFolder
    failed: dict[str, datetime] = field(default_factory=dict)
    _own: Mapping[str, bytes] = field(default_factory=dict)
    _waiting: OrderedDict[str, datetime] = field(default_factory=OrderedDict)
    _asked: set[str] = field(default_factory=set)
    _tags: dict[str, set[str]] = field(default_factory=dict)
    _files: dict[str, set[str]] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    @property
    def is_waiting(self) -> bool:
        """Whether there is something left to write."""
        return bool(self._waiting)

    @property
    def behind_since(self) -> set[datetime]:
        """Since when pages may be out of date that are still to be written."""
        return {*self._waiting.values(), *self.failed.values()}

    def expect_all(self, own: Mapping[str, bytes], since: datetime) -> None:
        """Have every page written; `own` are the frontend's files, which pages need."""
        self._own = own
        for name, data in own.items():
            self.folder.put(name, data)
        missing = self.ask(NOWHERE)
        if missing.status == 404:
            self.folder.put("404.html", missing.raw)
        self._expect_later([*addresses.known(self.site.id, self.pages), *self._files], since)

    def expect_changed(self, tags: set[str], since: datetime) -> None:
        """Have written what depends on one of these cache tags, and what was not there before.

        What changed itself and the foremost pages go first: others that only list it are many,
        and may wait.
        """
        # What tells no tags, as sitemaps do, may depend on anything.
        stale = {path for path, on in self._tags.items() if not on or on & tags}
        documents = {tag for tag in tags if not tag.startswith("list:")}
        showing = [path for path in stale if self._tags[path] & documents]
        known = [*addresses.known(self.site.id, self.pages)]
        listing = [path for path in known if path in stale or path not in self._tags]
        others = stale.difference(known)
        self._expect_later([*others, *listing, *self.failed, *self._moved, *self._gone], since)
        foremost = stale.intersection(addresses.foremost(self.pages))
        self._expect_soon([*addresses.of(documents, self.pages), *showing, *foremost], since)

    def expect_soon(self, files: Iterable[str], since: datetime) -> None:
        """Have the pages in these files written before all others."""
        changed = {*files}
        self._expect_soon([path for path, own in self._files.items() if own & changed], since)

    def write(self, seconds: float) -> None:
        """Write what is expected, one page at least, for about so long; the rest waits."""
        end = time.monotonic() + seconds
        while self._waiting:
            path, since = self._waiting.popitem(last=False)
            self._asked.add(path)
            # Until it is written, whatever keeps it from that: a disk may be full.
            self.failed.setdefault(path, since)
            led = self._write(path, self.ask(path))
            self._waiting.update((new, since) for new in led if self._is_new(new))
            if time.monotonic() >= end:
                break
        # What could not be asked keeps its file, and so does what only that leads to.
        if not self._waiting and not self.failed:
            self._keep_only_known()
        self._finish()

    def _expect_later(self, paths: Iterable[str], since: datetime) -> None:
        """What waits already keeps its place, so that nothing is put off again and again."""
        self._asked.clear()
        for path in paths:
            self._waiting.setdefault(path, since)

    def _expect_soon(self, paths: Iterable[str], since: datetime) -> None:
        for path in reversed([*dict.fromkeys(paths)]):
            self._waiting.setdefault(path, since)
            self._waiting.move_to_end(path, last=False)

    def _is_new(self, path: str) -> bool:
        return path not in self._tags and path not in self._asked

    def _keep_only_known(self) -> None:
        files = {file for of_one in self._files.values() for file in of_one}
        others = {"404.html", MOVED_MAP, GONE_MAP, *standing_in.FILES}
        self.folder.keep_only(files | self._own.keys() | others)

    def _write(self, path: str, answer: Answer) -> list[str]:
        """Let the folder say of an address what the application says; where that leads."""
        if answer.status >= 500 or answer.status == 429:
            return []
        before = self._forget(path)
        led: list[str] = []
        if answer.status == 301:
            self._moved[path] = answer.headers["location"]
            self._tags[path] = set(answer.keys)
        elif answer.status == 410 and not path.startswith("/v1/"):
            self._gone.add(path)
            self._put(path, _file_of_gone(path), answer.raw)
        elif answer.is_ok and "?" not in path:
            led = self._write_page(path, answer)
        for file in {*before, *_files_of(path)} - self._files.get(path, set()):
            self.folder.remove(file)
        del self.failed[path]
        return led

    def _forget(self, path: str) -> set[str]:
        """Begin anew with an address; the files that it had."""
        self._moved.pop(path, None)
        self._gone.discard(path)
        self._tags.pop(path, None)
        return self._files.pop(path, set())

    def _write_page(self, path: str, answer: Answer) -> list[str]:
        self._tags[path] = set(answer.keys)
        self._put(path, _file_of(path).lstrip("/"), answer.raw)
        if self.pages.at(path) is None:
            base = page_url(self.site.base_url, "")
            return [*addresses.listed(answer.raw, base)]
        other = self.ask(f"{path}?{LANGUAGE}={OTHER}")
        if other.is_ok:
            self._put(path, f"{OTHER}{_file_of(path)}", other.raw)
        # Pages that no search engine is to find lead on without end, as empty weeks do.
        is_followed = "noindex" not in answer.headers.get("x-robots-tag", "")
        return [*addresses.linked(answer.raw, self.pages)] if is_followed else []

    def _put(self, path: str, file: str, data: bytes) -> None:
        self._files.setdefault(path, set()).add(file)
        if file.endswith(".html"):
            language = f"/{OTHER}" if file.startswith(f"{OTHER}/") else ""
            data = standing_in.with_room(data, language)
        self.folder.put(file, data)

    def _finish(self) -> None:
        self.folder.put(MOVED_MAP, _map(self._moved))
        self.folder.put(GONE_MAP, _map({path: f"/{_file_of_gone(path)}" for path in self._gone}))
        self.folder.note()

    @property
    def counted(self) -> str:
        """What there is now, in words."""
        pages = sum(self.pages.at(path) is not None for path in self._files) - len(self._gone)
        return f"{pages} pages, {len(self._moved)} moved, {len(self._gone)} gone"


def configured(config: bytes, api: str, site: str) -> bytes:
    """The one file that a deployer edits, as these pages need it."""
    script = config.replace(b'apiOrigin: ""', b"apiOrigin: " + dumps(api))
    return script.replace(b"site: null", b"site: " + dumps(site))


def _files_of(path: str) -> list[str]:
    file = _file_of(path)
    return [file.lstrip("/"), f"{OTHER}{file}", _file_of_gone(path)]


def _file_of(path: str) -> str:
    """Where a static host looks for an address: a file, or the index of a folder."""
    decoded = unquote(path)
    name = decoded.rsplit("/", 1)[1]
    return decoded if "." in name else f"{decoded.rstrip('/')}/index.html"


def _file_of_gone(path: str) -> str:
    """An address of the former portal may be no name of a file."""
    return f"{GONE}/{digest(path.encode())}.html"


def _map(values: Mapping[str, str]) -> bytes:
    """Lines for a `map` of nginx, by the address as it is asked for."""
    lines = (f"{_quoted(path)} {_quoted(to)};\n" for path, to in sorted(values.items()))
    return "".join(lines).encode()


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
