"""What a body may not hold and nobody reads as text: frames, films, drawings, fields of forms."""

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from api.richtext.cleaning.soup import (
    MARKUP,
    content_of_first,
    escaped,
    quoted,
    values_of,
    values_of_first,
)

_EMBEDS = frozenset({"iframe", "video", "audio", "object", "embed", "frame", "bgsound"})
_LOST = {
    **dict.fromkeys(("svg", "math", "canvas"), "drawing_dropped"),
    **dict.fromkeys(("select", "textarea", "datalist"), "form_dropped"),
    **dict.fromkeys(("xmp", "template", "title"), "hidden_removed"),
    **dict.fromkeys((*_EMBEDS, "noscript", "noframes", "noembed", "rp"), "instead_dropped"),
}
"""What is told of the words in an element that is one token."""
_ADDRESSES = ("src", "data-src", "data-lazy-src", "data", "href")
_INSIDE = frozenset({"source", "embed", "param", "iframe"})
# Boxes, circles and colours show none of what they stand for.
_SILENT = frozenset({"hidden", "password", "checkbox", "radio", "file", "color", "range"})
_FILMS = frozenset({"lite-youtube", "amp-youtube"})
# By these an editor or a script shows a film or a post where the element itself stands empty.
_SHOWN_BY_SCRIPTS = ("data-oembed-url", "data-href")
_PLACES = ("url", "src", *_SHOWN_BY_SCRIPTS)
_NAMED = _FILMS | {"oembed", "portal", "applet", "amp-iframe", "amp-video", "amp-audio", "amp-img"}
# In whose attributes stands what people read.
_SAYING = {"select": ("label",), "datalist": ("label", "value"), "iframe": ("srcdoc",)}
_SCRIPT = re.compile(r"<(script|style)\b.*?(?:</\1\b[^>]*>|\Z)", re.DOTALL | re.IGNORECASE)
_EXPLAINED = frozenset({"abbr", "acronym", "dfn"})
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


def stand_ins(name: str, markup: str) -> Iterator[Stand]:
    """What is left of an element that a body may not hold."""
    if name in _EMBEDS:
        yield _link(name, markup)
    # A drawing without words is most often an icon; a field without any holds nothing yet.
    code = _LOST.get(name)
    if code and any(map(str.isalnum, words := _words_in(name, markup))):
        yield Stand("", code, words)


def _words_in(name: str, markup: str) -> str:
    """The words that an element shows, or would without scripts and films."""
    said = [_SCRIPT.sub(" ", content_of_first(markup))]
    if names := _SAYING.get(name):
        tokens = (match for match in MARKUP.finditer(markup, 1) if match["name"])
        values = [values_of_first(markup), *(values_of(token["attributes"]) for token in tokens)]
        said += [value.get(name, "") for value in values for name in names]
    words = " ".join(_TAG.sub(" ", " ".join(said)).split())
    return html.unescape(words[: 2 * MOST])[:MOST]


def of_void(name: str, values: Mapping[str, str]) -> Iterator[Stand]:
    """What is left of one that holds nothing."""
    if name in _EMBEDS:
        yield _linked(name, [values.get(attribute, "") for attribute in _ADDRESSES])
    elif name == "area" and (address := values.get("href")):
        yield Stand("", "link_dropped", address)
    elif name == "input" and values.get("type", "").lower() not in _SILENT:
        said = values.get("value") or values.get("placeholder") or values.get("alt") or ""
        if words := " ".join(said.split())[:MOST]:
            yield Stand("", "form_dropped", words)


def standing(name: str, token: re.Match[str]) -> Iterator[Stand]:
    """What an element says that only a script, an editor or a pointer shows."""
    source = token["attributes"]
    is_shown = any(map(source.__contains__, _SHOWN_BY_SCRIPTS)) and _EMPTY.match(
        token.string, token.end()
    )
    if name in _EXPLAINED and (said := values_of(source).get("title")):
        yield Stand("", "explanation_dropped", said)
    if name in _NAMED or is_shown:
        yield _of_script(name, values_of(source))


def _of_script(name: str, values: Mapping[str, str]) -> Stand:
    if name == "amp-img":
        return Stand("", "image_dropped", values.get("src", ""))
    film = values.get("videoid") or values.get("data-videoid") if name in _FILMS else None
    given = [f"https://www.youtube.com/watch?v={film}"] if film else []
    return _linked(name, [*given, *(values.get(attribute, "") for attribute in _PLACES)])


def _link(name: str, markup: str) -> Stand:
    values = values_of_first(markup)
    given = [values.get(attribute, "") for attribute in _ADDRESSES] + _addresses_inside(markup)
    return _linked(name, given)


def _linked(name: str, given: Iterable[str]) -> Stand:
    addresses = (address.strip() for address in given)
    address = next(
        (address for address in addresses if address and not _NOWHERE.match(address)), ""
    )
    if not address:
        return Stand("", "embed_dropped", f"<{name}>")
    link = f'<p><a href="{quoted(address)}">{escaped(address)}</a></p>'
    return Stand(link, "embed_linked", f"{name} {address}")


def _addresses_inside(markup: str) -> list[str]:
    tokens = MARKUP.finditer(markup, 1)
    inside = [values_of(token["attributes"]) for token in tokens if _is_inside(token)]
    return [
        values.get("src") or (values.get("value", "") if values.get("name") == "movie" else "")
        for values in inside
    ]


def _is_inside(token: re.Match[str]) -> bool:
    return (token["name"] or "").lower() in _INSIDE and not token["end"]


def is_google_comment(name: str, soup: str, place: int) -> bool:
    """Whether an element whose content begins here is a comment that Google Docs puts behind."""
    return name == "div" and bool(_GOOGLE_COMMENT.match(soup, place))
