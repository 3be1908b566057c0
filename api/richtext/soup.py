"""Reading HTML as people paste it: every tag a body may not have is taken out of the tag soup.

This is no guard against scripts (nh3 is, and it reads what comes out of here): it renames what
may stay, keeps words apart where a block goes, and keeps nh3's time linear to the input.
"""

import html
import re
from collections import Counter
from collections.abc import Callable

from api.core.text import UnsafeText

INLINE = frozenset({"a", "strong", "em", "sub", "sup", "u", "code"})
VOID = frozenset({"br", "hr", "img"})
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start"},
    "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"},
}
# The parser closes these by itself where they may not nest, so alone they never grow deep.
_SELF_CLOSING = frozenset({"p", "li", "caption", "thead", "tbody", "tr", "th", "td"})
_HEADINGS = frozenset({"h2", "h3", "h4"})
_CONTAINERS = frozenset({"ul", "ol", "blockquote", "figure", "figcaption", "pre", "table"})
_NESTING = INLINE | _HEADINGS | _CONTAINERS
TAGS = INLINE | VOID | _SELF_CLOSING | _HEADINGS | _CONTAINERS

_BREAKS = (
    "address article aside center dd details dialog dir dl dt fieldset footer form h1 h5 h6 header"
    " hgroup legend main menu nav option section summary tfoot"
)
_KNOWN = (
    {tag: tag for tag in TAGS}
    | {"b": "strong", "i": "em", "div": "p"}
    | dict.fromkeys(_BREAKS.split(), "\n")
)
# Nobody can read what these hold, so it goes with them.
_HIDDEN = (
    "audio|canvas|iframe|math|noembed|noframes|noscript|object|script|select|style|svg|template"
    "|textarea|title|video|xmp"
)

# The tokeniser of the HTML standard, as far as a body needs it. Every alternative matches at its
# first try and the next one starts where it ended, so reading is linear whatever the input.
_S = r" \t\n\f\r"
_NAME = rf"[^{_S}/>][^{_S}/>=]*+"
_VALUE = rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_S}>]*+)"""
_REFERENCE = r"(?:#[0-9]{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31})"
_TOKEN = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+(?:>|\Z)"
    rf"|<(?P<hidden>{_HIDDEN})(?=[{_S}/>])"
    rf"(?:[^>]*+(?<=/)>|.*?(?=</(?P=hidden)[{_S}/>]|\Z))"
    rf"|<(?P<end>/?)(?P<name>[a-z][^{_S}/>]*+)"
    rf"(?P<attributes>(?:[{_S}/]*+{_NAME}(?:[{_S}]*+=[{_S}]*+{_VALUE})?+)*+)[{_S}/]*+(?:>|\Z)"
    rf"|&(?:{_REFERENCE};?)?|[<>]",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_ANY_IMAGE = re.compile("<[iI][mM][gG]")
_ATTRIBUTE = re.compile(rf"[{_S}/]*+({_NAME})(?:[{_S}]*+=[{_S}]*+({_VALUE}))?+")
# Without a semicolon it may as well be a parameter of an address, as in `?a=1&copy=2`.
_REFERENCE_IN_VALUE = re.compile(f"&{_REFERENCE};", re.IGNORECASE | re.ASCII)

# What comes out as it went in: most bodies that a program wrote, and all that were tamed before.
_TAME_VALUE = r'"(?:[^"<>&]++|&(?:amp|lt|gt|quot);)*+"'
_TAME = re.compile(
    r"(?:[^<>&]++|&(?:amp|lt|gt);"
    rf"|</(?:{'|'.join(sorted(TAGS - VOID))})>|<(?:{'|'.join(sorted(TAGS))})>"
    rf"|<a href={_TAME_VALUE}>|<img src={_TAME_VALUE}(?: alt={_TAME_VALUE})?>)*+"
)

MAX_DEPTH = 32
MAX_INLINE_DEPTH = 100
MAX_TAGS = 50_000
_MAX_REOPENINGS = 500_000
_BLOCK_START = re.compile(r"<(?:[huo][l234]|blo|fig|pre|tab)")
_INLINE_START = re.compile(r"<(?:a|s|em|u>|cod)")
_TAMED_TAG = re.compile(r"<(/?)([a-z0-9]+)")


class TooDeep(UnsafeText):
    """A body nested deeper than any reader, parser or app should have to follow."""

    def __init__(self) -> None:
        super().__init__(
            "too_deep",
            f"The body nests blocks more than {MAX_DEPTH} deep, or leaves too many tags open.",
        )


def tame(soup: str) -> str:
    """Keep the tags and attributes a body may have, `b i div` renamed; raise UnsafeText for excess.

    Nothing in the result is left for a parser to guess, save how its elements nest. The only
    references in it are `&amp; &lt; &gt; &quot;`.
    """
    tamed = soup if _TAME.fullmatch(soup) else _TOKEN.sub(_tamed, soup)
    _refuse_excess(tamed)
    return tamed


def bundle_images(soup: str) -> list[str]:
    """List the `src` of each image in order, as written; "" for one that has none."""
    return [_values(token).get("src", "") for token in _images(soup)]


def replace_images(soup: str, resolve: Callable[[str], str | None]) -> str:
    """Put `resolve(src)` in place of each image's `src`; None leaves that image as it is."""

    def replaced(token: re.Match[str]) -> str:
        values = _values(token) if _is_image(token) else {}
        source = resolve(values["src"]) if "src" in values else None
        if source is None:
            return token[0]
        alt = f' alt="{quoted(values["alt"])}"' if "alt" in values else ""
        return f'<img src="{quoted(source)}"{alt}>'

    return _TOKEN.sub(replaced, soup) if _images(soup) else soup


def _images(soup: str) -> list[re.Match[str]]:
    if not _ANY_IMAGE.search(soup):
        return []
    return [token for token in _TOKEN.finditer(soup) if _is_image(token)]


def _is_image(token: re.Match[str]) -> bool:
    return not token["end"] and (token["name"] or "").lower() == "img"


def _values(token: re.Match[str]) -> dict[str, str]:
    kept = _kept_values("img", token["attributes"])
    return {name: html.unescape(value).strip() for name, value in kept.items()}


def _tamed(token: re.Match[str]) -> str:
    end, name, attributes = token.group("end", "name", "attributes")
    if name is None:
        return _text(token[0])
    tag = _KNOWN.get(name) or _KNOWN.get(name.lower(), "")
    if tag not in TAGS or (end and tag in VOID):
        return "\n" if tag == "\n" else ""
    return f"</{tag}>" if end else f"<{tag}{attributes and _kept(tag, attributes)}>"


def _text(token: str) -> str:
    if token[0] == "&":
        return escaped(html.unescape(token))
    return escaped(token) if token in ("<", ">") else ""


def escaped(text: str) -> str:
    """Escape a text as nh3 does, so that what it reads again is what it would write."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """Escape a value for double quotes, likewise."""
    return escaped(value).replace('"', "&quot;")


def _kept(tag: str, source: str) -> str:
    return "".join(f' {name}="{value}"' for name, value in _kept_values(tag, source).items())


def _kept_values(tag: str, source: str) -> dict[str, str]:
    """Give the values of what the tag may keep, ready for double quotes; the first one counts."""
    values: dict[str, str] = {}
    if wanted := ATTRIBUTES.get(tag):
        for name, value in _ATTRIBUTE.findall(source):
            if (name := name.lower()) in wanted and name not in values:
                values[name] = quoted(_REFERENCE_IN_VALUE.sub(_referred, _without_quotes(value)))
    return values


def _referred(reference: re.Match[str]) -> str:
    return html.unescape(reference[0])


def _without_quotes(value: str) -> str:
    quote = value[:1]
    if quote not in ("'", '"'):
        return value
    return value[1:].removesuffix(quote)


def _refuse_excess(tamed: str) -> None:
    tags = tamed.count("<")
    if tags > MAX_TAGS:
        raise UnsafeText("too_many_tags", f"The body has more than {MAX_TAGS} tags.")
    blocks, inline = len(_BLOCK_START.findall(tamed)), len(_INLINE_START.findall(tamed))
    reopenings = inline * tags
    if blocks > MAX_DEPTH or inline > MAX_INLINE_DEPTH or reopenings > _MAX_REOPENINGS:
        depth = _Depth()
        for token in _TAMED_TAG.finditer(tamed):
            depth.follow(*token.groups())


class _Depth:
    """Counts what a parser will have open at each tag, never less than it really has."""

    def __init__(self) -> None:
        # What is open, apart for each table: an end tag in a cell closes nothing outside.
        self._open: list[Counter[str]] = [Counter()]
        self._inline = 0
        self._blocks = 0
        self._reopenings = 0

    def follow(self, end: str, tag: str) -> None:
        if tag in _NESTING:
            self._count("heading" if tag in _HEADINGS else tag, end)
        # A parser may open here again all the formatting that was left open.
        self._reopenings += self._inline
        too_deep = self._blocks > MAX_DEPTH or self._inline > MAX_INLINE_DEPTH
        if too_deep or self._reopenings > _MAX_REOPENINGS:
            raise TooDeep

    def _count(self, kind: str, end: str) -> None:
        if not end:
            self._enter(kind)
        elif kind == "table":
            self._leave_table()
        elif self._open[-1][kind]:
            self._open[-1][kind] -= 1
            self._add(kind, -1)

    def _enter(self, kind: str) -> None:
        # A second link ends the first one.
        if kind == "a" and self._open[-1]["a"]:
            return
        self._add(kind, 1)
        if kind == "table":
            self._open.append(Counter())
        else:
            self._open[-1][kind] += 1

    def _leave_table(self) -> None:
        if len(self._open) > 1:
            self._add("table", -1)
            for kind, number in self._open.pop().items():
                self._add(kind, -number)

    def _add(self, kind: str, number: int) -> None:
        if kind in INLINE:
            self._inline += number
        else:
            self._blocks += number
