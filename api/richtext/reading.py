"""Reading a body that `html.sanitise` has written: its tree, text, headings, links and images.

Anything else is read as far as it has that form, and never trusted.
"""

import html
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from api.core.text import slugify
from api.richtext.soup import INLINE, VOID

SYLLABLES_A_MINUTE = 250

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')
_HREF = re.compile(r'<a href="([^"]*)"')
_MEDIA = "media:"
_IMAGE = re.compile(r'<img src="[^"]*"(?: alt="([^"]*)")?>')
_INLINE_TAG = re.compile(rf"</?(?:{'|'.join(sorted(INLINE))})(?: [^>]*)?>")
_BLOCK_TAGS = re.compile(r"<[^>]*>(?:\s*<[^>]*>)*\s*")
_HEADINGS = {"h2": 2, "h3": 3, "h4": 4}
# What content systems, cameras and word processors write where nobody wrote an alt text.
_DEFAULT_ALTS = frozenset({"anhtinbai", "imageadvertisement"})
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|tiff?|heic|svg)$|^(?:img|dsc[fn]?|pxl|image|z)[-_]?\d{3,}\S*$",
    re.IGNORECASE,
)


class Node:
    """An element of a body; `children` are nodes and texts, in order."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []


class BodyImage(NamedTuple):
    """An image of a body: the id of its media, and the texts that go with it there."""

    media: str
    alt: str | None
    caption: str | None


def tree(body: str) -> Node:
    """Read a body into nodes below one root, whose tag is empty."""
    open_nodes = [Node("", {})]
    for end, tag, attributes, text in _TOKEN.findall(body):
        if text:
            open_nodes[-1].children.append(html.unescape(text))
        elif not end:
            values = _ATTRIBUTE.findall(attributes)
            node = Node(tag, {name: html.unescape(value) for name, value in values})
            open_nodes[-1].children.append(node)
            if tag not in VOID:
                open_nodes.append(node)
        elif open_nodes[-1].tag == tag:
            open_nodes.pop()
    return open_nodes[0]


def clean_alt(alt: str | None) -> str | None:
    """Give an alt text, or None for one that says nothing: empty, a default, a file name."""
    alt = " ".join((alt or "").split())
    if not alt or _FILE_NAME.search(alt) or slugify(alt).replace("-", "") in _DEFAULT_ALTS:
        return None
    return alt


def images(stored: str) -> list[BodyImage]:
    """List the images of a stored body in order, each with the caption of its figure."""
    return list(_images(tree(stored), None)) if "<img" in stored else []


def _images(node: Node, caption: str | None) -> Iterator[BodyImage]:
    if node.tag == "figure":
        captions = (_text_of(child) for child in nodes(node) if child.tag == "figcaption")
        caption = next(captions, "") or None
    for child in nodes(node):
        source = child.attributes.get("src", "")
        if child.tag == "img" and source.startswith(_MEDIA):
            alt = clean_alt(child.attributes.get("alt"))
            yield BodyImage(source.removeprefix(_MEDIA), alt, caption)
        yield from _images(child, caption)


def nodes(node: Node) -> Iterator[Node]:
    """Give the children of a node that are no texts."""
    return (child for child in node.children if isinstance(child, Node))


def headings(body: str) -> list[tuple[int, str]]:
    """List the headings in order, as level and text."""
    return list(_headings(tree(body))) if "<h" in body else []


def _headings(node: Node) -> Iterator[tuple[int, str]]:
    for child in nodes(node):
        if child.tag in _HEADINGS:
            yield _HEADINGS[child.tag], _text_of(child)
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
    shown = _IMAGE.sub(r" \1 ", body) if "<img" in body else body
    text = html.unescape(_BLOCK_TAGS.sub(" ", _INLINE_TAG.sub("", shown))).strip()
    # Of all that is blank only the space is printable; hardly any text has to be taken apart.
    return text if text.isprintable() and "  " not in text else " ".join(text.split())


def reading_minutes(body: str) -> int:
    """Give the minutes it takes to read a body, at 250 syllables each; at least one."""
    return max(1, round(words(body) / SYLLABLES_A_MINUTE))


def to_text(body: str) -> str:
    """Give a body as plain text.

    A blank line between paragraphs, `- ` or `1. ` before list items, ` | ` between cells; an
    image is its alt text, a caption a paragraph.
    """
    return "\n\n".join(_Text().read(tree(body)))


def _text_of(node: Node) -> str:
    return " ".join(" ".join(_Text().read(node)).split())


class _Text:
    """Gathers the paragraphs of one flow of blocks."""

    def __init__(self) -> None:
        self.paragraphs: list[str] = []
        self._line: list[str] = []

    def read(self, node: Node) -> list[str]:
        self._visit(node)
        self._end_paragraph()
        return self.paragraphs

    def _visit(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._line.append(child)
            elif child.tag in INLINE:
                self._visit(child)
            elif child.tag == "br":
                self._line.append(_BREAK)
            else:
                self._block(child)

    def _block(self, node: Node) -> None:
        self._end_paragraph()
        if write := _WRITTEN.get(node.tag):
            self.paragraphs += filter(None, write(node))
        else:
            self._visit(node)
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        lines = "".join(self._line).split(_BREAK)
        paragraph = "\n".join(" ".join(line.split()) for line in lines).strip("\n")
        if paragraph:
            self.paragraphs.append(paragraph)
        self._line = []


# No text holds it, since controls are refused.
_BREAK = "\x01"


def _image_text(node: Node) -> list[str]:
    return [clean_alt(node.attributes.get("alt")) or ""]


def _list_text(node: Node) -> list[str]:
    number = int(node.attributes.get("start", "1"))
    lines = []
    for child in node.children:
        text = "\n".join(_Text().read(holding(child)))
        if is_item := isinstance(child, Node) and child.tag == "li":
            mark = f"{number}. " if node.tag == "ol" else "- "
            text = mark + text.replace("\n", "\n  ")
        number += is_item
        lines.append(text)
    return ["\n".join(filter(None, lines))]


def holding(child: Node | str) -> Node:
    """Give an element that holds just this child, or the child itself if it is a list's item."""
    if isinstance(child, Node) and child.tag == "li":
        return child
    parent = Node("", {})
    parent.children.append(child)
    return parent


def _table_text(node: Node) -> list[str]:
    return ["\n".join(_rows(node))]


def _rows(node: Node) -> Iterator[str]:
    for child in nodes(node):
        if child.tag == "tr":
            yield " | ".join(_text_of(cell) for cell in nodes(child))
        elif child.tag == "caption":
            yield _text_of(child)
        else:
            yield from _rows(child)


def _code_text(node: Node) -> list[str]:
    return [raw_text(node).strip("\n")]


def raw_text(node: Node) -> str:
    """Give the text of a node as it stands, line ends and all."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else raw_text(child)
        for child in node.children
    )


_WRITTEN: dict[str, Callable[[Node], list[str]]] = {
    "img": _image_text,
    "ul": _list_text,
    "ol": _list_text,
    "table": _table_text,
    "pre": _code_text,
}
