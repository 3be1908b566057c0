"""What WordPress keeps in a body though it is no HTML: shortcodes, and embeds by their address.

A portal that moves brings its posts as they were stored. Captions become captions, films and sounds
links; any other shortcode would be read as text, so it goes and is told. Every pattern ends at the
next bracket, so reading is linear.
"""

import re

from api.richtext.cleaning.soup import escaped, quoted
from api.text.losses import Losses

_WEB = r"https?://[^\s\[\]<>\"']{1,2000}"
_CAPTION = re.compile(
    r"\[(caption|wp_caption)\b(?P<values>[^\[\]<>]{0,1000})\]"
    r"(?P<image>\s*(?:<p>\s*)?(?:<a\b[^<>]{0,2000}>)?\s*<img\b[^<>]{0,4000}>\s*(?:</a>)?)"
    r"(?P<words>[^\[\]]{0,4000})\[/\1\]"
)
_OLD_CAPTION = re.compile(r"\bcaption=\"([^\"]{1,1000})\"")
_EMBED = re.compile(
    rf"\[embed\b[^\[\]<>]{{0,1000}}\]\s{{0,99}}(?P<short>{_WEB})\s{{0,99}}\[/embed\]"
    rf"|<div class=\"wp-block-embed__wrapper\">\s{{0,99}}(?P<block>{_WEB})\s{{0,99}}</div>"
)
# In a block for a file the button follows the name without a space.
_BUTTON = re.compile(r"</a>(?=<a\b[^<>]{0,2000}\bwp-block-file__button\b)")
_SHORTCODE = re.compile(
    r"<[^<>]*>|\[\[[^\[\]]{0,1000}\]\]"
    r"|\[(?P<end>/?)(?P<name>[a-z][a-z0-9_-]{1,39})(?P<values>(?:\s[^\[\]<>]{0,1000})?)/?\]"
)
_ENDS = re.compile(r"\[/([a-z][a-z0-9_-]{1,39})\]")
_VALUE = re.compile(
    r"[a-z0-9_-]\s{0,9}=\s{0,9}(?:[\"'“”″]|&quot;|&#8221;)|[a-z0-9_-]{2}=[^\s\[\]<>\"'=&]"
)
_ADDRESS = re.compile(rf"\b(?:src|mp3|mp4|m4[av]|og[gav]|webm|wav|flv|wmv)=[\"'“”″]?({_WEB})")
_WITHOUT_VALUES = frozenset({"gallery", "playlist"})
_FILMS_AND_SOUNDS = frozenset({"audio", "video"})
# What is left when one goes may be another; nobody honest puts so many into one another.
_MOST_ROUNDS = 8


def expanded(soup: str, losses: Losses) -> str:
    """The body with HTML in place of what WordPress would have made HTML of."""
    if "wp-block-" in soup:
        soup = _BUTTON.sub("</a> ", soup)
    if "[" not in soup and "wp-block-embed" not in soup:
        return soup
    soup = _EMBED.sub(lambda match: _link(match["short"] or match["block"], losses), soup)
    soup = _CAPTION.sub(_figure, soup)
    for _ in range(_MOST_ROUNDS):
        shortened = _without_shortcodes(soup, losses)
        if shortened == soup:
            return soup
        soup = shortened
    return soup.replace("[", "(")


def _figure(match: re.Match[str]) -> str:
    old = _OLD_CAPTION.search(match["values"])
    words = match["words"].strip() or (old[1] if old else "")
    caption = f"<figcaption>{words}</figcaption>" if words else ""
    return f"<figure>{match['image']}{caption}</figure>"


def _link(address: str, losses: Losses, name: str = "embed") -> str:
    losses.add("embed_linked", f"{name} {address}")
    return f'<p><a href="{quoted(address)}">{escaped(address)}</a></p>'


def _without_shortcodes(soup: str, losses: Losses) -> str:
    ended = set(_ENDS.findall(soup))

    def judged(match: re.Match[str]) -> str:
        name, values = match["name"], match["values"] or ""
        if name is None or not (match["end"] or _is_one(name, values, ended)):
            return match[0]
        address = _ADDRESS.search(values) if name in _FILMS_AND_SOUNDS else None
        if address:
            return _link(address[1], losses, name)
        if not match["end"]:
            losses.add("shortcode_dropped", match[0], soup, match.start())
        return " "

    return _SHORTCODE.sub(judged, soup)


def _is_one(name: str, values: str, ended: set[str]) -> bool:
    """Whether words in brackets are a shortcode and not, as in `[sic]`, words in brackets."""
    return name in _WITHOUT_VALUES or name in ended or _VALUE.search(values) is not None
