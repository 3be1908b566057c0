"""Reads the texts of a line before anything else does: marks that only order them go, with a word.

What else looks wrong in them is told, and stays.
"""

import re
from collections.abc import Callable, Collection
from typing import Any

from api.core.losses import FieldLosses, Losses
from api.core.text import BIDI_MARKS
from api.operations.bundle import Line
from api.richtext import leftovers

_Change = Callable[[str, Losses], str]

_MARK = re.compile(f"[{BIDI_MARKS}]")
_MARK_IN_HTML = re.compile(
    rf"[{BIDI_MARKS}]|&(?:lrm|rlm|#0*(?:1564|820[67]|823[456])"
    r"|#[xX]0*(?:61[cC]|200[eEfF]|202[a-cA-C]))(?!\w);?"
)
_NAMES_OF_FILES = frozenset({"file"})


def read(line: Line, html: Collection[str]) -> tuple[Line, FieldLosses]:
    """The line with its texts as they are taken in, and what is told of them.

    Those in `html` are bodies.
    """
    data, told = dict[str, Any](), FieldLosses()
    for name, value in line.data.items():
        losses = Losses()
        data[name] = _each(value, _body if name in html else _plain, losses)
        told += [(f"/{name}", loss) for loss in losses.told()]
    return line._replace(data=data), told


def _each(value: Any, change: _Change, losses: Losses) -> Any:
    """The value with each of its texts changed; files are called as they are."""
    if isinstance(value, str):
        return change(value, losses)
    if isinstance(value, list):
        return [_each(each, change, losses) for each in value]
    if isinstance(value, dict):
        return {
            name: each if name in _NAMES_OF_FILES else _each(each, change, losses)
            for name, each in value.items()
        }
    return value


def _plain(text: str, losses: Losses) -> str:
    if _perhaps_marked(text):
        text = _without(_MARK, text, losses)
    meant = leftovers.perhaps_meant(text)
    if meant is not None:
        losses.add("html_in_text", meant)
    return text


def _body(text: str, losses: Losses) -> str:
    is_marked = _perhaps_marked(text) or "&" in text
    return _without(_MARK_IN_HTML, text, losses) if is_marked else text


def _perhaps_marked(text: str) -> bool:
    # Looking for each is a hundred times faster than an expression for all of them.
    return not text.isascii() and any(mark in text for mark in BIDI_MARKS)


def _without(marks: re.Pattern[str], text: str, losses: Losses) -> str:
    for mark in marks.finditer(text):
        losses.add("mark_dropped", _name(mark[0]), text, mark.start())
    return marks.sub("", text)


def _name(mark: str) -> str:
    return mark if mark.startswith("&") else f"U+{ord(mark):04X}"
