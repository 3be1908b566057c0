"""Elements of a body while it is read, and how they are written: well nested, each tag allowed."""

import html
import re
from collections.abc import Iterable

from api.richtext.cleaning.soup import INLINE

Tag = tuple[str, str]
"""The name of a tag, and its attributes as they are written."""
_ANY_TAG = re.compile(r"<[^<>]*>")


class Element:
    """An element by its `name` in the source, written as `tag`; "" writes its children alone.

    `marks` are set inside it, or inside its cells and items where it is `carried` by those; `ends`
    are marks around it that do not hold in it. `lack` says why nobody should read it; what is
    `left_open` ends elsewhere, or by itself. One that is not kept shares the children of what it
    stands in. A child that is a text is markup already.
    """

    __slots__ = (
        *(
            "at",
            "attributes",
            "carried",
            "children",
            "ends",
            "is_kept",
            "item",
            "lack",
            "left_open",
        ),
        *("marks", "name", "tag"),
    )

    def __init__(self, name: str, tag: str, children: "list[Child]", at: int = 0) -> None:
        self.name = name
        self.tag = tag
        self.children = children
        self.at = at
        self.attributes = ""
        self.marks: tuple[str, ...] = ()
        self.carried: tuple[str, ...] = ()
        self.ends: tuple[str, ...] = ()
        self.lack: str | None = None
        self.left_open = self.is_kept = False
        self.item: object = None

    @property
    def is_plain(self) -> bool:
        """Whether nothing is lost when its children stand without it."""
        return not (self.tag or self.marks or self.ends or self.lack or self.item)

    @property
    def tags(self) -> list[Tag]:
        """The tags it is written with, from the outside in."""
        own = [(self.tag, self.attributes)] if self.tag else []
        return own + [(mark, "") for mark in self.marks] if self.marks else own

    @property
    def end(self) -> str:
        """What ends it."""
        return "".join(f"</{tag}>" for tag, _ in reversed(self.tags))


Child = Element | str


def text_of(children: Iterable[Child]) -> str:
    """The words of elements and texts, on one line."""
    return " ".join(html.unescape(_ANY_TAG.sub(" ", write(children))).split())


def write(children: Iterable[Child]) -> str:
    """Elements as markup."""
    return "".join(_Writer().write(children))


class _Writer:
    """Writes elements without recursion, however deep they are."""

    def __init__(self) -> None:
        self._out: list[str] = []
        self._open: list[Tag] = []

    def write(self, children: Iterable[Child]) -> list[str]:
        frames = [(iter(children), list[Tag](), False, list[Tag](), 0)]
        while frames:
            source, tags, is_left_open, suspended, begun = frames[-1]
            for child in source:
                if isinstance(child, str):
                    self._out.append(child)
                    continue
                suspended, begun = self._suspend(child.ends) if child.ends else ([], 0)
                tags = child.tags
                self._begin(tags)
                frames.append((iter(child.children), tags, child.left_open, suspended, begun))
                break
            else:
                frames.pop()
                self._end(len(tags), is_written=not is_left_open)
                if suspended:
                    self._end(begun)
                    self._begin(suspended)
        return self._out

    def _begin(self, tags: Iterable[Tag]) -> None:
        for tag, attributes in tags:
            self._out.append(f"<{tag}{attributes}>")
            self._open.append((tag, attributes))

    def _end(self, count: int, *, is_written: bool = True) -> None:
        for _ in range(count):
            tag, _ = self._open.pop()
            if is_written:
                self._out.append(f"</{tag}>")

    def _suspend(self, marks: tuple[str, ...]) -> tuple[list[Tag], int]:
        """End marks around what follows, as far as no block is between; the rest begins anew."""
        first = len(self._open)
        for place in range(len(self._open) - 1, -1, -1):
            if self._open[place][0] not in INLINE:
                break
            first = place if self._open[place][0] in marks else first
        suspended = self._open[first:]
        self._end(len(suspended))
        begun = [tag for tag in suspended if tag[0] not in marks]
        self._begin(begun)
        return suspended, len(begun)
