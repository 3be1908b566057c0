"""Paragraphs that Word calls items become lists.

Word writes the number or bullet of an item as text before it. Where that says more than a list
can (`Điều 1.`, `1.1.`, `đ)`), the paragraph stays as it is, with what stands before it.
"""

import html
import re
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import NamedTuple

from api.richtext.cleaning.elements import Child, Element, text_of
from api.richtext.cleaning.soup import escaped
from api.richtext.cleaning.styles import MARKER, LevelledItem, WordList

_BULLET = re.compile(r"[^\w()]{1,2}|[oOvüØqwu§n]")
_NUMBER = re.compile(r"\(?(?:([0-9]{1,6})|([a-z]{1,6})|([A-Z]{1,6}))[.)/:]?", re.ASCII)
# Where nothing says that it is one, hard blanks part it from the words: after a letter or a number
# with its sign one is enough, `10 triệu` is none.
_WRITTEN = re.compile(
    r"\s*+(?:(?P<sign>\S{1,7}[.)/:])[ \n]*+\u00a0"
    r"|(?P<bullet>\W|[oOvüØqwu§n])[ \n]*+\u00a0[\s\u00a0])\s*+"
)
_ROMAN = re.compile(r"(m{0,3})(cm|cd|d?c{0,3})(xc|xl|l?x{0,3})(ix|iv|v?i{0,3})")
_ROMAN_VALUES = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}


class Marker(NamedTuple):
    """How an item counts: `type` is that of an `<ol>`, "" for a bullet."""

    type: str
    number: int = 0


class _Open(NamedTuple):
    """A list that may go on: of which name and depth it is, and how its latest item counts."""

    name: WordList
    element: Element
    marker: Marker

    def may_hold(self, name: WordList, markers: list[Marker]) -> bool:
        return self.name == name and self.marker.type in {marker.type for marker in markers}


def mend(parents: Iterable[Element]) -> None:
    """Put lists in place of the items of Word among the children of each element."""
    for parent in parents:
        parent.children[:] = list(_mended(parent.children))


def _mended(children: list[Child]) -> Iterator[Child]:
    run = _Run()
    for child in children:
        if isinstance(child, Element) and isinstance(child.item, WordList):
            if run.takes(child, child.item):
                yield from run.begun()
                continue
            run = _Run()
        elif isinstance(child, Element) or _is_text(child):
            run = _Run()
        yield child


def nest(root: Element) -> None:
    """Put the items that Word in a browser writes one by one, each with its depth, into lists."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        element.children[:] = list(_nested(element.children))
        waiting += [child for child in element.children if isinstance(child, Element)]


def _nested(children: list[Child]) -> Iterator[Child]:
    run, latest = _Run(), ""
    for child in children:
        listed = _levelled_list(child)
        if listed is not None:
            for item, place, marker in listed:
                latest = place.name or latest
                run.add(item, place._replace(name=latest), [marker])
            yield from run.begun()
            continue
        if isinstance(child, Element) or _is_text(child):
            run = _Run()
        yield child


def _levelled_list(child: Child) -> list[tuple[Element, WordList, Marker]] | None:
    """The items of a list that stands alone in its wrapping: where they belong, how they count."""
    while isinstance(child, Element) and child.name not in ("ul", "ol"):
        shown = [inner for inner in child.children if isinstance(inner, Element) or _is_text(inner)]
        if len(shown) != 1:
            return None
        child = shown[0]
    if isinstance(child, str):
        return None
    items = [item for item in child.children if isinstance(item, Element)]
    places = [WordList(*item.item) for item in items if isinstance(item.item, LevelledItem)]
    if not places or len(places) < len(items):
        return None
    counted = dict(re.findall(r' (type|start)="([^"]*)"', child.attributes))
    first = int(counted.get("start", 1))
    kind = counted.get("type", "1") if child.tag == "ol" else ""
    markers = [Marker(kind, bool(kind) and first + n) for n in range(len(items))]
    return list(zip(items, places, markers, strict=True))


class _Run:
    """Items that follow each other: the lists that are open among them, the innermost last."""

    def __init__(self) -> None:
        self._lists: list[_Open] = []
        self._begun: list[Element] = []

    def begun(self) -> list[Element]:
        """The outermost lists begun since this was asked."""
        begun, self._begun = self._begun, []
        return begun

    def takes(self, paragraph: Element, name: WordList) -> bool:
        """Make a paragraph the next item; False when no list can say what stands before it."""
        holder, place = _marker_in(paragraph)
        if place < 0:
            markers = _taken_from(holder) or [Marker("")]
        elif markers := markers_of(text_of(holder[place : place + 1])):
            del holder[: place + 1]
        else:
            return False
        _strip_start(paragraph)
        self.add(Element("li", "li", paragraph.children), name, markers)
        return True

    def add(self, item: Element, name: WordList, markers: list[Marker]) -> None:
        """Make an element the next item of the list of that name."""
        while self._lists and self._lists[-1].name.level > name.level:
            self._lists.pop()
        if self._lists and self._lists[-1].name.level == name.level:
            last = self._lists.pop()
            if last.may_hold(name, markers):
                self._go_on(last, item, markers)
                return
        marker = next((marker for marker in markers if marker.number == 1), markers[0])
        opened = Element("ol" if marker.type else "ul", "ol" if marker.type else "ul", [item])
        opened.attributes = _counting(marker)
        if self._lists:
            _last_item(self._lists[-1].element).children.append(opened)
        else:
            self._begun.append(opened)
        self._lists.append(_Open(name, opened, marker))

    def _go_on(self, last: _Open, item: Element, markers: list[Marker]) -> None:
        follows = Marker(last.marker.type, last.marker.number + bool(last.marker.type))
        of_type = next(marker for marker in markers if marker.type == last.marker.type)
        marker = follows if follows in markers else of_type
        if marker != follows:
            item.attributes = f' value="{marker.number}"'
        last.element.children.append(item)
        self._lists.append(last._replace(marker=marker))


def markers_of(text: str) -> list[Marker]:
    """What a number or bullet may mean, the likelier first; nothing when no list can say it."""
    if not text or _BULLET.fullmatch(text):
        return [Marker("")]
    if not (match := _NUMBER.fullmatch(text)):
        return []
    digits, small, capital = match.groups()
    if digits:
        return [Marker("1", int(digits))]
    letters = (small or capital).lower()
    meant = []
    if len(letters) == 1:
        meant.append(Marker("a" if small else "A", ord(letters) - ord("a") + 1))
    if roman := _roman(letters):
        meant.append(Marker("i" if small else "I", roman))
    return meant


def _roman(letters: str) -> int:
    if not _ROMAN.fullmatch(letters):
        return 0
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(
        -one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True)
    )


def _counting(marker: Marker) -> str:
    kind = f' type="{marker.type}"' if marker.type in ("a", "A", "i", "I") else ""
    return kind + (f' start="{marker.number}"' if marker.number > 1 else "")


def _marker_in(paragraph: Element) -> tuple[list[Child], int]:
    """Where the number or bullet stands, before any word; -1 when there is none."""
    children = paragraph.children
    while True:
        shown = (
            n for n, child in enumerate(children) if not isinstance(child, str) or _is_text(child)
        )
        first = children[place] if (place := next(shown, -1)) >= 0 else ""
        if isinstance(first, str):
            return children, -1
        if first.item is MARKER:
            return children, place
        children = first.children


def _taken_from(children: list[Child]) -> list[Marker]:
    """What a number or bullet may mean that is only written before the words; it is taken out."""
    lead = list(takewhile(lambda child: isinstance(child, str) and "<" not in child, children))
    words = html.unescape("".join(map(str, lead)))
    match = _WRITTEN.match(words)
    markers = markers_of(match["sign"] or match["bullet"]) if match else []
    if match and markers:
        children[: len(lead)] = [escaped(words[match.end() :])]
    return markers


def _is_text(markup: str) -> bool:
    return bool(html.unescape(markup).strip())


def _strip_start(paragraph: Element) -> None:
    """Take out the blanks between a number and the words."""
    children = paragraph.children
    while children and isinstance(children[0], str):
        children[0] = (
            escaped(html.unescape(children[0]).lstrip()) if "<" not in children[0] else children[0]
        )
        if children[0]:
            return
        del children[0]


def _last_item(element: Element) -> Element:
    last = element.children[-1]
    return last if isinstance(last, Element) else element
