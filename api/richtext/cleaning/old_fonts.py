"""HTML whose text was written for the fonts of before Unicode: its pieces, and what they say."""

import html
import re

from api.richtext.cleaning.soup import VOID
from api.text.legacy_fonts import Encoding, is_in

_TAG = re.compile(r"(<[^<>]*>)")
_NAME = re.compile(r"<(/?)([A-Za-z][\w:-]*)")
# Fonts whose small letters look like capitals end in this letter.
_FONT_OF_CAPITALS = re.compile(r"\.Vn\w*H\b")


def pieces(body: str) -> list[str]:
    """The texts between the tags of a body, references read."""
    return [html.unescape(text) for text in _TAG.split(body)[::2]]


def converted(body: str, encoding: Encoding) -> tuple[str, str]:
    """A body whose pieces in an encoding are Unicode, and these pieces alone, as a text."""
    parts, said, capitals = _TAG.split(body), list[str](), _Capitals()
    for number, part in enumerate(parts):
        if number % 2:
            capitals.pass_by(part)
            continue
        text = html.unescape(part)
        if is_in(text, encoding):
            read = encoding.read(text, in_capitals=capitals.are_on)
            parts[number] = html.escape(read, quote=False)
            said.append(read)
    return "".join(parts), " ".join(said)


class _Capitals:
    """Whether a font of capitals is asked for where the reader is."""

    def __init__(self) -> None:
        self._open: list[tuple[str, bool]] = []

    @property
    def are_on(self) -> bool:
        return any(is_on for _, is_on in self._open)

    def pass_by(self, tag: str) -> None:
        match = _NAME.match(tag)
        if not match or match[2].lower() in VOID:
            return
        name = match[2].lower()
        if not match[1]:
            self._open.append((name, bool(_FONT_OF_CAPITALS.search(tag))))
            return
        names = [name for name, _ in self._open]
        if name in names:
            del self._open[len(names) - 1 - names[::-1].index(name) :]
