"""A body as a list of blocks, for apps that show it without HTML. Loses no text of the body."""

from collections.abc import Callable
from typing import Any

from api.richtext.cleaning.soup import INLINE
from api.richtext.nodes import Node, holding, nodes, raw_text, tree
from api.richtext.runs import BREAK, Run, collapsed, run_of

# What clients are told of the blocks; it stands in the OpenAPI file.
BLOCKS = """\
The body as a list of blocks. Every block has a `type`, and the keys of its type:

- `paragraph`: `runs`
- `heading`: `level` (2, 3 or 4), `runs`
- `list`: `ordered`, `start` (the first number; null when not ordered), `numbering` (`1`, `a`, `A`,
  `i` or `I`: how it counts; null when not ordered), `items`: a list of `{"value", "blocks"}`,
  `value` the number of the item where the list does not simply go on, else null
- `quote`: `blocks`
- `image`: `image` (an Image, as in `images`), `caption` (runs), `href` (of a link around it, or
  null)
- `table`: `caption` (runs), `rows`: a list of `{"header", "cells"}`; `header` is true for rows of
  the table's head; a cell is `{"header", "scope", "colspan", "rowspan", "blocks"}`, `scope` one of
  `row`, `col`, `rowgroup`, `colgroup` or null
- `code`: `text`, with its spaces and line ends
- `rule`: nothing more

`runs` are a text in pieces of one look each: `{"text", "marks", "href"}`. `marks` holds any of
`strong`, `em`, `sub`, `sup`, `u`, `s` (struck out: it does not hold any more), `code`; `href` is
the address of a link, or null; a line break is "\\n" in the text. Joined, the texts are the plain
text, so no offset has to be counted.
New types may be added: show the text of one you do not know, or leave it out.
"""

Block = dict[str, Any]
_Parted = tuple[list[Run], list[Block]]
FindImage = Callable[[str], dict[str, Any] | None]

_LEVELS = {"h2": 2, "h3": 3, "h4": 4}
# A link is no mark: its address stands beside them.
_MARKS = INLINE - {"a"}


def to_blocks(body: str, image: FindImage) -> list[Block]:
    """Give a body's blocks, as BLOCKS tells.

    `image` finds the Image of a `src`, and is asked once for each image in order; None leaves it
    out.
    """
    return _Flow(image).blocks_of(tree(body))


class _Flow:
    """Gathers the blocks of one element; texts between its blocks become paragraphs."""

    def __init__(self, image: FindImage) -> None:
        self._image = image
        self._blocks: list[Block] = []
        self._runs: list[Run] = []
        self._marks: tuple[str, ...] = ()
        self._href: str | None = None
        # The captions of the figure that is being read; None outside of one.
        self._captions: list[_Parted] | None = None

    def blocks_of(self, node: Node) -> list[Block]:
        self._visit(node)
        self._end_paragraph()
        return self._blocks

    def _visit(self, node: Node) -> None:
        for child in node.children:
            if isinstance(child, str):
                self._add(child)
            elif child.tag == "br":
                self._add(BREAK)
            elif child.tag in INLINE:
                self._visit_inline(child)
            else:
                self._end_paragraph()
                _READERS.get(child.tag, _Flow._open)(self, child)

    def _visit_inline(self, node: Node) -> None:
        marks, href = self._marks, self._href
        if node.tag in _MARKS and node.tag not in marks:
            self._marks = (*marks, node.tag)
        self._href = node.attributes.get("href", href)
        self._visit(node)
        self._marks, self._href = marks, href

    def _add(self, text: str) -> None:
        self._runs.append(run_of(text, self._marks, self._href))

    def _end_paragraph(self) -> None:
        runs = collapsed(self._runs)
        self._runs = []
        if runs:
            self._blocks.append({"type": "paragraph", "runs": runs})

    def _inner(self, node: Node) -> list[Block]:
        """Give the blocks inside a node, with the marks that hold around it."""
        flow = _Flow(self._image)
        flow._marks, flow._href = self._marks, self._href
        return flow.blocks_of(node)

    def _open(self, node: Node) -> None:
        self._visit(node)
        self._end_paragraph()

    def _heading(self, node: Node) -> None:
        runs, others = _parted(self._inner(node))
        if runs:
            self._blocks.append({"type": "heading", "level": _LEVELS[node.tag], "runs": runs})
        self._blocks += others

    def _list(self, node: Node) -> None:
        # What stands between the items, blanks apart, is an item of its own.
        children = (child for child in node.children if not isinstance(child, str) or child.strip())
        items = [self._item(child) for child in children]
        is_ordered = node.tag == "ol"
        start = int(node.attributes.get("start", "1")) if is_ordered else None
        numbering = node.attributes.get("type", "1") if is_ordered else None
        block: Block = {"type": "list", "ordered": is_ordered, "start": start}
        self._blocks.append({**block, "numbering": numbering, "items": items})

    def _item(self, child: Node | str) -> dict[str, Any]:
        value = child.attributes.get("value") if isinstance(child, Node) else None
        return {"value": int(value) if value else None, "blocks": self._inner(holding(child))}

    def _quote(self, node: Node) -> None:
        self._blocks.append({"type": "quote", "blocks": self._inner(node)})

    def _picture(self, node: Node) -> None:
        image = self._image(node.attributes.get("src", ""))
        if image is not None:
            picture: Block = {"type": "image", "image": image, "caption": [], "href": self._href}
            self._blocks.append(picture)

    def _figure(self, node: Node) -> None:
        outer, self._captions, before = self._captions, [], len(self._blocks)
        self._open(node)
        for caption in self._captions:
            self._give(caption, self._blocks[before:])
        self._captions = outer

    def _figcaption(self, node: Node) -> None:
        if self._captions is None:
            self._open(node)
        else:
            self._captions.append(_parted(self._inner(node)))

    def _give(self, caption: _Parted, blocks: list[Block]) -> None:
        """Give a caption to the first block that can have one and has none, else a paragraph."""
        runs, others = caption
        without = (block for block in blocks if block.get("caption") == [])
        if (block := next(without, None)) is not None:
            block["caption"] = runs
        elif runs:
            self._blocks.append({"type": "paragraph", "runs": runs})
        self._blocks += others

    def _table(self, node: Node) -> None:
        table: Block = {"type": "table", "caption": [], "rows": []}
        self._blocks.append(table)
        for part in nodes(node):
            if part.tag == "caption":
                self._give(_parted(self._inner(part)), [table])
            rows = [part] if part.tag == "tr" else nodes(part)
            table["rows"] += (self._row(row, part.tag) for row in rows if row.tag == "tr")

    def _row(self, row: Node, part: str) -> dict[str, Any]:
        return {"header": part == "thead", "cells": [self._cell(cell) for cell in nodes(row)]}

    def _cell(self, cell: Node) -> dict[str, Any]:
        return {
            "header": cell.tag == "th",
            "scope": cell.attributes.get("scope"),
            "colspan": int(cell.attributes.get("colspan", "1")),
            "rowspan": int(cell.attributes.get("rowspan", "1")),
            "blocks": self._inner(cell),
        }

    def _code(self, node: Node) -> None:
        self._blocks.append({"type": "code", "text": raw_text(node).strip("\n")})
        self._blocks += (block for block in self._inner(node) if block["type"] == "image")

    def _rule(self, node: Node) -> None:
        self._blocks.append({"type": "rule"})


_READERS = {
    "h2": _Flow._heading,
    "h3": _Flow._heading,
    "h4": _Flow._heading,
    "ul": _Flow._list,
    "ol": _Flow._list,
    "blockquote": _Flow._quote,
    "img": _Flow._picture,
    "figure": _Flow._figure,
    "figcaption": _Flow._figcaption,
    "table": _Flow._table,
    "pre": _Flow._code,
    "hr": _Flow._rule,
}


def _parted(blocks: list[Block]) -> _Parted:
    """Part blocks into the runs of the paragraphs, a line each, and all other blocks."""
    runs: list[Run] = []
    for block in blocks:
        if block["type"] == "paragraph":
            runs += [run_of(BREAK)] * bool(runs) + block["runs"]
    return collapsed(runs), [block for block in blocks if block["type"] != "paragraph"]
