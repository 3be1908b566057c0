"""The pages of a frontend, as its own modules describe them: where each lives and what it asks.

No page is known by name here. The addresses that are asked are, letter by letter, those that the
page's own scripts would ask: under them the answers are handed to the page.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import NamedTuple
from urllib.parse import parse_qsl, quote

from api.http.schemas.formats import MONTH_PATTERN
from api.runtime import clock
from api.runtime.jsons import loads
from api.runtime.runtime import Part
from api.web.internal_client import path_part, query_value

LANGUAGE, USUAL = "lang", "vi"
"""The parameter of every page that names a language, and that of a page without it."""
_OTHERS = "en"
_WORDS = 4
_MONTH = re.compile(MONTH_PATTERN)
_PLACE = re.compile(r"\{([\w-]+)\}")


@dataclass(frozen=True)
class Page:
    """What a page says of itself; `described` in the frontend's `pages.js` tells what each means.

    One with no address is shown where nothing is.
    """

    name: str
    at: tuple[str, ...] = ()
    type: str = ""
    asks: Mapping[str, str] = field(default_factory=dict)
    reads: Mapping[str, str] = field(default_factory=dict)
    trims: tuple[str, ...] = ()
    says: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    filters: Mapping[str, str] = field(default_factory=dict)
    beside: Mapping[str, str] = field(default_factory=dict)
    newer: str = ""
    needs: str = ""
    tells_refusals: bool = False

    @property
    def file(self) -> str:
        """The static file that shows it."""
        return "index.html" if "/" in self.at else f"{self.name}.html"

    def path(self, slug: str) -> str:
        """Its address for what has this slug; one that is shown where nothing is has that path."""
        if not self.at:
            return quote(f"/{slug}", safe="/!*'()~")
        folder = self.at[0].split("/")[1]
        return "/" + "/".join(part for part in (folder, path_part(slug)) if part)

    def asked(self, query: str) -> dict[str, str]:
        """What it reads of its query, in a fixed order; what is empty or repeated is left out."""
        given: dict[str, str] = {}
        for name, value in parse_qsl(query) if query else ():
            given.setdefault(name, value.strip() if name in self.trims else value)
        known = {**self.reads, LANGUAGE: _OTHERS}
        return {
            name: given[name]
            for name, form in known.items()
            if name in given and (not form or re.fullmatch(form, given[name], re.ASCII))
        }


class Pages:
    """All pages of a frontend."""

    def __init__(self, described: str) -> None:
        """Take what `pages.js` has written; TypeError for a member that nobody knows."""
        description = loads(described)
        self.frame: Mapping[str, str] = description["frame"]
        self.near: str = description.get("near", "")
        self._by_name = {name: _page(name, about) for name, about in description["pages"].items()}
        self._by_place = {_place(at): page for page in self for at in page.at}

    def __iter__(self) -> Iterator[Page]:
        return iter(self._by_name.values())

    @property
    def missing(self) -> Page:
        """What is shown where nothing is."""
        return next(page for page in self if not page.at)

    def at(self, path: str) -> tuple[Page, str] | None:
        """The page at a path and the slug in it; None where there is none."""
        folder, *rest = path.removeprefix("/").split("/")
        page = self._by_place.get((folder, bool(rest)))
        if page is None or len(rest) > 1 or not path.startswith("/"):
            return None
        return page, "".join(rest)

    def of_type(self, type_name: str) -> Page | None:
        """The page of an item of a type, if it has one."""
        return next((page for page in self if page.type == type_name), None)


def _page(name: str, about: Mapping[str, object]) -> Page:
    spelt = {re.sub("[A-Z]", lambda c: f"_{c[0].lower()}", key): about[key] for key in about}
    page = Page(name, **spelt)  # type: ignore[arg-type]
    for parameter, form in page.reads.items():
        try:
            re.compile(form)
        except re.error as error:
            raise ValueError(f"{name}: what it reads as {parameter}: {error}") from error
    return page


def _place(at: str) -> tuple[str, bool]:
    folder, *rest = at.removeprefix("/").split("/")
    return folder, bool(rest)


def _unset() -> Pages:
    return Pages('{"frame":{},"pages":{}}')


_current = Part(_unset)
use, current = _current.set, _current.get


class Visit(NamedTuple):
    """A request for a page: of which site, which object, how, when."""

    page: Page
    site: str
    slug: str
    query: Mapping[str, str]
    now: datetime

    @property
    def today(self) -> date:
        """The day in Viet Nam."""
        return clock.day_of(self.now)

    @property
    def language(self) -> str:
        """That of everything around the content."""
        return self.query.get(LANGUAGE, USUAL)

    @property
    def words(self) -> str:
        """The first words of its slug, by which what was meant may be found."""
        return " ".join(self.slug.rpartition("/")[2].split("-")[:_WORDS])

    @property
    def asks(self) -> list[tuple[str, str]]:
        """What the page asks of the API, by name."""
        asks = self.page.asks if self.page.needs in ("", *self.query) else {}
        return list(asks.items())

    def address(self, pattern: str, *, found_id: str = "") -> str:
        """An address of the API for this visit."""
        path, mark, query = pattern.partition("?")
        values = {**self._values, "id": found_id}
        path = _PLACE.sub(lambda place: path_part(self._value(place[1], values)), path)
        return path + mark + _PLACE.sub(lambda p: query_value(self._value(p[1], values)), query)

    @property
    def first_address(self) -> str:
        """Where it asks first, with what the page's own address says of that."""
        (_, pattern), *_ = self.asks
        filters = self.page.filters.items()
        return self.address(pattern) + "".join(self._set(*pair) for pair in filters)

    @property
    def path(self) -> str:
        """The path of the page, without its query."""
        return self.page.path(self.slug)

    @property
    def _values(self) -> dict[str, str]:
        week = _week(self.today)
        return {
            "site": self.site, "slug": self.slug, "words": self.words,
            "week": self.slug or week, "thisWeek": week, **_month(self.slug or str(self.today)),
        }  # fmt: skip

    def _value(self, name: str, values: Mapping[str, str]) -> str:
        given = self.query.get(name, "")
        return values.get(name, self.page.says.get(name, {}).get(given, given))

    def _set(self, parameter: str, read: str) -> str:
        value = self.query.get(read)
        return f"&{parameter}={query_value(value)}" if value else ""


def _month(named: str) -> dict[str, str]:
    """The first moment of a month and that of the next, and the last ones before each of them."""
    if not _MONTH.match(named):
        return {}
    begin = datetime(int(named[:4]), int(named[5:7]), 1, tzinfo=clock.VIETNAM)
    end = (begin + timedelta(days=31)).replace(day=1)
    before = timedelta(microseconds=1)
    moments = {"monthBegin": begin, "monthEnd": end,
               "beforeMonth": begin - before, "lastOfMonth": end - before}  # fmt: skip
    return {name: moment.isoformat() for name, moment in moments.items()}


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
