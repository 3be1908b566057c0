"""Looks at a portal by criteria of the law, from outside: at every object of its change feed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from api.criteria.catalogue import Criterion, criteria
from api.criteria.gaps import Object
from api.criteria.verdicts import Examination
from api.runtime import clock
from api.runtime.jsons import loads
from api.tools.client import Portal, good
from api.tools.errors import Refused
from api.tools.feed import Change, read_page

_FIRST = "/v1/changes?limit=500"
_MOST_PAGES = 10_000
_ITEMS = {
    "article": "/v1/articles/{id}",
    "legal_document": "/v1/legal-documents/{id}",
    "notice": "/v1/notices/{id}",
    "page": "/v1/pages/{id}",
    "site": "/v1/sites/{slug}",
}
_LISTS = {
    "banner": "/v1/banners",
    "calendar_entry": "/v1/calendar/entries",
    "category": "/v1/categories",
    "official": "/v1/officials",
}


def judged(portal: Portal, name: str, at: datetime) -> list[dict[str, Any]]:
    """What came out for each site of a portal, in the order of the alphabet."""
    asked, sites = criteria(name, clock.day_of(at)), _Sites(portal.url, at)
    for change in _changes(portal):
        sites.see(asked, change)
    return [
        {"site": slug, "score": examination.score(), "verdicts": examination.verdicts()}
        for slug, examination in sorted(sites.examinations.items())
    ]


class _Sites:
    """The sites of a portal, each looked at on its own."""

    def __init__(self, url: str, at: datetime) -> None:
        self._url, self._at = url, at
        self._known: set[str] = set()
        self.examinations: dict[str, Examination] = {}

    def see(self, asked: Sequence[Criterion], change: Change) -> None:
        """Look at the object of a change, as long as it is new."""
        if change.data is None or change.name in self._known:
            return
        self._known.add(change.name)
        content = loads(change.data)
        slug = _site_of(change.type, content)
        if slug not in self.examinations:
            self.examinations[slug] = Examination(asked, self._at, self._address)
        self.examinations[slug].see(change.type, content)

    def _address(self, type_name: str, content: Object, pointer: str) -> str:
        one = _ITEMS.get(type_name) if content else None
        if one is None:
            list_ = _LISTS.get(type_name) or _ITEMS.get(type_name, "/v1").rpartition("/{")[0]
            return f"{self._url}{list_}"
        named = {name: quote(str(content.get(name)), safe="") for name in ("id", "slug")}
        return f"{self._url}{one.format(**named)}#{quote(pointer, safe='/')}"


def _site_of(type_name: str, content: Object) -> str:
    site = content if type_name == "site" else content.get("site")
    return str(site.get("slug") if isinstance(site, dict) else site)[:200]


def _changes(portal: Portal) -> Iterator[Change]:
    address = _FIRST
    for _ in range(_MOST_PAGES):
        page = read_page(good(portal.ask(address), address).body)
        yield from page.changes
        if not page.more:
            return
        address = f"{_FIRST}&cursor={quote(page.cursor, safe='')}"
    raise Refused("the change feed does not come to its end")
