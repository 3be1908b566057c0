"""A stored body as a tree; anything else is read as far as it has the form of one."""

import html
import re
from collections.abc import Iterator

from api.richtext.cleaning.soup import VOID

_TOKEN = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z]+="[^"]*")*)>|([^<]+|<)')
_ATTRIBUTE = re.compile(r' ([a-z]+)="([^"]*)"')


class Node:
    """An element of a body; `children` are nodes and texts, in order."""

    __slots__ = ("attributes", "children", "tag")

    def __init__(self, tag: str, attributes: dict[str, str]) -> None:
        self.tag = tag
        self.attributes = attributes
        self.children: list[Node | str] = []


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


def nodes(node: Node) -> Iterator[Node]:
    """Give the children of a node that are no texts."""
    return (child for child in node.children if isinstance(child, Node))


def holding(child: Node | str) -> Node:
    """Give an element that holds just this child, or the child itself if it is a list's item."""
    if isinstance(child, Node) and child.tag == "li":
        return child
    parent = Node("", {})
    parent.children.append(child)
    return parent


def raw_text(node: Node) -> str:
    """Give the text of a node as it stands, line ends and all."""
    return "".join(
        child if isinstance(child, str) else "\n" if child.tag == "br" else raw_text(child)
        for child in node.children
    )
