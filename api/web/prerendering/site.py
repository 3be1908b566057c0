"""Writes a whole site as files, by asking the application for each address as a browser would."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from urllib.parse import unquote

from api.runtime.canonical import digest
from api.runtime.config import page_url
from api.runtime.jsons import dumps
from api.sites.queries import SiteReference
from api.web.internal_client import Answer
from api.web.pages import LANGUAGE, Pages
from api.web.prerendering import addresses
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
    failed: set[str] = field(default_factory=set)
    _tags: dict[str, set[str]] = field(default_factory=dict)
    _files: dict[str, set[str]] = field(default_factory=dict)
    _moved: dict[str, str] = field(default_factory=dict)
    _gone: set[str] = field(default_factory=set)

    def write_all(self, own: Mapping[str, bytes]) -> None:
        """Write every page; `own` are the frontend's files, which pages need as they stand."""
        for name, data in own.items():
            self.folder.put(name, data)
        missing = self.ask(NOWHERE)
        if missing.status == 404:
            self.folder.put("404.html", missing.raw)
        self._visit([*addresses.known(self.site.id, self.pages), *self._files])
        # What could not be asked keeps its file, and so does what only that leads to.
        if not self.failed:
            files = {file for of_one in self._files.values() for file in of_one}
            self.folder.keep_only(files | own.keys() | {"404.html", MOVED_MAP, GONE_MAP})
        self._finish()

    def write_changed(self, tags: set[str]) -> None:
        """Write what depends on one of these cache tags, and what was not there before.

        What changed itself goes first: pages that only list it are many, and may wait for a minute.
        """
        # What tells no tags, as sitemaps do, may depend on anything.
        stale = {path for path, on in self._tags.items() if not on or on & tags}
        documents = {tag for tag in tags if not tag.startswith("list:")}
        changed = [path for path in stale if self._tags[path] & documents]
        known = addresses.known(self.site.id, self.pages)
        new = [path for path in known if path not in self._tags]
        led_away = (*self._moved, *self._gone)
        self._visit([*changed, *new, *stale, *self.failed, *led_away, *addresses.PLAIN])
        self._finish()

    def _visit(self, paths: Iterable[str]) -> None:
        """Ask for each, and for the pages that those lead to which nobody has asked for yet."""
        waiting, seen = deque(paths), set[str]()
        while waiting:
            path = waiting.popleft()
            if path in seen:
                continue
            seen.add(path)
            led = self._write(path, self.ask(path))
            waiting.extend(path for path in led if path not in self._tags)

    def _write(self, path: str, answer: Answer) -> list[str]:
        """Let the folder say of an address what the application says; where that leads."""
        if answer.status >= 500 or answer.status == 429:
            self.failed.add(path)
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
        return led

    def _forget(self, path: str) -> set[str]:
        """Begin anew with an address; the files that it had."""
        self.failed.discard(path)
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
