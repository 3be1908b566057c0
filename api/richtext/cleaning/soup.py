"""The grammar of HTML as people paste it: which tags a body may have, and how tokens are read.

This is no guard against scripts (nh3 is, and it reads what comes out of here). Every pattern
matches at its first try and the next one starts where it ended, so reading is linear whatever
the input.
"""

import html
import re
from collections.abc import Callable
from functools import lru_cache

INLINE = frozenset({"a", "strong", "em", "sub", "sup", "u", "s", "code"})
VOID = frozenset({"br", "hr", "img"})
ATTRIBUTES = {
    "a": {"href"},
    "img": {"src", "alt"},
    "ol": {"start", "type"},
    "li": {"value"},
    "td": {"colspan", "rowspan", "scope"},
    "th": {"colspan", "rowspan", "scope"},
}
VALUES = {
    "start": re.compile(r"-?[0-9]{1,6}"),
    "value": re.compile(r"-?[0-9]{1,6}"),
    "type": re.compile(r"[1aAiI]"),
    "colspan": re.compile(r"[1-9][0-9]{0,2}"),
    "rowspan": re.compile(r"[1-9][0-9]{0,3}"),
    "scope": re.compile(r"(?:row|col)(?:group)?"),
}
"""What the value of an attribute must be; any other is left out."""

# The parser closes these by itself where they may not nest, so alone they never grow deep.
SELF_CLOSING = frozenset({"p", "li", "caption", "thead", "tbody", "tr", "th", "td"})
HEADINGS = frozenset({"h2", "h3", "h4"})
CONTAINERS = frozenset({"ul", "ol", "blockquote", "figure", "figcaption", "pre", "table"})
TAGS = INLINE | VOID | SELF_CLOSING | HEADINGS | CONTAINERS

_AS_PARAGRAPHS = (
    *("address", "article", "aside", "center", "dd", "details", "dialog", "div", "dl", "dt"),
    *("fieldset", "footer", "form", "header", "hgroup", "legend", "main", "marquee", "nav"),
    "option",
    *("section", "summary"),
)
KNOWN = (
    {tag: tag for tag in TAGS}
    | {"b": "strong", "i": "em", "strike": "s", "del": "s"}
    | {"h1": "h2", "h5": "h4", "h6": "h4", "dir": "ul", "menu": "ul", "tfoot": "tbody"}
    | dict.fromkeys(_AS_PARAGRAPHS, "p")
)
"""The tags that are written for those of the source; any other goes, and its text stays."""
NEVER_HOLDS = frozenset(
    {
        *("area", "base", "basefont", "bgsound", "br", "col", "colgroup", "command", "embed"),
        *("frame", "hr", "img", "input", "keygen", "link", "meta", "param", "source", "track"),
        "wbr",
    }
)
"""What has no end tag."""

# Nobody reads what these hold as text, so each is one token with all that is in it.
_RAW = (
    "audio|canvas|datalist|iframe|math|noembed|noframes|noscript|object|rp|script|select|style|svg"
    "|template|textarea|title|video|xml|xmp"
)
_S = r" \t\n\f\r"
_NAME = rf"[^{_S}/>][^{_S}/>=]*+"
_VALUE = rf"""(?:"[^"]*+(?:"|\Z)|'[^']*+(?:'|\Z)|[^{_S}>]*+)"""
_ATTRIBUTES = rf"(?:[{_S}/]*+{_NAME}(?:[{_S}]*+=[{_S}]*+{_VALUE})?+)*+"
_ATTRIBUTE = re.compile(rf"[{_S}/]*+({_NAME})(?:[{_S}]*+=[{_S}]*+({_VALUE}))?+")
_REFERENCE = r"(?:#[0-9]{1,8}|#x[0-9a-f]{1,8}|[a-z][a-z0-9]{1,31})"
_REFERENCE_IN_TEXT = re.compile(f"&{_REFERENCE};?", re.IGNORECASE | re.ASCII)
# Without a semicolon it may as well be a parameter of an address, as in `?a=1&copy=2`.
_REFERENCE_IN_VALUE = re.compile(f"&{_REFERENCE};", re.IGNORECASE | re.ASCII)

# The tokeniser of the HTML standard, as far as a body needs it; all between is text.
MARKUP = re.compile(
    r"<!--(?:-?>|.*?(?:--!?>|\Z))"
    r"|<[!?][^>]*+(?:>|\Z)"
    rf"|<(?P<raw>{_RAW})(?=[{_S}/>])"
    rf"(?:[^>]*+(?<=/)>|.*?(?=</(?P=raw)[{_S}/>]|\Z))"
    rf"|<(?P<end>/?)(?P<name>[a-z][^{_S}/>]*+)(?P<attributes>{_ATTRIBUTES})[{_S}/]*+(?:>|\Z)",
    re.DOTALL | re.IGNORECASE | re.ASCII,
)
_FIRST_TAG = re.compile(rf"<[a-z]+({_ATTRIBUTES})[{_S}/]*+>?", re.IGNORECASE | re.ASCII)


def values_of(source: str) -> dict[str, str]:
    """The attributes of a tag, as they are meant; of two with one name the first counts."""
    values: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(source):
        values.setdefault(name.lower(), meant(_without_quotes(value)))
    return values


def values_of_first(markup: str) -> dict[str, str]:
    """The attributes of the tag that a piece begins with."""
    first = _FIRST_TAG.match(markup)
    return values_of(first[1]) if first else {}


def content_of_first(markup: str) -> str:
    """What stands behind the tag that a piece begins with."""
    first = _FIRST_TAG.match(markup)
    return markup[first.end() :] if first else markup


def meant(value: str) -> str:
    """What the value of an attribute says, its references resolved."""
    return _REFERENCE_IN_VALUE.sub(_referred, value) if "&" in value else value


def text(run: str) -> str:
    """A run of text between tags, its references resolved, escaped as nh3 does it."""
    if "&" not in run and "<" not in run and ">" not in run:
        return run
    return escaped(_REFERENCE_IN_TEXT.sub(_referred, run))


def escaped(text: str) -> str:
    """Escape a text as nh3 does, so that what it reads again is what it would write."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """Escape a value for double quotes, likewise."""
    return escaped(value).replace('"', "&quot;")


def _referred(reference: re.Match[str]) -> str:
    return _resolved(reference[0])


_resolved: Callable[[str], str] = lru_cache(maxsize=1024)(html.unescape)


def _without_quotes(value: str) -> str:
    quote = value[:1]
    if quote not in ("'", '"'):
        return value
    return value[1:].removesuffix(quote)
