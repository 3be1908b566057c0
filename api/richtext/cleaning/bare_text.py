"""Bare text with empty lines between its paragraphs, as WordPress stores it and clerks type it."""

import re
from itertools import chain, groupby

from api.richtext.cleaning.elements import Child, Element
from api.richtext.cleaning.soup import INLINE

EMPTY_LINE = re.compile(r"\n[ \t\r]*+\n\s*+")
_INLINE_MARKUP = ("<br>", "<img")
_LOOK_BACK = 50
# What stands for an element between texts: one in a line of text, and one that is a block.
_WORDS, _BLOCK = "x", "<>"


def may_part(soup: str) -> bool:
    """Whether an empty line stands beside words; beside tags it parts nothing."""
    for match in EMPTY_LINE.finditer(soup):
        before = soup[max(0, match.start() - _LOOK_BACK) : match.start()].rstrip()
        after = soup[match.end() : match.end() + 1]
        if (before and before[-1] != ">") or after not in ("", "<"):
            return True
    return False


def in_paragraphs(children: list[Child]) -> list[Child]:
    """The children of a body; its bare text in paragraphs where an empty line parts some of it."""
    if not may_part("".join(map(_sign, children)).strip()):
        return children
    runs = groupby(children, _is_inline)
    parted = (_paragraphs(list(run)) if is_inline else run for is_inline, run in runs)
    return list(chain.from_iterable(parted))


def _sign(child: Child) -> str:
    if not _is_inline(child):
        return _BLOCK
    return child if isinstance(child, str) and not child.startswith("<") else _WORDS


def _is_inline(child: Child) -> bool:
    if isinstance(child, str):
        return not child.startswith("<") or child.startswith(_INLINE_MARKUP)
    return child.tag in INLINE or (not child.tag and not child.lack)


def _paragraphs(run: list[Child]) -> list[Child]:
    paragraphs: list[list[Child]] = [[]]
    for child in run:
        first, *others = EMPTY_LINE.split(child) if isinstance(child, str) else [child]
        paragraphs[-1].append(first)
        paragraphs += [[other] for other in others]
    return [
        _paragraph(paragraph) for paragraph in paragraphs if any(map(_says_something, paragraph))
    ]


def _says_something(child: Child) -> bool:
    return isinstance(child, Element) or bool(child.strip())


def _paragraph(children: list[Child]) -> Element:
    first = children[0]
    if isinstance(first, str):
        children[0] = first.lstrip()
    if isinstance(last := children[-1], str):
        children[-1] = last.rstrip()
    return Element("p", "p", children)
