"""A page put together: what the API says of it, set into the slots of the static file."""

from collections.abc import Callable
from typing import Any, NamedTuple

from markupsafe import escape

from api.http.representation import digest
from api.shell import render
from api.shell.alternates import alternates
from api.shell.asking import Answer
from api.shell.files import StaticPage
from api.shell.handing import handed, linked
from api.shell.heads import Head, head
from api.shell.javascript.engine import Engine
from api.shell.kinds import FRAME, MISSING, NEWER, Visit

Ask = Callable[[str], Answer]

_COLLECTIONS = {"article": "articles", "notice": "notices", "page": "pages"}
_TITLES = {404: "Không tìm thấy trang", 410: "Nội dung đã được gỡ", 503: "Chưa tải được nội dung"}
_REFUSED = {400: 404, 404: 404, 410: 410}
# A page that stands tells in its own place what is wrong with what was asked.
_TOLD = {400: 400, 429: 429}


class Filled(NamedTuple):
    """A filled page: its status, its bytes, what it depends on, and whether it is for search.

    `wait` are the seconds after which the API may be asked again, where it has named them.
    """

    status: int
    body: bytes
    keys: list[str]
    tag: str
    is_indexed: bool
    new_slug: str = ""
    wait: str = ""


def fill(visit: Visit, page: StaticPage, ask: Ask, engine: Engine) -> Filled:
    """The page of a visit. With `new_slug` it has moved there, and there is nothing else of it."""
    gathered = _Gathered(visit, ask)
    if gathered.new_slug:
        return Filled(301, b"", [], "", False, gathered.new_slug)
    gathered.ask_frame()
    slots, is_indexed = _slots(visit, gathered, engine)
    if gathered.is_shown and visit.kind.looks_alike and "main" in slots:
        slots["scripts"] = page.held_scripts
    slots["end"] = handed(visit.site, gathered.handed)
    made_by = f"{render.TEMPLATES} {engine.digest} {page.digest}"
    tag = digest(f"{made_by} {visit.today} {gathered.tag} {'main' in slots}".encode())
    body = page.filled(slots)
    return Filled(gathered.status, body, gathered.keys, tag, is_indexed, wait=gathered.wait)


class _Gathered:
    """The API's answers for a visit, by address, and what was found in them, by name."""

    def __init__(self, visit: Visit, ask: Ask) -> None:
        self._visit = visit
        self._ask = ask
        self.answers: dict[str, Answer] = {}
        self.raw: dict[str, bytes] = {}
        self.handed: dict[str, Answer] = {}
        self.found: dict[str, Any] = {
            "query": visit.query,
            "path": visit.path,
            "today": visit.today.isoformat(),
        }
        self.status = 404 if visit.kind is MISSING else 200
        self.new_slug = ""
        self.wait = ""
        self._ask_own()

    @property
    def keys(self) -> list[str]:
        """The cache tags of all answers, each once."""
        return list(dict.fromkeys(key for each in self.answers.values() for key in each.keys))

    @property
    def tag(self) -> str:
        """What changes whenever one of the answers does, but for counts of views."""
        return " ".join(
            f"{address} {each.status} {each.headers.get('etag', '')}"
            for address, each in self.answers.items()
        )

    @property
    def is_shown(self) -> bool:
        """Whether the page is what it is, and not what stands in its place."""
        return self.status == 200 or (self._visit.kind.stands and self.status in _TOLD)

    @property
    def has_site(self) -> bool:
        """Whether the frame around the content is known."""
        return all(name in self.found for name, _ in FRAME)

    def ask_frame(self) -> None:
        """Ask what stands around the content of every page, and beside that of some."""
        for name, pattern in FRAME:
            self._get(name, self._visit.address(pattern))
        self.handed = dict(self.answers)
        if not self.has_site:
            self.status = 503
        elif self._visit.kind.name == "category":
            self._name_category()
        if self.status == 200:
            for name, pattern in self._visit.kind.beside:
                self._ask_raw(name, self._visit.address(pattern))

    def _ask_own(self) -> None:
        for number, (name, pattern) in enumerate(self._visit.asks):
            answer = self._get(name, self._visit.address(pattern, found_id=self._id()))
            if number == 0 and not answer.is_ok:
                self._refuse(answer)
                return

    def _id(self) -> str:
        """The id of the object that the page is about, once it is known."""
        own = self.found.get(self._visit.kind.name)
        return str(own["id"]) if isinstance(own, dict) and "id" in own else ""

    def _get(self, name: str, address: str) -> Answer:
        answer = self._ask_raw(name, address)
        if answer.is_ok:
            self._keep(name, answer.json)
        return answer

    def _ask_raw(self, name: str, address: str) -> Answer:
        """Leave the bytes for the view to read: nothing else looks into them."""
        answer = self._ask(address)
        if answer.raw:
            self.answers[address] = answer
        if answer.is_ok:
            self.raw[name] = answer.raw
        return answer

    def _keep(self, name: str, found: Any) -> None:
        if name in dict(self._visit.kind.asks[:1]):
            self.found.update(following=found.get("next"), total=found.get("total"))
        self.found[name] = found.get("items", found)

    def _refuse(self, answer: Answer) -> None:
        if answer.status == 301:
            self.new_slug = answer.headers["location"].partition("?")[0].rsplit("/", 1)[1]
            return
        self.status = (_TOLD if self._visit.kind.stands else _REFUSED).get(answer.status, 503)
        self.wait = answer.headers.get("retry-after", "")
        self.found.update(problem=answer.json, status=self.status)
        newer = answer.json.get("superseded_by") if self.status == 410 else None
        if newer:
            collection = _COLLECTIONS[self._visit.kind.name]
            self._get("newer", NEWER.format(collection=collection, id=newer))

    def _name_category(self) -> None:
        """An empty list under a heading that does not exist is no page."""
        slug = self._visit.slug
        named = [each for each in self.found["categories"] if each["slug"] == slug]
        articles = self.found.get("articles")
        if named:
            self.found["category"] = named[0]
        elif articles:
            self.found["category"] = {"parent": None, **articles[0]["category"]}
        elif self.status == 200:
            self.status = 404


def _slots(visit: Visit, gathered: _Gathered, engine: Engine) -> tuple[dict[str, bytes], bool]:
    found = gathered.found
    if gathered.is_shown:
        said, main = head(visit, found), _main(visit, gathered, engine)
    else:
        title = _TITLES[gathered.status]
        said = Head(headline=title, url="", is_indexed=False)
        more = {"title": title, "status": gathered.status, "folder": visit.kind.folder}
        main = render.main("state", {**_NOTHING, **found, **more})
    # Without it the static page stands as it is, and its scripts fill it.
    slots = {} if main is None else {"main": main}
    if not gathered.has_site:
        return {"title": str(escape(said.headline)).encode(), **slots}, False
    data = linked(said.data) if said.data else b""
    return {
        "title": str(escape(said.title(found["site"]["name"]))).encode(),
        "head": render.head({**found, "head": said, "others": alternates(visit, found)}) + data,
        **slots,
        **render.around(found),
    }, said.is_indexed


def _main(visit: Visit, gathered: _Gathered, engine: Engine) -> bytes | None:
    """What stands in `<main>`: made by the frontend's own view, where it has one for a server."""
    kind = visit.kind
    if kind.name not in engine.pages:
        return render.main(kind.name, {**_NOTHING, **gathered.found})
    answers = b",".join(b'"%s":%s' % (name.encode(), raw) for name, raw in gathered.raw.items())
    found = b'{"today":"%s",%s}' % (visit.today.isoformat().encode(), answers)
    return engine.markup(kind.name, "vi", found.decode())


# What a template may ask for and an answer may not have brought.
_NOTHING = {
    "status": 200,
    "newer": None,
    "problem": None,
    "related": (),
    "officials": (),
    "hits": None,
    "following": None,
    "notices": (),
    "banners": (),
    "calendar": None,
}
