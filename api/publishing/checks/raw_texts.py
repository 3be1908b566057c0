"""Reads the texts of content as they came, before anything else does.

Marks that only order them go, with a word. What else looks wrong in them is told, and stays, but
for the encodings of old fonts where somebody wants them converted.
"""

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from itertools import chain
from typing import Any

from api.publishing.content_type import Content
from api.publishing.formats import BundleFormat
from api.richtext.cleaning import leftovers, old_fonts
from api.text import legacy_fonts
from api.text.characters import BIDI_MARKS
from api.text.legacy_fonts import Encoding
from api.text.losses import FieldLosses, Losses

_Change = Callable[[str, Losses], str]

_MARK = re.compile(f"[{BIDI_MARKS}]")
# The same where HTML refers to them.
_MARK_IN_HTML = re.compile(
    rf"[{BIDI_MARKS}]|&(?:lrm|rlm|#0*(?:1564|820[67]|823[456])"
    r"|#[xX]0*(?:61[cC]|200[eEfF]|202[a-cA-C]))(?!\w);?"
)
_REFERENCES = ("&lrm", "&rlm", "&#")
_NAMES_OF_FILES = frozenset({"file"})


def read(
    content: Content, format: BundleFormat, *, convert_legacy: bool = False
) -> tuple[Content, FieldLosses]:
    """The content with its texts as they are taken in, and what is told of them."""
    plain, bodies = _texts_of(content, format.html)
    encoding = _encoding_of(plain, bodies)
    if encoding is None and not _may_tell(plain, bodies):
        return content, FieldLosses()
    reader = _Reader(encoding, convert_legacy=convert_legacy)
    # Other content must find what a key names, whatever encoding they are in.
    keys = {
        "key",
        *(name for name, reference in format.references.items() if not reference.or_text),
    }
    data, field_losses, losses = dict[str, Any](), FieldLosses(), Losses()
    for name, value in content.items():
        change = reader.body if name in format.html else reader.plain
        data[name] = _changed(value, reader.key if name in keys else change, losses)
        if losses:
            field_losses += [(f"/{name}", loss) for loss in losses.all()]
            losses = Losses()
    return data, field_losses


def _texts_of(data: Content, html: Collection[str]) -> tuple[list[str], list[str]]:
    """The plain texts of content, and those with HTML."""
    plain, bodies = list[str](), list[str]()
    for name, value in data.items():
        texts = bodies if name in html else plain
        if isinstance(value, str):
            texts.append(value)
        elif value:
            texts.extend(_texts(value))
    return plain, bodies


def _encoding_of(plain: list[str], bodies: list[str]) -> Encoding | None:
    """The encoding of old fonts that the texts of content are in, if any is."""
    held = [body for body in bodies if legacy_fonts.may_hold(body)]
    texts = [text for text in plain if legacy_fonts.may_be(text)]
    texts += chain.from_iterable(map(old_fonts.pieces, held))
    has_font = any(map(legacy_fonts.names_font, held))
    return legacy_fonts.encoding_of(texts, has_font=has_font) if texts else None


def _may_tell(plain: list[str], bodies: list[str]) -> bool:
    """Whether a closer look at texts in no such encoding is worth it; hardly ever it is."""
    words = "\n".join(plain)
    is_odd = "&" in words or "<" in words or _perhaps_marked(words)
    return is_odd or any(map(_perhaps_marked_in_html, bodies))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | dict):
        for member in value.values() if isinstance(value, dict) else value:
            yield from _texts(member)


def _changed(value: Any, change: _Change, losses: Losses) -> Any:
    """The value with each of its texts changed; files are called as they are."""
    if isinstance(value, str):
        return change(value, losses)
    if isinstance(value, list):
        return [_changed(item, change, losses) for item in value]
    if isinstance(value, dict):
        return {
            name: member if name in _NAMES_OF_FILES else _changed(member, change, losses)
            for name, member in value.items()
        }
    return value


@dataclass(frozen=True)
class _Reader:
    """Reads the texts of content that is in an encoding of old fonts, or in none."""

    encoding: Encoding | None
    convert_legacy: bool

    def key(self, text: str, losses: Losses) -> str:
        return _without(_MARK, text, losses) if _perhaps_marked(text) else text

    def plain(self, text: str, losses: Losses) -> str:
        text = self.key(text, losses)
        if self.encoding and legacy_fonts.is_in(text, self.encoding):
            read = self.encoding.read(text)
            text = self._chosen((text, read), read, losses)
        meant = leftovers.perhaps_meant(text)
        if meant is not None:
            losses.add("html_in_text", meant)
        return text

    def body(self, text: str, losses: Losses) -> str:
        if _perhaps_marked_in_html(text):
            text = _without(_MARK_IN_HTML, text, losses)
        if self.encoding and legacy_fonts.may_hold(text):
            read, said = old_fonts.converted(text, self.encoding)
            return self._chosen((text, read), said, losses) if said else text
        return text

    def _chosen(self, texts: tuple[str, str], said: str, losses: Losses) -> str:
        """The text as it is or as it is read, whichever was asked for; it is told either way."""
        code = self.encoding.code if self.encoding else ""
        losses.add(f"{code}_{'converted' if self.convert_legacy else 'text'}", said)
        return texts[self.convert_legacy]


def _perhaps_marked(text: str) -> bool:
    # Looking for each is a hundred times faster than an expression for all of them.
    return not text.isascii() and any(map(text.__contains__, BIDI_MARKS))


def _perhaps_marked_in_html(text: str) -> bool:
    return _perhaps_marked(text) or ("&" in text and any(map(text.__contains__, _REFERENCES)))


def _without(marks: re.Pattern[str], text: str, losses: Losses) -> str:
    for mark in marks.finditer(text):
        losses.add("mark_dropped", _name(mark[0]), text, mark.start())
    return marks.sub("", text)


def _name(mark: str) -> str:
    return mark if mark.startswith("&") else f"U+{ord(mark):04X}"
