"""The HTML of a body: what of it is stored and how it is shown. No other way lets HTML in."""

import html
import re
from collections.abc import Callable

import nh3

from api.richtext.alts import clean_alt as clean_alt
from api.richtext.alts import is_default as is_default

# `as` marks what belongs to this module's own face, wherever it is written.
from api.richtext.as_text import to_text as to_text
from api.richtext.cleaning.addresses import (
    HERE,
    WEB,
    host_of,
    settle,
    stored_image,
    whole_address,
)
from api.richtext.cleaning.addresses import Origin as Origin
from api.richtext.cleaning.addresses import relative_links as relative_links
from api.richtext.cleaning.soup import ATTRIBUTES, INLINE, TAGS, quoted
from api.richtext.cleaning.taming import REL as REL
from api.richtext.cleaning.taming import tame
from api.richtext.limits import TooDeep as TooDeep
from api.richtext.pictures import bundle_images as bundle_images
from api.richtext.pictures import replace_images as replace_images
from api.richtext.reading import BodyImage as BodyImage
from api.richtext.reading import headings as headings
from api.richtext.reading import images as images
from api.richtext.reading import lines as lines
from api.richtext.reading import links as links
from api.richtext.reading import plain as plain
from api.richtext.reading import reading_minutes as reading_minutes
from api.richtext.reading import without_empty_alts as without_empty_alts
from api.richtext.reading import words as words
from api.text.characters import UnsafeText as UnsafeText
from api.text.characters import compose, scrub
from api.text.losses import Loss, Losses

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
_JUDGED = re.compile(r'</a>|<(a|img)((?: [a-z]+="[^"]*")*)>')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_STORED_IMAGE = re.compile(r'<img src="media:([0-9a-f]{40})"((?: alt="[^"]*")?)>')
_HOST = re.compile(r"[a-z0-9.-]+")
# Stands for an image that was left out. No text holds it, since NUL is refused.
_GAP = "\x00"
# Stands for an ampersand where nh3 reads; it cannot be in a text either.
_AMPERSAND = "\x02"
_FIGURE = re.compile(r"<figure>(?:(?!</?figure>).)*+</figure>", re.DOTALL)
_UNSEEN = re.compile(
    r"<figcaption>.*?</figcaption>|</?(?!table|hr|img)[^>]*+>|[ \n\x00]+", re.DOTALL
)
_CAPTION = re.compile(
    r"<figcaption>(?:<(?:p|em|strong)>)*+([^<>]*+)(?:</(?:p|em|strong)>)*+</figcaption>"
)
_NEWLINES_IN_PRE = re.compile(r"<pre>\n+")
_EMPTY_INLINE = re.compile(rf'<({"|".join(sorted(INLINE))})(?: [a-z]+="[^"]*")*+>([ \n]*+)</\1>')
_EMPTY_BLOCK = re.compile(
    r"<(p|h[234]|ul|ol|blockquote|figure|table|thead|tbody)(?: [a-z]+=\"[^\"]*\")*+>"
    r"(?:[ \n]|<br>)*+</\1>"
)
_EMPTY_BLOCKS = re.compile(rf"(?:{_EMPTY_BLOCK.pattern}[ \n]*+)++")
_TAG_AT_END = re.compile(r"</?([a-z0-9]+)[^<>]*>$")
_TAG_AT_START = re.compile(r"</?([a-z0-9]+)")


class Sanitised(str):
    """A body that `sanitise` gave, which it need not read again; whatever was stored is none.

    `losses` are what the body has lost of what was given.
    """

    free_hosts: frozenset[str]
    losses: tuple[Loss, ...]


def sanitise(
    body: str, *, free_hosts: frozenset[str] = frozenset(), origin: Origin = HERE
) -> Sanitised:
    """Give the body as it may be stored, by the text rules of the API; raise UnsafeText.

    What is not allowed is dropped, its text kept, unless it means that there is no text; what is
    lost is told in `losses`. Links to `free_hosts` get no `rel`; one with a leading dot is a
    domain and all below it. Doing it twice changes nothing, and the second time loses nothing.
    """
    if isinstance(body, Sanitised) and body.free_hosts == free_hosts:
        return body
    losses = Losses()
    stable = _stable(_settled(body, origin, losses), free_hosts)
    sanitised = Sanitised(_without_defaults(stable, losses))
    sanitised.free_hosts = free_hosts
    sanitised.losses = losses.all()
    return sanitised


def _without_defaults(stable: str, losses: Losses) -> str:
    """Take out captions that a content system wrote where nobody did."""
    if "<figcaption>" not in stable:
        return stable

    def judged(caption: re.Match[str]) -> str:
        said = html.unescape(caption[1])
        if not is_default(said):
            return caption[0]
        losses.add("caption_dropped", said.strip(), stable, caption.start())
        return _GAP

    return _tidied(_CAPTION.sub(judged, stable))


def _settled(body: str, origin: Origin, losses: Losses) -> str:
    return settle(_tamed(body, losses), origin, losses)


def _tamed(body: str, losses: Losses) -> str:
    return _NEWLINES_IN_PRE.sub("<pre>", _compose(scrub(tame(body, losses))))


def _stable(tamed: str, free_hosts: frozenset[str]) -> str:
    for _ in range(_MAX_ROUNDS):
        # Its time would grow with the square of the ampersands.
        body = _NH3.clean(tamed.replace("&amp;", _AMPERSAND)).replace(_AMPERSAND, "&amp;")
        # Only what is read as it is written is read alike by every parser, so go on until then.
        if body == tamed:
            body = _tidied(_JUDGED.sub(_Judge(free_hosts), body))
            if body == tamed or body.count("<") == tamed.count("<"):
                return body
        # Whatever there was to lose is lost by now.
        tamed = _settled(body, HERE, Losses())
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

    body = sanitise(stored, free_hosts=free_hosts)
    if "<img" not in body:
        return body
    rendered = _STORED_IMAGE.sub(shown, body)
    if _GAP not in rendered:
        return rendered
    return _tidied(_FIGURE.sub(_unless_orphaned, rendered))


def outside_host(address: str, free_hosts: frozenset[str] = frozenset()) -> str | None:
    """The host that a link leads to, None for no link of the web or one that is free."""
    host = host_of(address) if WEB.match(address) else None
    return host.rstrip(".") if host and not _is_free(host, free_hosts) else None


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
        return self._link(values) if tag == "a" else _image(values)

    def _link(self, values: dict[str, str]) -> str:
        address = html.unescape(values.get("href", ""))
        is_kept = whole_address(address, None) == address != ""
        self._kept_links.append(is_kept)
        if not is_kept:
            return ""
        host = host_of(address) if WEB.match(address) else None
        rel = f' rel="{REL}"' if host and not _is_free(host, self._free_hosts) else ""
        return f'<a href="{quoted(address)}"{rel}>'


def _is_free(host: str, free_hosts: frozenset[str]) -> bool:
    host = host.rstrip(".")
    if not _HOST.fullmatch(host):
        return False
    if host in free_hosts or f".{host}".endswith(".gov.vn"):
        return True
    return any(f".{host}".endswith(free) for free in free_hosts if free.startswith("."))


def _image(values: dict[str, str]) -> str:
    source, alt = values.get("src", ""), values.get("alt")
    if stored_image(source) is None:
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
        body = _EMPTY_INLINE.sub(r"\2", body)
        if _EMPTY_BLOCK.search(body):
            body = _EMPTY_BLOCKS.sub(_boundary, body)
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
