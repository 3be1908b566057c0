"""A visit to a portal that is being checked: what was asked, and where to look.

It only reads. What was answered once is not asked again, so one check costs little more than none.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any
from urllib.parse import quote, urlsplit

from api.tools.checks.walk import NotChecked, Walk
from api.tools.client import Answer, Portal
from api.tools.errors import Refused
from api.tools.feed import File, parsed

WITH_ITEMS = ("/v1/articles", "/v1/notices", "/v1/pages", "/v1/legal-documents")
"""What every portal has; of others its OpenAPI file tells."""
OPENAPI = "/v1/openapi.json"
DESCRIPTOR = "/.well-known/portal.json"
FEED = "/v1/changes"
SNAPSHOT = "/v1/snapshot.ndjson.gz"
NOWHERE = "/v1/khong-co-gi-o-day"
NOBODY = "00000000-0000-7000-8000-000000000000"
_SAFE = "/?&=%!$'()*+,;:@~"
_MOST_PAGES = 10_000
_ITEM = re.compile(r"(/v1/[a-z0-9-]+)/\{[a-z0-9_]+_id\}")


@dataclass(frozen=True)
class Check:
    """One thing that the contract says, and how to see whether it is so.

    `look` returns None when it is, else what was seen instead.
    """

    id: str
    says: str
    look: Callable[["Visit"], str | None]

    @property
    def group(self) -> str:
        """What it is about."""
        return self.id.partition(".")[0]


def check(id_: str) -> Callable[[Callable[["Visit"], str | None]], Check]:
    """Make a check of a function; its docstring is what the contract says."""
    return lambda look: Check(id_, " ".join((look.__doc__ or "").split()), look)


@dataclass
class Visit:
    """One visit to one portal."""

    portal: Portal
    _answers: dict[tuple[Any, ...], Answer] = field(default_factory=dict)
    _walks: dict[str, Walk] = field(default_factory=dict)

    def ask(self, target: str, method: str = "GET", **headers: str) -> Answer:
        """The answer to this; `If_None_Match="…"` stands for that header."""
        key = (target, method, *sorted(headers.items()))
        if key not in self._answers:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            # What a portal gave as an id or a slug may be anything.
            self._answers[key] = self.portal.ask(quote(target, safe=_SAFE), named, method)
        return self._answers[key]

    def status(self, target: str) -> int:
        """The status at an address."""
        return self.ask(target).status

    def read(self, target: str) -> dict[str, Any]:
        """The JSON object at an address; NotChecked where there is none."""
        answer = self.ask(target)
        value = json_of(answer) if answer.status == 200 else None
        if not isinstance(value, dict):
            raise NotChecked(f"{target} gives no JSON object")
        return value

    def items(self, target: str) -> list[dict[str, Any]]:
        """The items of the list at an address; NotChecked where it has none."""
        items = self.read(target).get("items")
        if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
            raise NotChecked(f"{target} gives no list of objects")
        return items

    def first(self, target: str) -> dict[str, Any]:
        """The first item of a list; NotChecked where there is none."""
        for item in self.items(target):
            return item
        raise NotChecked(f"there is nothing in {target}")

    def addresses(self) -> list[str]:
        """What a portal answers with JSON: the descriptor, lists, the feed, one of each item."""
        return [DESCRIPTOR, "/v1", *self.lists, FEED, *self.item_addresses()]

    @cached_property
    def with_items(self) -> tuple[str, ...]:
        """The lists whose items have an address."""
        described = json_of(self.ask(OPENAPI))
        paths = described.get("paths") if isinstance(described, dict) else None
        items = map(_ITEM.fullmatch, paths if isinstance(paths, dict) else ())
        return tuple(dict.fromkeys((*WITH_ITEMS, *(item[1] for item in items if item))))

    @property
    def lists(self) -> tuple[str, ...]:
        """Every list by pages."""
        return "/v1/sites", "/v1/categories", *self.with_items

    def item_addresses(self) -> list[str]:
        """The first item of each kind that there is."""
        return [f"{path}/{item['id']}" for path, item in self.samples() if "id" in item]

    def samples(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The first item of each list whose items have an address, by the list's."""
        for path in self.with_items:
            try:
                yield path, self.first(path)
            except NotChecked:
                continue

    def walk(self, query: str = "limit=500") -> Walk:
        """A whole first sync; NotChecked where a page is none."""
        if query not in self._walks:
            self._walks[query] = self._walked(f"{FEED}?{query}")
        return self._walks[query]

    def sound_walk(self, query: str = "limit=500") -> Walk:
        """A whole first sync whose every row is of its form; else NotChecked."""
        walk = self.walk(query)
        walk.require_rows_of_their_form()
        return walk

    def _walked(self, start: str) -> Walk:
        walk, address = Walk(), start
        while len(walk.pages) < _MOST_PAGES:
            page = self.read(address)
            items, cursor = self.items(address), page.get("cursor")
            walk.add(page, items)
            if page.get("more") is not True:
                return walk
            if not isinstance(cursor, str) or not items:
                break
            self._answers.clear()  # A large portal does not fit into memory twice.
            address = following(start, cursor)
        raise NotChecked("the change feed does not come to its end")

    def file(self) -> File:
        """A media file that some object names; NotChecked where none does."""
        walk = self.sound_walk()
        if file := walk.image or walk.attachment:
            return file
        raise NotChecked("no object names a media file")

    def within(self, address: object) -> str:
        """The path and query of an address that the portal gave, to be asked at the portal."""
        if not isinstance(address, str):
            raise NotChecked("an address is no text")
        parts = urlsplit(address)
        return parts.path + (f"?{parts.query}" if parts.query else "")


def following(start: str, cursor: str) -> str:
    """The address of the page of the feed behind a cursor."""
    return f"{start}&cursor={quote(cursor, safe='')}"


def json_of(answer: Answer) -> Any:
    """The JSON of an answer; None where it is none."""
    try:
        return parsed(answer.body)
    except Refused:
        return None


def header(answer: Answer, name: str) -> str:
    """A header, or nothing."""
    return answer.headers.get(name) or ""


def first_of(seen: Iterable[str]) -> str | None:
    """What a check tells that looks in several places: the first thing that is wrong."""
    return next(iter(seen), None)


def members(value: Mapping[str, Any], needed: tuple[str, ...]) -> str:
    """The members that are missing."""
    return ", ".join(name for name in needed if name not in value)


def answering(visit: Visit) -> list[str]:
    """The addresses that answer; another check tells of the others."""
    return [target for target in visit.addresses() if visit.status(target) == 200]


def wrong_headers(
    visit: Visit, name: str, is_good: Callable[[str], object], targets: list[str]
) -> str | None:
    """What one of these addresses says under a header, where that is not good."""
    return first_of(
        f"{target}: {name}: {value or 'missing'}"
        for target in targets
        if not is_good(value := header(visit.ask(target), name))
    )
