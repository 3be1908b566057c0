"""What a body may not hold and nobody reads as text: frames, films, drawings, fields of forms."""

import html
import re
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
MOST = 400
"""So much of what is lost is looked at."""
_TAG = re.compile(r"<[^<>]*>")
_NOWHERE = re.compile(r"(?:about|data|javascript|blob):", re.IGNORECASE)


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


def _link(name: str, markup: str) -> Stand:
    values = values_of_first(markup)
    given = [values.get(each, "").strip() for each in _ADDRESSES] + _addresses_inside(markup)
    address = next((each for each in given if each and not _NOWHERE.match(each)), "")
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
