"""A page put together: what the API says of it, set into the slots of the static file."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from markupsafe import escape

from api.runtime.canonical import digest
from api.runtime.config import api_url
from api.runtime.jsons import dumps
from api.web.data_blocks import block, hydration_data
from api.web.files import StaticPage
from api.web.internal_client import Answer
from api.web.javascript.engine import Engine, Parts
from api.web.pages import LANGUAGE, Visit

Ask = Callable[[str], Answer]

_REFUSED = {400: 404, 404: 404, 410: 410}
# A page that stands tells in its own place what is wrong with what was asked.
_TOLD = {400: 400, 429: 429}


class Filled(NamedTuple):
    """A filled page: its status, its bytes, what it depends on, and whether it is for search.

    At `until` it is another one by itself. `wait` are the seconds after which the API may be asked
    again, where it has named them.
    """

    status: int
    body: bytes
    keys: list[str]
    tag: str
    is_indexed: bool
    new_slug: str = ""
    wait: str = ""
    until: datetime | None = None


def fill(visit: Visit, page: StaticPage, ask: Ask, engine: Engine) -> Filled:
    """The page of a visit. With `new_slug` it has moved there, and there is nothing else of it."""
    answers = _Answers(visit, ask)
    if answers.new_slug:
        return Filled(301, b"", [], "", False, answers.new_slug)
    answers.ask_frame(engine.pages.frame)
    answers.ask_near(engine.pages.near)
    parts = engine.parts(visit.page.name, visit.language, answers.asked())
    status = answers.status if parts is None or answers.is_told else parts.status
    slots = {**_slots(parts), "language": visit.language.encode()} if parts else {}
    if "main" in slots and (status == 200 or answers.is_told):
        slots["scripts"] = page.held_scripts
    slots["end"] = hydration_data(visit.site, answers.handed)
    until = parts.until if parts else None
    made_by = f"{engine.digest} {page.digest} {visit.language} {visit.today} {until}"
    tag = digest(f"{made_by} {answers.tag} {'main' in slots}".encode())
    is_indexed = parts.is_indexed if parts else status == 200
    body = page.filled(slots)
    return Filled(status, body, answers.keys, tag, is_indexed, wait=answers.wait, until=until)


def _slots(parts: Parts) -> dict[str, bytes]:
    """What stands in the places of the static page; where nothing was made, its own stays."""
    slots = {"title": str(escape(parts.title)).encode()}
    if parts.header:
        data = block("application/ld+json", parts.data.encode()) if parts.data else b""
        slots["head"] = parts.head.encode() + data
        slots["header"] = parts.header.encode()
        slots["emergency"] = parts.emergency.encode()
        slots["footer"] = parts.footer.encode()
    if parts.main:
        slots["main"] = parts.main.encode()
    return slots


class _Answers:
    """The API's answers for a visit, by address, and those that its view is given, by name."""

    def __init__(self, visit: Visit, ask: Ask) -> None:
        self._visit = visit
        self._ask = ask
        self._all: dict[str, Answer] = {}
        self._answered: dict[str, bytes] = {}
        self._first: Answer | None = None
        self.handed: dict[str, Answer] = {}
        self.status = 200 if visit.page.at else 404
        self.new_slug = ""
        self.wait = ""
        self._ask_own()

    @property
    def keys(self) -> list[str]:
        """The cache tags of all answers, each once."""
        return list(dict.fromkeys(key for answer in self._all.values() for key in answer.keys))

    @property
    def tag(self) -> str:
        """What changes whenever one of the answers does, but for counts of views."""
        return " ".join(
            f"{address} {answer.status} {answer.headers.get('etag', '')}"
            for address, answer in self._all.items()
        )

    @property
    def is_told(self) -> bool:
        """Whether the page itself tells that what was asked is refused."""
        return self._visit.page.tells_refusals and self.status in _TOLD

    def ask_near(self, pattern: str) -> None:
        """Ask what may be meant where nothing is; the words of the address are not handed on.

        Whoever invents an address would write them into the page.
        """
        if self.status == 404 and len(self._visit.words) > 1:
            self._get("near", self._visit.address(pattern))

    def ask_frame(self, frame: Mapping[str, str]) -> None:
        """Ask what stands around the content of every page, and beside that of some."""
        around = [self._ask_for(entry) for entry in frame.items()]
        self.handed = dict(self._all)
        if not all(answer.is_ok for answer in around):
            self.status = 503
            self._answered.pop("site", None)
        if self.status == 200:
            for entry in self._visit.page.beside.items():
                self._ask_for(entry)

    def asked(self) -> bytes:
        """What the views are given, as JSON: the API's answers as they came."""
        answered = b",".join(
            b'"%s":%s' % (name.encode(), raw) for name, raw in self._answered.items()
        )
        status = 200 if self.is_told else self.status
        page = self._visit.page
        names = {"name": page.name, "type": page.type}
        asked = {**names, "status": status, "visit": _visit(self._visit)}
        return b'%s,"found":{%s}}' % (dumps(asked)[:-1], answered)

    def _ask_own(self) -> None:
        if not self._visit.asks:
            return
        (name, _), *others = self._visit.asks
        self._first = self._get(name, self._visit.first_address)
        if not self._first.is_ok:
            self._refuse(self._first)
            return
        for entry in others:
            self._ask_for(entry)

    def _ask_for(self, asked: tuple[str, str]) -> Answer:
        name, pattern = asked
        about = str(self._first.json["id"]) if self._first and "{id}" in pattern else ""
        return self._get(name, self._visit.address(pattern, found_id=about))

    def _get(self, name: str, address: str) -> Answer:
        answer = self._ask(address)
        if answer.raw:
            self._all[address] = answer
        if answer.is_ok:
            self._answered[name] = answer.raw
        return answer

    def _refuse(self, answer: Answer) -> None:
        if answer.status == 301:
            self.new_slug = answer.headers["location"].partition("?")[0].rsplit("/", 1)[1]
            return
        page = self._visit.page
        self.status = (_TOLD if page.tells_refusals else _REFUSED).get(answer.status, 503)
        self.wait = answer.headers.get("retry-after", "")
        self._answered["problem"] = answer.raw or b"null"
        newer = answer.json.get("superseded_by") if self.status == 410 else None
        if newer and page.newer:
            self._get("newer", self._visit.address(page.newer, found_id=newer))


def _visit(visit: Visit) -> dict[str, Any]:
    """What a view knows of a request."""
    return {
        "site": visit.site,
        "slug": visit.slug,
        "path": visit.path,
        "query": {name: value for name, value in visit.query.items() if name != LANGUAGE},
        "today": visit.today.isoformat(),
        "now": visit.now.isoformat(timespec="milliseconds"),
        "api": api_url(""),
    }
