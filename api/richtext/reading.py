"""Reading a body that `html.sanitise` has written: its words, headings, links and images."""

import html
import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from api.richtext.alts import clean_alt
from api.richtext.as_text import text_of
from api.richtext.cleaning.soup import INLINE
from api.richtext.nodes import Node, nodes, tree

SYLLABLES_A_MINUTE = 250

_HREF = re.compile(r'<a href="([^"]*)"')
_MEDIA = "media:"
_IMAGE = re.compile(r'<img src="[^"]*"(?: alt="([^"]*)")?>')
_EMPTY_ALT = re.compile(r'(<img src="media:[0-9a-f]{40}") alt="">')
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?: [^>]*)?>")
_BLOCK_TAGS = re.compile(r"<[^>]*>(?:\s*<[^>]*>)*\s*")
_BOX_END = re.compile(r"(?<![^\n ][0-9])(?<=[0-9])\n(?=[0-9](?![^\n ]))")
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}


class BodyImage(NamedTuple):
    """An image of a body: the id of its media, and the texts that go with it there.

    `alt` is "" for an ornament, which says nothing on purpose, and None where nobody wrote any.
    """

    media: str
    alt: str | None
    caption: str | None


def images(stored: str) -> list[BodyImage]:
    """List the images of a stored body in order, each with the caption of its figure."""
    return list(_images(tree(stored), None)) if "<img" in stored else []


def _images(node: Node, caption: str | None) -> Iterator[BodyImage]:
    if node.tag == "figure":
        captions = (text_of(child) for child in nodes(node) if child.tag == "figcaption")
        caption = next(captions, "") or None
    for child in nodes(node):
        source = child.attributes.get("src", "")
        if child.tag == "img" and source.startswith(_MEDIA):
            alt = child.attributes.get("alt")
            alt = alt if alt == "" else clean_alt(alt)
            yield BodyImage(source.removeprefix(_MEDIA), alt, caption)
        yield from _images(child, caption)


def without_empty_alts(stored: str) -> str:
    """A body of the time when an empty alternative text was one that nobody wrote."""
    return _EMPTY_ALT.sub(r"\1>", stored) if 'alt=""' in stored else stored


def headings(body: str) -> list[tuple[int, str]]:
    """List the headings in order, as level and text."""
    return list(_headings(tree(body))) if "<h" in body else []


def _headings(node: Node) -> Iterator[tuple[int, str]]:
    for child in nodes(node):
        if child.tag in _HEADINGS:
            yield _HEADINGS[child.tag], text_of(child)
        yield from _headings(child)


def links(body: str) -> list[str]:
    """List the addresses of the links in order."""
    return [html.unescape(address) for address in _HREF.findall(body)]


def words(body: str) -> int:
    """Count what stands between spaces, in Vietnamese the syllables; alternative texts too."""
    text = plain(body)
    return text.count(" ") + 1 if text else 0


# Whoever asks for the words of a body asks for their number too.
@lru_cache(maxsize=4)
def plain(body: str) -> str:
    """Give all words of a body as one line, alternative texts too."""
    text = html.unescape(_BLOCK_TAGS.sub(" ", _INLINE_TAG.sub("", _shown(body)))).strip()
    # Of all that is blank only the space is printable; hardly any text has to be taken apart.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def lines(body: str) -> str:
    """Give the same words with a line for each block, cell and line of the body.

    So no number is read out of two that stand beside each other in a table; single digits, as in
    the boxes of a form, stay on one line.
    """
    text = html.unescape(_BLOCK_TAGS.sub("\n", _INLINE_TAG.sub("", _shown(body))))
    return _BOX_END.sub(" ", "\n".join(" ".join(line.split()) for line in text.split("\n"))).strip()


def _shown(body: str) -> str:
    return _IMAGE.sub(r" \1 ", body) if "<img" in body else body


def reading_minutes(body: str) -> int:
    """Give the minutes it takes to read a body, at 250 syllables each; at least one."""
    return max(1, round(words(body) / SYLLABLES_A_MINUTE))
