"""The kinds of pages: where each lives, the file that shows it, and what it asks of the API.

The addresses are, letter by letter, those that the page's own scripts would ask: under them the
answers are handed to the page.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple
from urllib.parse import parse_qsl

from api.publishing import registry
from api.runtime import clock
from api.web.asking import path_part, query_value


@dataclass(frozen=True)
class Kind:
    """A kind of page. The first of `asks` decides what the page's status is.

    `slug_form` is the converter of a path's part that holds its slug to what one can be.
    `filters` are the parameters of its first question that the page's own address sets, each with
    the name it has there; `reads` are others that it looks at, beside `lang`. Without the one it
    `needs` it asks nothing. One that `stands` is shown also when what it asks is
    refused. One that `looks_alike` before and after its scripts have come can be read before they
    are fetched. What stands `beside` it is filled and not handed: its scripts leave it as it is.
    """

    name: str
    folder: str
    asks: tuple[tuple[str, str], ...]
    has_slug: bool = True
    slug_form: str = "slug"
    filters: tuple[tuple[str, str], ...] = ()
    reads: tuple[str, ...] = ()
    needs: str = ""
    stands: bool = False
    looks_alike: bool = False
    beside: tuple[tuple[str, str], ...] = ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """What it looks at in its own address, in a fixed order."""
        return (*self.reads, *(read for _, read in self.filters))

    @property
    def type(self) -> str:
        """The content type of what it shows, where it shows one thing."""
        return self.name.replace("-", "_")

    @property
    def file(self) -> str:
        """The static page that shows it."""
        return f"{self.name}.html" if self.folder else "index.html"


class Visit(NamedTuple):
    """A request for a page: of which kind and site, which object, how, when."""

    kind: Kind
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
    def asks(self) -> tuple[tuple[str, str], ...]:
        """What the page asks of the API, by name."""
        return self.kind.asks if self.kind.needs in ("", *self.query) else ()

    def address(self, pattern: str, *, found_id: str = "") -> str:
        """An address of the API for this visit."""
        return pattern.format(
            site=path_part(self.site),
            slug=path_part(self.slug),
            category=query_value(self.slug),
            id=found_id,
            week=path_part(self.slug) or _week(self.today),
            this_week=_week(self.today),
            active="false" if self.query.get("tinh-trang") == PAST else "true",
            q=query_value(self.query.get("q", "")),
        )

    @property
    def first_address(self) -> str:
        """Where it asks first, with what the page's own address says of that."""
        (_, pattern), *_ = self.asks
        return self.address(pattern) + "".join(self._set(*each) for each in self.kind.filters)

    @property
    def path(self) -> str:
        """The path of the page, without its query."""
        parts = [each for each in (self.kind.folder, path_part(self.slug)) if each]
        return "/" + "/".join(parts)

    def _set(self, parameter: str, read: str) -> str:
        value = self.query.get(read)
        return f"&{parameter}={query_value(value)}" if value else ""


PAST = "da-het-han"
LANGUAGE, USUAL = "lang", "vi"
"""The parameter of every page that names a language, and that of a page without it."""
# What a page knows of a parameter; all else it takes for nothing, as its scripts do.
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_OTHERS = re.compile("en")
_KNOWN = {
    ("notices", "tinh-trang"): re.compile(PAST),
    ("notices", "muc-do"): re.compile("emergency|important|normal"),
    ("search", "q"): re.compile("..+", re.DOTALL),
    ("legal-documents", "tinh-trang"): re.compile("in_force|not_yet|partly|expired|replaced"),
    ("legal-documents", "tu"): _DAY,
    ("legal-documents", "den"): _DAY,
    ("search", "tu"): _DAY,
    ("search", "den"): _DAY,
}
_CURSOR = ("cursor", "cursor")
FRAME = (
    ("site", "/v1/sites/{site}"),
    ("categories", "/v1/categories?site={site}"),
    ("pages", "/v1/pages?site={site}&limit=100"),
    ("emergencies", "/v1/notices?site={site}&urgency=emergency&limit=3"),
)
_CALENDAR = (
    ("week", "/v1/calendar/weeks/{week}?site={site}"),
    ("officials", "/v1/officials?site={site}"),
)
_LEGAL = (
    ("text", "q"),
    ("form", "loai"),
    ("status", "tinh-trang"),
    ("field", "linh-vuc"),
    ("issuer", "co-quan"),
    ("issued_from", "tu"),
    ("issued_to", "den"),
    _CURSOR,
)
_SIDE = (
    ("notices", "/v1/notices?site={site}&limit=6"),
    ("banners", "/v1/banners?site={site}&placement=sidebar"),
    ("calendar", "/v1/calendar/weeks/{this_week}?site={site}"),
)
NEWER = "/v1/{collection}/{id}?fields=slug%2Ctitle"
MISSING = Kind("404", "404", ())
PREVIEW = "preview.html"
"""The page to which links to previews lead; it shows what `/v1` does not know."""
KINDS = (
    Kind("home", "", (("home", "/v1/home?site={site}"),), has_slug=False, looks_alike=True),
    Kind(
        "article",
        "bai-viet",
        (
            ("article", "/v1/sites/{site}/articles/{slug}"),
            ("related", "/v1/articles/{id}/related?limit=4"),
        ),
        looks_alike=True,
        beside=_SIDE,
    ),
    Kind(
        "category",
        "chuyen-muc",
        (("articles", "/v1/articles?site={site}&category={category}&limit=12"),),
        filters=(_CURSOR,),
        looks_alike=True,
    ),
    Kind(
        "notices",
        "thong-bao",
        (("notices", "/v1/notices?site={site}&active={active}&limit=20"),),
        has_slug=False,
        filters=(("urgency", "muc-do"), ("kind", "loai"), _CURSOR),
        reads=("tinh-trang",),
        looks_alike=True,
    ),
    Kind(
        "notice",
        "thong-bao",
        (("notice", "/v1/sites/{site}/notices/{slug}"),),
        looks_alike=True,
    ),
    Kind(
        "legal-documents",
        "van-ban",
        (("documents", "/v1/legal-documents?site={site}&limit=20"),),
        has_slug=False,
        filters=_LEGAL,
        looks_alike=True,
    ),
    Kind(
        "legal-document",
        "van-ban",
        (("paper", "/v1/sites/{site}/legal-documents/{slug}"),),
        looks_alike=True,
    ),
    Kind(
        "calendar",
        "lich-lam-viec",
        _CALENDAR,
        has_slug=False,
        reads=("lanh-dao",),
        looks_alike=True,
    ),
    Kind(
        "calendar",
        "lich-lam-viec",
        _CALENDAR,
        slug_form="week",
        reads=("lanh-dao",),
        looks_alike=True,
    ),
    Kind("page", "trang", (("page", "/v1/sites/{site}/pages/{slug}"),), looks_alike=True),
    Kind(
        "contact",
        "lien-he",
        (("officials", "/v1/officials?site={site}"),),
        has_slug=False,
        looks_alike=True,
    ),
    Kind(
        "search",
        "tim-kiem",
        (("hits", "/v1/search?site={site}&q={q}&limit=10&total=true"),),
        has_slug=False,
        filters=(("type", "loai"), ("from", "tu"), ("to", "den"), _CURSOR),
        reads=("q",),
        needs="q",
        stands=True,
        looks_alike=True,
    ),
)
_BY_PLACE = {(each.folder, each.has_slug): each for each in KINDS}


def kind_at(path: str) -> tuple[Kind, str] | None:
    """The kind of page at a path and the slug in it; None where there is none."""
    folder, *rest = path.removeprefix("/").split("/")
    kind = _BY_PLACE.get((folder, bool(rest)))
    if kind is None or len(rest) > 1 or not path.startswith("/"):
        return None
    return kind, "".join(rest)


def asked(kind: Kind, query: str) -> dict[str, str]:
    """What a page reads of its query, in a fixed order; what is empty or repeated is left out."""
    if not query:
        return {}
    given: dict[str, str] = {}
    for name, value in parse_qsl(query):
        given.setdefault(name, value.strip() if name == "q" else value)
    return {
        name: given[name]
        for name in (*kind.parameters, *([LANGUAGE] if kind is not MISSING else []))
        if name in given and _is_known(kind.name, name, given[name])
    }


def _is_known(kind: str, name: str, value: str) -> bool:
    if (kind, name) == ("search", "loai"):
        return value in registry.names("search")()
    known = _OTHERS if name == LANGUAGE else _KNOWN.get((kind, name))
    return known is None or known.fullmatch(value) is not None


def _week(day: date) -> str:
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02}"
