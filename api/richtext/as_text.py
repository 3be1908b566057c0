"""A body as plain text."""

from collections.abc import Callable, Iterator

from api.richtext.alts import clean_alt
from api.richtext.cleaning.soup import INLINE
from api.richtext.nodes import Node, holding, nodes, raw_text, tree
from api.richtext.numbering import counted_as


def to_text(body: str) -> str:
    """Give a body as plain text.

    A blank line between paragraphs, `- `, `1. ` or `a. ` before list items, ` | ` between cells; an
    image is its alt text, a caption a paragraph.
    """
    return "\n\n".join(_Text().read(tree(body)))


def text_of(node: Node) -> str:
    """The words of a node, on one line."""
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
            number = int(child.attributes.get("value", number))
            counted = f"{counted_as(node.attributes.get('type', '1'), number)}. "
            mark = counted if node.tag == "ol" else "- "
            text = mark + text.replace("\n", "\n  ")
        number += is_item
        lines.append(text)
    return ["\n".join(filter(None, lines))]


def _table_text(node: Node) -> list[str]:
    return ["\n".join(_rows(node))]


def _rows(node: Node) -> Iterator[str]:
    for child in nodes(node):
        if child.tag == "tr":
            yield " | ".join(text_of(cell) for cell in nodes(child))
        elif child.tag == "caption":
            yield text_of(child)
        else:
            yield from _rows(child)


def _code_text(node: Node) -> list[str]:
    return [raw_text(node).strip("\n")]


_WRITTEN: dict[str, Callable[[Node], list[str]]] = {
    "img": _image_text,
    "ul": _list_text,
    "ol": _list_text,
    "table": _table_text,
    "pre": _code_text,
}
