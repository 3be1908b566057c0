"""Addresses of a former portal: which may be kept, and the one form in which they are compared."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

LONGEST = 300
PROGRAMS = frozenset(
    ("v1", "authoring", "feeds", "media", "docs", ".well-known", "healthz", "readyz", "metrics")
) | {"desk"}
"""The first parts of paths that programs ask for: nothing else is ever found below them."""

PAGES = frozenset(
    (
        "/",
        "/thong-bao",
        "/tin-theo-thang",
        "/van-ban",
        "/lich-lam-viec",
        "/lien-he",
        "/lanh-dao",
        "/so-do-cong",
        "/tim-kiem",
    )
)
"""Pages that every portal has."""

_FORM = re.compile(r"[A-Za-z0-9._~/?=&%-]+", re.ASCII)
_WITH_HOST = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_UNQUOTED = "/~"
_MOST_ASKED = 2_000
# What chats and advertisers hang onto links that are shared.
_TRACKING = frozenset(("fbclid", "gclid", "zarsrc", "gidzl", "_"))
# What the home page itself reads is no address of anything else.
_OF_HOME = frozenset(("lang",))


def parse(text: str, old_base: str | None, below: str = "") -> str:
    """The path, with its query if it has one, of an old address as somebody wrote it.

    ValueError says what is wrong. `old_base` is the address of the former portal; the path is put
    `below` another.
    """
    address = _without_host(text, old_base) if _WITH_HOST.match(text) else text
    if not _FORM.fullmatch(address) or len(address) > LONGEST:
        raise ValueError(_misspelt(address))
    address = f"{below}/{address.removeprefix('/')}"
    path, _, query = address.partition("?")
    if is_reserved(unquote(path, "latin-1")):
        raise ValueError(f"“{address}” is an address of this program's own")
    if not keys_of(unquote(path, "latin-1"), query):
        raise ValueError(f"“{address}” is the home page here")
    return address


# An import asks for that of one address several times.
@lru_cache(maxsize=2_000)
def key_of(address: str) -> str:
    """The form in which an old address is looked up, whichever way it is written."""
    path, _, query = address.partition("?")
    return keys_of(unquote(path, "latin-1"), query)[0]


def keys_of(path: str, query: str) -> list[str]:
    """What to look for where somebody asks for this, the closest first; a path without its query is
    the last. `path` holds a letter for each byte, as WSGI gives it.

    Slashes at the end, the case of escapes, the order of parameters, and those that are hung onto
    shared links make no difference.
    """
    if len(path) + len(query) > _MOST_ASKED:
        return []
    plain = quote(path, safe=_UNQUOTED, encoding="latin-1").rstrip("/")
    pairs = [pair for pair in _pairs(query) if not _is_tracking(pair[0])]
    with_query = [f"{plain or '/'}?{urlencode(sorted(pairs), encoding='latin-1')}"]
    if not plain:
        return with_query if any(name not in _OF_HOME for name, _ in pairs) else []
    return [*with_query, plain] if pairs else [plain]


def is_page(address: str) -> bool:
    """Whether a page that every portal has stands at the path of an old address."""
    return key_of(address).partition("?")[0] in PAGES - {"/"}


def is_reserved(path: str) -> bool:
    """Whether a path is a program's, so that nothing of a former portal stands there."""
    return path.lstrip("/").partition("/")[0] in PROGRAMS


def _pairs(query: str) -> list[tuple[str, str]]:
    return parse_qsl(query, keep_blank_values=True, encoding="latin-1") if query else []


def _is_tracking(name: str) -> bool:
    return name in _TRACKING or name.startswith("utm_")


def _without_host(text: str, old_base: str | None) -> str:
    """What is left of a whole address of the former portal once its host is off."""
    if old_base is None:
        raise ValueError(f"“{text[:LONGEST]}” names a host: say old_base_url in site.json")
    if _host(text) != _host(old_base):
        raise ValueError(f"“{text[:LONGEST]}” is no address of the former portal, {old_base}")
    return "/" + text.partition("//")[2].partition("/")[2]


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _misspelt(address: str) -> str:
    said = (
        f"“{address[:LONGEST]}” is no path, with or without a query, of at most {LONGEST} letters,"
        " digits and . _ ~ / ? = & % -"
    )
    escaped = quote(address, safe="/?=&%~")
    # What follows a "#" is never asked for.
    is_right = len(escaped) <= LONGEST and _FORM.fullmatch(escaped) and "#" not in address
    return f"{said}: write “{escaped}”" if is_right and escaped != address else said
