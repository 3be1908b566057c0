"""The HTML of a body: what of it is stored and how it is shown. No other way lets HTML in."""

import html
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import nh3

from api.core.text import UnsafeText as UnsafeText
from api.core.text import compose, scrub

# `as` marks what belongs to this module's own face, wherever it is written.
from api.richtext.reading import BodyImage as BodyImage
from api.richtext.reading import clean_alt as clean_alt
from api.richtext.reading import headings as headings
from api.richtext.reading import images as images
from api.richtext.reading import links as links
from api.richtext.reading import plain as plain
from api.richtext.reading import reading_minutes as reading_minutes
from api.richtext.reading import to_text as to_text
from api.richtext.reading import words as words
from api.richtext.soup import ATTRIBUTES, INLINE, TAGS, quoted, tame
from api.richtext.soup import TooDeep as TooDeep
from api.richtext.soup import bundle_images as bundle_images
from api.richtext.soup import replace_images as replace_images

REL = "noopener nofollow ugc"

_NH3 = nh3.Cleaner(
    tags=TAGS,
    attributes=ATTRIBUTES,
    link_rel=None,
    url_schemes={"http", "https", "mailto", "tel", "media"},
    # Relative addresses stay only to be judged below, with all the others.
    url_relative="pass_through",
)
_MAX_ROUNDS = 8
# nh3 writes values in double quotes, with `< > & "` escaped in them.
_JUDGED = re.compile(r'</a>|<(a|img|ol|td|th)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_CELL_VALUES = {
    "start": re.compile(r"-?[0-9]{1,6}"),
    "colspan": re.compile(r"[1-9][0-9]{0,2}"),
    "rowspan": re.compile(r"[1-9][0-9]{0,3}"),
    "scope": re.compile(r"(?:row|col)(?:group)?"),
}
_MEDIA = re.compile(r"media:[0-9a-f]{40}")
_STORED_IMAGE = re.compile(r'<img src="media:([0-9a-f]{40})"((?: alt="[^"]*")?)>')
_WEB = re.compile(r"https?://", re.IGNORECASE)
_CONTACT = re.compile(r"(?:mailto|tel):", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9.-]+")
# Stands for an image that was left out. No text holds it, since NUL is refused.
_GAP = "\x00"
# Stands for an ampersand where nh3 reads; it cannot be in a text either.
_AMPERSAND = "\x02"
_FIGURE = re.compile(r"<figure>(?:(?!</?figure>).)*+</figure>", re.DOTALL)
_UNSEEN = re.compile(
    r"<figcaption>.*?</figcaption>|</?(?!table|hr|img)[^>]*+>|[ \n\x00]+", re.DOTALL
)
_NEWLINES_IN_PRE = re.compile(r"<pre>\n+")
_EMPTY_LINK = re.compile(r'<a(?: [a-z]+="[^"]*")*+>([ \n]*+)</a>')
# Each with what is quickly searched for, since hardly any body has one.
_EMPTY_BLOCKS = (
    (
        re.compile(r"<p>(?:[ \n]|<br>)*+</p>"),
        re.compile(r"(?:<p>(?:[ \n]|<br>)*+</p>[ \n]*+)++"),
    ),
    (re.compile(r"<figure>[ \n]*+</figure>"), re.compile(r"<figure>[ \n]*+</figure>")),
)
_TAG_AT_END = re.compile(r"</?([a-z0-9]+)[^<>]*>$")
_TAG_AT_START = re.compile(r"</?([a-z0-9]+)")


class Sanitised(str):
    """A body that `sanitise` gave, which it need not read again; whatever was stored is none."""

    free_hosts: frozenset[str]


def sanitise(body: str, *, free_hosts: frozenset[str] = frozenset()) -> Sanitised:
    """Give the body as it may be stored, by the text rules of the API; raise UnsafeText.

    What is not allowed is dropped, its text kept. Links to `free_hosts` get no `rel`; one with
    a leading dot is a domain and all below it. Doing it twice changes nothing.
    """
    if isinstance(body, Sanitised) and body.free_hosts == free_hosts:
        return body
    sanitised = Sanitised(_stable(body, free_hosts))
    sanitised.free_hosts = free_hosts
    return sanitised


def _stable(body: str, free_hosts: frozenset[str]) -> str:
    for _ in range(_MAX_ROUNDS):
        tamed = _NEWLINES_IN_PRE.sub("<pre>", _compose(scrub(tame(body))))
        # Its time would grow with the square of the ampersands.
        body = _NH3.clean(tamed.replace("&amp;", _AMPERSAND)).replace(_AMPERSAND, "&amp;")
        # Only what is read as it is written is read alike by every parser, so go on until then.
        if body == tamed:
            body = _tidied(_JUDGED.sub(_Judge(free_hosts), body))
            if body.count("<") == tamed.count("<"):
                return body
    raise UnsafeText("unstable_html", "The body reads differently each time it is parsed.")


def render(
    stored: str,
    image_url: Callable[[str], str | None],
    *,
    free_hosts: frozenset[str] = frozenset(),
) -> str:
    """Sanitise once more and show each image from `image_url(media id)`; None leaves it out.

    A figure goes with its image when only a caption would be left.
    """

    def shown(image: re.Match[str]) -> str:
        url = image_url(image[1])
        return _GAP if url is None else f'<img src="{quoted(url)}"{image[2]}>'

    rendered = _STORED_IMAGE.sub(shown, sanitise(stored, free_hosts=free_hosts))
    if _GAP not in rendered:
        return rendered
    return _tidied(_FIGURE.sub(_unless_orphaned, rendered))


class _Judge:
    """Decides on each link, image and value that the parser let pass."""

    def __init__(self, free_hosts: frozenset[str]) -> None:
        self._free_hosts = free_hosts
        self._kept_links: list[bool] = []

    def __call__(self, token: re.Match[str]) -> str:
        tag, attributes = token.groups()
        if tag is None:
            return token[0] if self._kept_links.pop() else ""
        values = dict(_ATTRIBUTE.findall(attributes))
        if tag == "a":
            return self._link(values.get("href", ""))
        if tag == "img":
            return _image(values)
        return f"<{tag}{_cell_attributes(values)}>"

    def _link(self, value: str) -> str:
        address = html.unescape(value).replace("\n", "").strip()
        rel = _rel(address, self._free_hosts)
        self._kept_links.append(rel is not None)
        return "" if rel is None else f'<a href="{quoted(address)}"{rel}>'


def _rel(address: str, free_hosts: frozenset[str]) -> str | None:
    """Give the `rel` attribute a link needs, or None when it must not be a link at all."""
    if _CONTACT.match(address):
        return ""
    host = _host(address) if _WEB.match(address) else None
    if not host:
        return None
    return "" if _is_free(host, free_hosts) else f' rel="{REL}"'


def _host(address: str) -> str | None:
    try:
        # Browsers read a backslash as a slash: it ends the host.
        return urlsplit(address.replace("\\", "/")).hostname
    except ValueError:
        return None


def _is_free(host: str, free_hosts: frozenset[str]) -> bool:
    host = host.rstrip(".")
    if not _HOST.fullmatch(host):
        return False
    if host in free_hosts or f".{host}".endswith(".gov.vn"):
        return True
    return any(f".{host}".endswith(free) for free in free_hosts if free.startswith("."))


def _cell_attributes(values: dict[str, str]) -> str:
    kept = (item for item in values.items() if _CELL_VALUES[item[0]].fullmatch(item[1]))
    return "".join(f' {name}="{value}"' for name, value in kept)


def _image(values: dict[str, str]) -> str:
    source, alt = values.get("src", ""), values.get("alt")
    if not _MEDIA.fullmatch(source):
        return _GAP
    if alt is None or (alt.strip() and clean_alt(html.unescape(alt)) is None):
        return f'<img src="{source}">'
    return f'<img src="{source}" alt="{" ".join(alt.split())}">'


def _tidied(body: str) -> str:
    """Take out what only held something that was left out, until nothing more is empty."""
    body = body.replace(_GAP, "")
    before = None
    while body != before:
        before = body
        body = _EMPTY_LINK.sub(r"\1", body)
        for one, empty in _EMPTY_BLOCKS:
            if one.search(body):
                body = empty.sub(_boundary, body)
        body = _NEWLINES_IN_PRE.sub("<pre>", body).strip(" \n")
    return body


def _boundary(empty: re.Match[str]) -> str:
    """Give what keeps the words on both sides of an empty block apart: most often nothing."""
    before = empty.string[max(0, empty.start() - 200) : empty.start()].rstrip(" \n")
    after = empty.string[empty.end() : empty.end() + 200].lstrip(" \n")
    opposite = _TAG_AT_END.search(before), _TAG_AT_START.match(after)
    apart = not before or not after or any(tag and tag[1] not in INLINE for tag in opposite)
    return "" if apart else "<br>"


def _unless_orphaned(figure: re.Match[str]) -> str:
    if _GAP in figure[0] and not _UNSEEN.sub("", figure[0]):
        return _GAP
    return figure[0]


def _compose(body: str) -> str:
    """NFC, but never across the end of a tag: `>` and U+0338 would become one letter."""
    if "\u0338" not in body:
        return compose(body)
    return ">".join(compose(text).replace("\u0338", "") for text in body.split(">"))
