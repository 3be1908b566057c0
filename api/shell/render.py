"""The words and lists that stand in a filled page: one small template per kind, all escaped."""

from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined

from api.core.representation import digest
from api.shell import pictures

_SAFE_SCHEMES = frozenset({"http", "https", "mailto", "tel"})
_WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def main(name: str, found: dict[str, Any]) -> bytes:
    """What stands in `<main>` of a page of that name."""
    return _rendered(f"{name}.html", found)


def header(found: dict[str, Any]) -> bytes:
    """Whose portal it is, its menu, and what is urgent."""
    return _rendered("header.html", found)


def footer(found: dict[str, Any]) -> bytes:
    """The portal's identity; what is not known takes its line with it."""
    return _rendered("footer.html", found)


def head(found: dict[str, Any]) -> bytes:
    """What search engines and link previews are told."""
    return _rendered("head.html", found)


def _rendered(template: str, found: dict[str, Any]) -> bytes:
    return _jinja.get_template(template).render(found).encode()


def _day(date: str | None) -> str:
    """`dd/mm/yyyy` of a date or an instant, which the API gives in the time of Viet Nam."""
    return "/".join(reversed(date[:10].split("-"))) if date else ""


def _moment(at: str | None) -> str:
    return f"{at[11:16]} {_day(at)}" if at else ""


def _number(count: int) -> str:
    return f"{count:,}".replace(",", ".")


def _dialled(number: str) -> str:
    return "".join(each for each in number if each in "+0123456789")


def _safe_url(address: str | None) -> str | None:
    """An address that may be followed; None for any other scheme, which escaping cannot mend."""
    return address if address and urlsplit(address).scheme in _SAFE_SCHEMES else None


def _next_page(following: str | None, **kept: str | None) -> str | None:
    """The query of a page's own address for the next page of a list."""
    if not following:
        return None
    cursor = parse_qs(urlsplit(following).query)["cursor"][0]
    asked = {name: value for name, value in kept.items() if value}
    return "?" + urlencode({**asked, "cursor": cursor})


def _taking_part(entries: list[dict[str, Any]], official: str) -> list[dict[str, Any]]:
    """The entries of a day that an official chairs or attends; all of them when none is named."""
    if not official:
        return entries
    return [each for each in entries if official in _ids(each)]


def _ids(entry: dict[str, Any]) -> list[str | None]:
    people = [entry["chair"], *entry["officials"]]
    return [person["id"] for person in people if person]


_jinja = Environment(
    loader=PackageLoader("api.shell"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    auto_reload=False,
)
_jinja.filters.update(
    day=_day,
    moment=_moment,
    number=_number,
    dialled=_dialled,
    safe_url=_safe_url,
    taking_part=_taking_part,
)
_jinja.globals.update(
    body=pictures.body, picture=pictures.picture, next_page=_next_page, weekdays=_WEEKDAYS
)
TEMPLATES = digest(
    b"".join(
        _jinja.loader.get_source(_jinja, name)[0].encode()  # type: ignore[union-attr]
        for name in sorted(_jinja.list_templates())
    )
)
"""The hash of all templates: a page made by other ones is another page."""
