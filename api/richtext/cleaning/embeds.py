"""What a body may not hold and nobody reads as text: frames, films, drawings, fields of forms."""

import html
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from api.richtext.cleaning.soup import MARKUP, escaped, quoted, values_of, values_of_first

_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "frame"})
_LOST = {
    "svg": "drawing_dropped",
    "math": "drawing_dropped",
    "canvas": "drawing_dropped",
    "select": "form_dropped",
    "textarea": "form_dropped",
    "xmp": "hidden_removed",
}
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data", "href")
_INSIDE = frozenset({"source", "embed", "param", "iframe"})
# Boxes and circles show none of what they stand for.
_SHOWING = frozenset({"", "text", "button", "submit", "reset", "search", "tel", "number"})
_FILMS = frozenset({"lite-youtube", "amp-youtube"})
# By these an editor or a script shows a film or a post where the element itself stands empty.
_SHOWN_BY_SCRIPTS = ("data-oembed-url", "data-href")
_PLACES = ("url", "src", *_SHOWN_BY_SCRIPTS)
_NAMED = _FILMS | {"oembed", "portal", "amp-iframe", "amp-video", "amp-audio", "amp-img"}
_EMPTY = re.compile(r"\s*</")
MOST = 400
"""So much of what is lost is looked at."""
_TAG = re.compile(r"<[^<>]*>")
_NOWHERE = re.compile(r"(?:about|data|javascript|blob):", re.IGNORECASE)
_GOOGLE_COMMENT = re.compile(
    r"(?:\s*+<(?:p|span|sup)\b[^<>]*+>)*+\s*+<a\b[^<>]*#cmnt_ref", re.IGNORECASE
)


class Stand(NamedTuple):
    """What comes in place of something: markup, the code of what is lost, and an example."""

    markup: str
    code: str | None = None
    example: str = ""


def stand_in(name: str, markup: str) -> Stand:
    """What is left of an element that a body may not hold."""
    if name in _EMBEDS:
        return _link(name, markup)
    code = _LOST.get(name)
    words = html.unescape(" ".join(_TAG.sub(" ", markup).split())[:MOST]) if code else ""
    # A drawing without words is most often an icon; a field without any holds nothing yet.
    return Stand("", code if words else None, words)


def shown_in_field(values: Mapping[str, str]) -> str:
    """The words that a field of a form shows, a button's among them."""
    is_shown = values.get("type", "").lower() in _SHOWING
    return " ".join(values.get("value", "").split())[:MOST] if is_shown else ""


def standing(name: str, token: re.Match[str]) -> Stand | None:
    """What is left of an element that only a script or an editor makes a film or a post of."""
    source = token["attributes"]
    is_shown = any(map(source.__contains__, _SHOWN_BY_SCRIPTS)) and _EMPTY.match(
        token.string, token.end()
    )
    if name not in _NAMED and not is_shown:
        return None
    values = values_of(source)
    if name == "amp-img":
        return Stand("", "image_dropped", values.get("src", ""))
    film = values.get("videoid") or values.get("data-videoid") if name in _FILMS else None
    given = [f"https://www.youtube.com/watch?v={film}"] if film else []
    return _linked(name, [*given, *(values.get(each, "") for each in _PLACES)])


def _link(name: str, markup: str) -> Stand:
    values = values_of_first(markup)
    given = [values.get(each, "") for each in _ADDRESSES] + _addresses_inside(markup)
    return _linked(name, given)


def _linked(name: str, given: Iterable[str]) -> Stand:
    addresses = (each.strip() for each in given)
    address = next((each for each in addresses if each and not _NOWHERE.match(each)), "")
    if not address:
        return Stand("", "embed_dropped", f"<{name}>")
    link = f'<p><a href="{quoted(address)}">{escaped(address)}</a></p>'
    return Stand(link, "embed_linked", f"{name} {address}")


def _addresses_inside(markup: str) -> list[str]:
    tokens = MARKUP.finditer(markup, 1)
    inside = [values_of(each["attributes"]) for each in tokens if _is_inside(each)]
    return [
        values.get("src") or (values.get("value", "") if values.get("name") == "movie" else "")
        for values in inside
    ]


def _is_inside(token: re.Match[str]) -> bool:
    return (token["name"] or "").lower() in _INSIDE and not token["end"]


def is_google_comment(name: str, soup: str, place: int) -> bool:
    """Whether an element whose content begins here is a comment that Google Docs puts behind."""
    return name == "div" and bool(_GOOGLE_COMMENT.match(soup, place))
