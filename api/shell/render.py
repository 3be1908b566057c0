"""The words and lists that stand in a filled page: one small template per kind, all escaped."""

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from api.http.representation import digest
from api.shell import pictures, words
from api.shell.alternates import calendar_url
from api.shell.asking import path_part
from api.shell.phones import phone_parts

_MARKS = re.compile("</?mark>")
_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})

Items = list[dict[str, Any]]


def main(name: str, found: dict[str, Any]) -> bytes:
    """What stands in `<main>` of a page of that name."""
    return _rendered(f"{name}.html", found)


def around(found: dict[str, Any]) -> dict[str, bytes]:
    """The slots around `<main>`: whose portal it is, its menu, what is urgent, its identity."""
    return {name: _rendered(f"{name}.html", found) for name in ("header", "emergency", "footer")}


def head(found: dict[str, Any]) -> bytes:
    """What search engines and link previews are told."""
    return _rendered("head.html", found)


def _rendered(template: str, found: dict[str, Any]) -> bytes:
    return _jinja.get_template(template).render(found).encode()


def _safe_url(address: str | None) -> str | None:
    """An address that may be followed; None for any other scheme, which escaping cannot mend."""
    return address if address and urlsplit(address).scheme in _SAFE_SCHEMES else None


def _next_page(following: str | None, **kept: str | None) -> str | None:
    """The query of a page's own address for the next page of a list."""
    if not following:
        return None
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    return _asking("", {**kept, "cursor": cursor})


def _asking(path: str, asked: dict[str, str | None]) -> str:
    """The address of a page that is asked for something; what is not is left out."""
    query = urlencode({name: value for name, value in asked.items() if value})
    return f"{path}?{query}" if query else path


def _marked(highlights: str) -> Markup:
    """A highlight of the search, of which `<mark>` alone is taken for markup."""
    # With the marks cut off, every second part stood between them.
    parts = [escape(unescape(each)) for each in _MARKS.split(highlights)]
    parts[1::2] = [Markup("<mark>{}</mark>").format(each) for each in parts[1::2]]
    return Markup("").join(parts)


def _taking_part(entries: list[dict[str, Any]], official: str) -> list[dict[str, Any]]:
    """The entries of a day that an official chairs or attends; all of them when none is named."""
    if not official:
        return entries
    return [each for each in entries if official in _ids(each)]


def _ids(entry: dict[str, Any]) -> list[str | None]:
    people = [entry["chair"], *entry["officials"]]
    return [person["id"] for person in people if person]


def _tops(items: Items) -> Items:
    """Those without a parent; one whose parent is not public stands for itself."""
    slugs = {each["slug"] for each in items}
    return [each for each in items if each["parent"] not in slugs]


def _by_category(articles: Items) -> list[tuple[dict[str, Any] | None, Items]]:
    """Articles by category, in the order of the newest of each; those without one come last."""
    found: dict[str, Items] = {}
    for article in articles:
        category = article["category"]
        found.setdefault(category["slug"] if category else "", []).append(article)
    of_none = found.pop("", None)
    groups = [*found.values(), *([of_none] if of_none else [])]
    return [(each[0]["category"], each) for each in groups]


_jinja = Environment(
    loader=PackageLoader("api.shell"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_jinja.filters.update(
    day=words.day,
    moment=words.moment,
    weekday=words.weekday,
    number=words.number,
    phone_parts=phone_parts,
    days=words.days,
    file_facts=words.file_facts,
    path_part=path_part,
    asking=_asking,
    tops=_tops,
    by_category=_by_category,
    safe_url=_safe_url,
    marked=_marked,
    taking_part=_taking_part,
)
_jinja.tests.update(https=lambda url: url.startswith("https://"))
_jinja.globals.update(
    body=pictures.body,
    calendar_url=calendar_url,
    picture=pictures.picture,
    sizes={
        "card": pictures.CARD_SIZES,
        "lead": pictures.LEAD_SIZES,
        "banner": pictures.BANNER_SIZES,
        "side": pictures.SIDE_SIZES,
        "official": pictures.OFFICIAL_SIZES,
    },
    next_page=_next_page,
    weekdays=words.WEEKDAYS,
    sessions=words.SESSIONS,
    changes=words.CHANGES,
    week_span=words.week_span,
)


def prepare() -> None:
    """Read every template: one that changes under a running server changes nothing there."""
    for name in _jinja.list_templates():
        _jinja.get_template(name)


TEMPLATES = digest(
    b"".join(
        _jinja.loader.get_source(_jinja, name)[0].encode()  # type: ignore[union-attr]
        for name in sorted(_jinja.list_templates())
    )
)
"""The hash of all templates: a page made by other ones is another page."""
