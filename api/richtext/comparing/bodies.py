"""Two stored bodies as one, with what is gone in `<del>` and what is new in `<ins>`.

Leaving out every `<ins>` gives the first back, leaving out every `<del>` the second. Where HTML
allows no such element (rows, cells, items), the attribute `data-diff` says the same of the whole.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from api.richtext.cleaning.soup import VOID, escaped, quoted
from api.richtext.comparing.alignment import STEPS, Budget, runs
from api.richtext.nodes import Node, nodes, tree

_WORD = re.compile(r"\S+|\s+")
# What two elements are held to be alike by.
_TELLING = re.compile(r"<img [^<>]*>|<[^<>]*>|[^\s<>]+")
# Only here and there HTML allows another element between these and what they stand in.
_PARTS = frozenset({"li", "thead", "tbody", "tr", "th", "td", "caption", "figcaption"})
_OF_PARTS = frozenset({"thead", "tbody", "tr"})
_CELLS = frozenset({"td", "th"})
_ALIKE, _SURELY_ALIKE = 0.4, 0.5
_NEAR = 20
_IMAGE = re.compile(r"<img [^<>]*>")
GONE, NEW = "del", "ins"


@dataclass(frozen=True)
class Compared:
    """Two bodies as one.

    `moved` are the images that stand elsewhere, `tables` the numbers (from 0) of those of the
    second body in which something changed. `is_whole` is false where so much differs that some of
    it is only shown as gone and new.
    """

    html: str
    moved: tuple[str, ...]
    tables: tuple[int, ...]
    is_whole: bool


def compared(before: str, after: str, steps: int = STEPS) -> Compared:
    """Compare two stored bodies, word by word."""
    old, new = tree(before), tree(after)
    writer = _Writer(Budget(steps), _standing(before, after))
    html = writer.children(old, new)
    tables = [element for element in _below(new) if element.tag == "table"]
    changed = {id(table) for table in writer.tables}
    return Compared(
        html,
        tuple(sorted(writer.marked[GONE] & writer.marked[NEW])),
        tuple(number for number, table in enumerate(tables) if id(table) in changed),
        not writer.budget.is_spent,
    )


def _standing(before: str, after: str) -> frozenset[str]:
    """The images that both bodies have as often: where one is marked in both, it has moved."""
    old, new = (Counter(_IMAGE.findall(body)) for body in (before, after))
    return frozenset(image for image, times in old.items() if new[image] == times)


def _below(node: Node) -> Iterator[Node]:
    for child in nodes(node):
        yield child
        yield from _below(child)


@dataclass
class _Item:
    """A word with the space behind it, or an element; `key` is its HTML."""

    key: str
    node: Node | None = None

    @cached_property
    def shell(self) -> str:
        """What two elements must share to be compared inside."""
        return "" if self.node is None or self.node.tag in VOID else _opening(self.node)

    @cached_property
    def words(self) -> Counter[str]:
        parts = _TELLING.findall(self.key)
        return Counter(part for part in parts if part[0] != "<" or part.startswith("<img "))


@dataclass
class _Writer:
    """Writes what is common once, and marks the rest."""

    budget: Budget
    standing: frozenset[str]
    marked: dict[str, set[str]] = field(default_factory=lambda: {GONE: set(), NEW: set()})
    tables: list[Node] = field(default_factory=list)

    def children(self, old: Node, new: Node) -> str:
        a, b = _items(old), _items(new)
        parts = list[str]()
        for run in runs([item.key for item in a], [item.key for item in b], self.budget):
            some = a[run.a : run.a_end]
            if run.is_same:
                parts += [item.key for item in some]
            else:
                parts += self._changed(some, b[run.b : run.b_end])
        return "".join(parts)

    def _changed(self, old: Sequence[_Item], new: Sequence[_Item]) -> Iterator[str]:
        at = 0
        fresh = list[_Item]()
        for item, twin in self._twins(old, new):
            if twin is None:
                fresh.append(item)
                continue
            yield self._mark(GONE, old[at:twin])
            yield self._mark(NEW, fresh)
            yield self._inside(_element(old[twin]), _element(item))
            at, fresh = twin + 1, []
        yield self._mark(GONE, old[at:])
        yield self._mark(NEW, fresh)

    def _twins(
        self, old: Sequence[_Item], new: Sequence[_Item]
    ) -> Iterator[tuple[_Item, int | None]]:
        """Each new item, and which of the old it has become, if any; in the order of both."""
        if _are_cells(old) and _are_cells(new) and _shells(old) == _shells(new):
            yield from zip(new, range(len(old)), strict=True)
            return
        at = 0
        for item in new:
            twin = self._twin(item, old, at)
            at = at if twin is None else twin + 1
            yield item, twin

    def _twin(self, item: _Item, old: Sequence[_Item], at: int) -> int | None:
        twin, best = None, _ALIKE
        for place in range(at, min(at + _NEAR, len(old))) if item.shell else ():
            if old[place].shell != item.shell or not self.budget.spend(len(item.words)):
                continue
            likeness = _likeness(old[place], item)
            if likeness > best:
                twin, best = place, likeness
            if best >= _SURELY_ALIKE:
                break
        return twin

    def _inside(self, old: Node, new: Node) -> str:
        if new.tag == "table":
            self.tables.append(new)
        return f"{_opening(new)}{self.children(old, new)}</{new.tag}>"

    def _mark(self, how: str, items: Sequence[_Item]) -> str:
        parts, flow = list[str](), list[str]()
        for item in items:
            if item.node is not None and item.node.tag in _PARTS:
                parts += [self._wrapped(how, flow), self._marked_part(how, item.node)]
                flow = []
            else:
                flow.append(item.key)
        return "".join([*parts, self._wrapped(how, flow)])

    def _wrapped(self, how: str, flow: Iterable[str]) -> str:
        html = "".join(flow)
        if not html:
            return ""
        moved = self.standing.intersection(_IMAGE.findall(html))
        self.marked[how] |= {_media(image) for image in moved}
        return f"<{how}{' data-moved' if moved else ''}>{html}</{how}>"

    def _marked_part(self, how: str, node: Node) -> str:
        if node.tag in _OF_PARTS:
            inner = self._mark(how, _items(node))
        else:
            inner = self._wrapped(how, (item.key for item in _items(node)))
        return f'{_opening(node)[:-1]} data-diff="{how}">{inner}</{node.tag}>'


def _items(node: Node) -> list[_Item]:
    items = list[_Item]()
    for child in node.children:
        if isinstance(child, str):
            items += [_Item(escaped(word)) for word in _WORD.findall(child)]
        else:
            items.append(_Item(_markup(child), child))
    return items


def _element(item: _Item) -> Node:
    assert item.node is not None  # noqa: S101 - a word has no twin
    return item.node


def _markup(node: Node) -> str:
    if node.tag in VOID:
        return _opening(node)
    inner = (
        escaped(child) if isinstance(child, str) else _markup(child) for child in node.children
    )
    return f"{_opening(node)}{''.join(inner)}</{node.tag}>"


def _opening(node: Node) -> str:
    values = (f' {name}="{quoted(value)}"' for name, value in node.attributes.items())
    return f"<{node.tag}{''.join(values)}>"


def _likeness(one: _Item, other: _Item) -> float:
    """How much of two elements is the same words, from 0 to 1."""
    shared = sum((one.words & other.words).values())
    return 2 * shared / max(1, one.words.total() + other.words.total())


def _are_cells(items: Sequence[_Item]) -> bool:
    return all(item.node is not None and item.node.tag in _CELLS for item in items)


def _shells(items: Iterable[_Item]) -> list[str]:
    return [item.shell for item in items]


def _media(image: str) -> str:
    return image.partition("media:")[2].partition('"')[0]
