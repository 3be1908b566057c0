"""Which elements are open while a body is read, closed as the HTML standard closes them.

So it is known where something ends that nobody closed. How formatting goes on that a block left
open is the parser's business, which reads what comes out of here.
"""

from collections import defaultdict
from collections.abc import Callable

from api.richtext.cleaning.elements import Child, Element
from api.richtext.cleaning.tables import Table

LISTS = frozenset({"ul", "ol", "dir", "menu"})
_ITEMS = {"li": LISTS, "dt": frozenset({"dl"}), "dd": frozenset({"dl"})}
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
CELLS = frozenset({"td", "th", "caption"})
SECTIONS = frozenset({"thead", "tbody", "tfoot"})
TABLE_PARTS = CELLS | SECTIONS | {"table", "tr"}
BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "center", "dd", "details", "dialog", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup"),
        *("hr", "legend", "li", "main", "nav", "p", "pre", "section", "summary", "table"),
        *LISTS,
        *HEADINGS,
    }
)
"""Each ends a paragraph that is open; no end of something inline ends one of them."""
_SPECIAL = BLOCKS | TABLE_PARTS
_WAY_MAKERS = _SPECIAL | {"a"}
# The end of any heading ends the one that is open.
_KEYS = dict.fromkeys(HEADINGS, "h1")
_FORMATTING = frozenset({"a", "b", "code", "em", "font", "i", "s", "strike", "strong", "u"})


class _Scope:
    """A cell, or all that is outside of cells: no end tag in it closes anything outside."""

    def __init__(self) -> None:
        self.open: dict[str, list[Element]] = defaultdict(list)
        self.lists: list[Element] = []
        self.items: list[Element | None] = []
        # Formatting that ended with its block; its end tag is still to come.
        self.left_open: dict[str, list[Element]] = defaultdict(list)

    def item_for(self, name: str) -> Element | None:
        """The open item that another one of this name follows."""
        item = self.items[-1] if self.items else None
        return item if item and self.lists[-1].name in _ITEMS[name] else None


class Nesting:
    """The open elements, the innermost last; `closed` is told of each that was kept and ends."""

    def __init__(self, closed: Callable[[Element], None]) -> None:
        self._closed = closed
        self._stack = [Element("", "", [])]
        self.tables: list[Table] = []
        self._scopes = [_Scope()]
        # How many inline elements are open, by name, since the last block began.
        self._inline: list[dict[str, int]] = [{}]

    @property
    def top(self) -> Element:
        """The innermost element."""
        return self._stack[-1]

    @property
    def list(self) -> Element | None:
        """The list that an item here would belong to."""
        lists = self._scopes[-1].lists
        return lists[-1] if lists else None

    def has(self, name: str) -> bool:
        """Whether such an element is open here."""
        return bool(self._scopes[-1].open[name])

    def make_way(self, name: str) -> None:
        """Close what cannot hold an element of this name."""
        if name not in _WAY_MAKERS:
            return
        if name in BLOCKS:
            self._close_named("p")
        scope = self._scopes[-1]
        if name in HEADINGS and self.top.name in HEADINGS:
            self._close(self.top)
        elif name in _ITEMS and (item := scope.item_for(name)):
            self._close(item)
        elif name == "a":
            self.end("a")
        elif name in TABLE_PARTS and name != "table" and self.tables:
            self._make_way_in_table(name)

    def _make_way_in_table(self, name: str) -> None:
        table = self.tables[-1]
        closing = [table.cell, table.row, table.section]
        for element in closing[: 1 if name in ("td", "th") else 2 if name == "tr" else 3]:
            if element is not None:
                self._close(element)

    def push(self, element: Element) -> None:
        """Open an element inside the innermost one."""
        name, scope = element.name, self._scopes[-1]
        self._stack.append(element)
        scope.open[_KEYS.get(name, name)].append(element)
        if name not in _SPECIAL:
            self._inline[-1][name] = self._inline[-1].get(name, 0) + 1
            return
        self._inline.append({})
        if name in LISTS or name == "dl":
            scope.lists.append(element)
            scope.items.append(None)
        elif name in _ITEMS and scope.items:
            scope.items[-1] = element
        elif name == "table":
            self.tables.append(Table(element))
        elif name in TABLE_PARTS and self.tables:
            self._push_part(element)

    def _push_part(self, element: Element) -> None:
        table = self.tables[-1]
        if element.name in SECTIONS:
            table.section = element
        elif element.name == "tr":
            table.row = element
            table.begin_row(element)
        else:
            table.cell = element
            self._scopes.append(_Scope())

    def end(self, name: str) -> bool:
        """Close the element that an end tag means; whether there was one."""
        depth = len(self._stack)
        if name in _FORMATTING:
            self._end_formatting(name)
        elif name not in _SPECIAL:
            if self._inline[-1].get(name):
                self._close_named(name)
        elif name in TABLE_PARTS and self.tables:
            self._end_part(name)
        else:
            self._close_named(_KEYS.get(name, name))
        return len(self._stack) < depth

    def _end_part(self, name: str) -> None:
        table = self.tables[-1]
        parts = {"table": table.element, "tr": table.row, **dict.fromkeys(SECTIONS, table.section)}
        element = table.cell if name in CELLS else parts[name]
        if element is not None and (name not in CELLS or element.name == name):
            self._close(element)

    def _end_formatting(self, name: str) -> None:
        scope = self._scopes[-1]
        if self._inline[-1].get(name) and scope.open[name]:
            self._close(scope.open[name][-1])
            return
        # A block began in it, or ended before it; the parser knows what becomes of that.
        for left in (scope.open[name], scope.left_open[name]):
            if left:
                element = left.pop()
                element.left_open = True
                self.top.children.append(element.end)
                return

    def _close_named(self, name: str) -> None:
        if elements := self._scopes[-1].open[name]:
            self._close(elements[-1])

    def _close(self, element: Element) -> None:
        while (inner := self._pop()) is not element:
            if inner.is_kept and inner.name in _FORMATTING and not inner.lack:
                inner.left_open = True
                self._scopes[-1].left_open[inner.name].append(inner)

    def close_all(self) -> Element:
        """Close whatever is still open; what holds everything."""
        while len(self._stack) > 1:
            self._pop()
        return self.top

    def _pop(self) -> Element:
        element = self._stack.pop()
        if self.tables and element.name in TABLE_PARTS:
            self._pop_part(element)
        scope = self._scopes[-1]
        elements = scope.open[_KEYS.get(element.name, element.name)]
        if elements and elements[-1] is element:
            elements.pop()
        if element.name in _SPECIAL:
            self._inline.pop()
            _pop_list(element, scope)
        else:
            self._inline[-1][element.name] -= 1
        if element.is_kept:
            self._closed(element)
        return element

    def _pop_part(self, element: Element) -> None:
        table = self.tables[-1]
        if element is table.cell:
            table.cell = None
            self._scopes.pop()
        elif element is table.row:
            table.row = None
        elif element is table.section:
            table.section = None
        elif element is table.element:
            table.close()
            self.tables.pop()


def _pop_list(element: Element, scope: _Scope) -> None:
    if scope.lists and scope.lists[-1] is element:
        scope.lists.pop()
        scope.items.pop()
    elif scope.items and scope.items[-1] is element:
        scope.items[-1] = None


def home_of(element: Element, inside: Element) -> list[Child]:
    """Where an element belongs: a list that stands between items, in the item before it."""
    children = inside.children
    if element.name in LISTS and inside.name in LISTS:
        last = len(children) - 1
        while last >= 0 and _is_blank(children[last]):
            last -= 1
        item = children[last] if last >= 0 else ""
        if isinstance(item, Element) and item.tag == "li":
            # Else every further list would go over the same blanks.
            del children[last + 1 :]
            return item.children
    return children


def _is_blank(child: Child) -> bool:
    return isinstance(child, str) and not child.strip()
