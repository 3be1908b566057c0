"""How a criterion looks at public objects: by a rule of this closed list."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from api.criteria.gaps import Object, images, is_bare, is_blank
from api.runtime import clock
from api.text.slugs import folded
from api.text.web_addresses import is_email

_LONGEST = 500


class Seen(NamedTuple):
    """What was found at a member of an object, and whether it is as the criterion asks."""

    pointer: str
    found: Any
    is_met: bool


class Rule(NamedTuple):
    """How one object is looked at. `one_is_enough`: the criterion asks for one that is so."""

    look: Callable[[Mapping[str, Any], Object, datetime], Iterator[Seen]]
    one_is_enough: bool = False


def types_of(looks_at: Mapping[str, Any]) -> tuple[str, ...] | None:
    """The types that are looked at; None for all."""
    one = looks_at.get("type")
    return (one,) if one else tuple(looks_at["types"]) if "types" in looks_at else None


def _present(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    for name in looks_at["members"]:
        value = content.get(name)
        yield Seen(f"/{name}", value, not is_blank(value))


def _email(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    for seen in _present(looks_at, content, at):
        yield seen._replace(is_met=seen.is_met and is_email(str(seen.found)))


def _host(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    for seen in _present(looks_at, content, at):
        if seen.is_met:  # Where nothing is told, the address cannot be looked at.
            host = _host_of(seen.found)
            yield seen._replace(is_met=bool(re.fullmatch(looks_at["form"], host, re.ASCII)))


def _host_of(address: Any) -> str:
    try:
        return urlsplit(str(address)).hostname or ""
    except ValueError:
        return ""


def _alts(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    for pointer, image in images(content):
        yield Seen(f"{pointer}/alt", image.get("alt"), not is_bare(image))


def _some(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    name = "title" if content.get("title") else "name"
    title = str(content.get(name) or "")[:_LONGEST]
    words = " ".join(folded(title).split("-"))
    yield Seen(
        f"/{name}", title, not looks_at["words"] or any(e in words for e in looks_at["words"])
    )


def _fresh(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    published_at = content.get("published_at")
    moment = _moment(published_at)
    if moment is not None:
        yield Seen("/published_at", published_at, at - timedelta(days=looks_at["days"]) <= moment)


def _ahead(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    today, day = clock.day_of(at), _day(content.get("date"))
    is_soon = day is not None and today <= day <= today + timedelta(days=looks_at["days"])
    is_meant = next(_some(looks_at, content, at)).is_met
    yield Seen("/date", content.get("date"), is_soon and is_meant)


def _none(looks_at: Mapping[str, Any], content: Object, at: datetime) -> Iterator[Seen]:
    return iter(())


def _moment(value: Any) -> datetime | None:
    try:
        moment = datetime.fromisoformat(value)
    except (TypeError, ValueError):
        return None
    return moment if moment.tzinfo else None


def _day(value: Any) -> date | None:
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return None


RULES: Mapping[str, Rule] = {
    "present": Rule(_present),
    "email": Rule(_email),
    "host": Rule(_host),
    "alts": Rule(_alts),
    "some": Rule(_some, one_is_enough=True),
    "fresh": Rule(_fresh, one_is_enough=True),
    "ahead": Rule(_ahead, one_is_enough=True),
    "none": Rule(_none),
}
