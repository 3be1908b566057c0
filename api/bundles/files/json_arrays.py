"""Parts a JSON array into its objects, each with its place, without holding more than one of them.

Nothing is parsed here: brackets are counted, and one that is missing costs its object alone.
"""

import re
from codecs import BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, NamedTuple

from api.bundles.files.opening import shown
from api.bundles.files.places import Fault, Place
from api.text import json_bounds

MOST_BRACKETS = 2 * json_bounds.MOST_VALUES
"""In one object, which is refused with half as many; whoever opens more has no honest end."""
_PIECE = 65_536
_BOM = b"\xef\xbb\xbf"
_BLANK = b" \t\r\n"
# The longest start of a line, or of what stands between two objects, that is looked at.
_FEW = 200
# A string of JSON ends with its line at the latest, so one that is left open hides no more.
_REST = rb'(?:[^"\\\r\n]++|\\[^\r\n])*+(?:"|\\?+[\r\n])'
_TOKEN = re.compile(rb'(?:[^"{}\[\]]++|"' + _REST + rb')++|([{}\[\]])|".*', re.DOTALL)
_REST_OF_STRING = re.compile(_REST)
_OPENING = {b"}": b"{", b"]": b"["}
_CONTINUATIONS = bytes(range(0x80, 0xC0))
"""Bytes of UTF-8 that begin no character."""


SPREAD = (
    "an object that goes over several lines is read in an array alone: put “[” before the first, a"
    " comma between each and the next, “]” behind the last"
)
UTF_16 = "the file is in UTF-16, as Windows writes “Unicode”: save it as UTF-8"


def is_array(file: BinaryIO) -> bool:
    """Whether a file holds an array, not lines; it is left where its text begins."""
    return _head(file).startswith(b"[")


def misread(file: BinaryIO) -> str | None:
    """Why none of the lines of a file can be read; it is left where its text begins."""
    head = _head(file)
    if head.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return UTF_16
    return SPREAD if _is_spread(head) else None


def _is_spread(head: bytes) -> bool:
    """Whether objects go over several lines; where a line was cut off, the next is not set in."""
    first, _, rest = head.partition(b"\n")
    opening = first.rstrip(_BLANK)
    return opening == b"{" or (opening.endswith((b"{", b"[")) and rest[:1] in (b" ", b"\t"))


def _head(file: BinaryIO) -> bytes:
    head = file.read(_PIECE)
    file.seek(len(_BOM) if head.startswith(_BOM) else 0)
    return head.removeprefix(_BOM).lstrip(_BLANK)


def objects(
    file: BinaryIO, name: str, longest: int, faults: list[Fault]
) -> Iterator[tuple[Place, bytes]]:
    """Each object with its place; of one that is too long as much as shows that it is."""
    return _Splitter(longest, faults, Place(name, 1)).objects(_tokens(file))


class _Token(NamedTuple):
    """A piece of the file; `bracket` says which one it is, if it is one."""

    text: bytes
    bracket: bytes = b""


def _tokens(file: BinaryIO) -> Iterator[_Token]:
    """The whole file: brackets, and what stands between them, with the strings that hide theirs."""
    held, is_in_string = b"", False
    while piece := file.read(_PIECE):
        text, held = _before_escape(held + piece)
        begin = 0
        if is_in_string:
            rest = _REST_OF_STRING.match(text)
            begin = rest.end() if rest else len(text)
            yield _Token(text[:begin])
            is_in_string = rest is None
        for match in _TOKEN.finditer(text, begin):
            yield _Token(match[0], match[1] or b"")
            is_in_string = match[0].startswith(b'"') and not _REST_OF_STRING.match(match[0], 1)
    yield _Token(held)


def _before_escape(text: bytes) -> tuple[bytes, bytes]:
    """The text without a backslash at its end whose other half is still to be read, and that."""
    count = len(text) - len(text.rstrip(b"\\"))
    return (text[:-1], text[-1:]) if count % 2 else (text, b"")


@dataclass
class _Cursor:
    """Where in the file the next token begins; columns count characters."""

    line: int = 1
    column: int = 1
    is_first: bool = True
    """On its line: nothing but blanks, commas and the array's bracket stands before."""

    def move(self, token: bytes) -> None:
        above, newline, last = token.rpartition(b"\n")
        if newline:
            self.line += above.count(b"\n") + 1
            self.column, self.is_first = 1, True
        self.column += len(last.translate(None, _CONTINUATIONS))
        self.is_first = self.is_first and self.column < _FEW and not last.strip(b" \t\r[,")


@dataclass
class _Splitter:
    """Knows which brackets are open in the object at hand, and what stands between objects."""

    longest: int
    faults: list[Fault]
    place: Place
    cursor: _Cursor = field(default_factory=_Cursor)
    open: bytearray = field(default_factory=bytearray)
    parts: list[bytes] = field(default_factory=list)
    size: int = 0
    brackets: int = 0
    last: bytes = b""
    between: bytes = b""
    separator: bytes = b""
    is_over: bool = False

    def objects(self, tokens: Iterator[_Token]) -> Iterator[tuple[Place, bytes]]:
        next(token for token in tokens if self._is_begin(token))
        for token in tokens:
            is_ended = self._inside(token) if self.open else self._outside(token)
            if is_ended:
                yield self.place, b"".join(self.parts)
            if is_ended and token.bracket == b"{":
                self._begin(token)
            self.cursor.move(token.text)
            if self.brackets > MOST_BRACKETS:
                break
        if self.open:
            yield self.place, b"".join(self.parts)
        self._end()

    def _is_begin(self, token: _Token) -> bool:
        self.cursor.move(token.text)
        return token.bracket == b"["

    def _inside(self, token: _Token) -> bool:
        """Take what stands in an object; whether it has ended."""
        # Where a member should begin there is another object: the next one of the array.
        is_next = token.bracket == b"{" and self.open.endswith(b"{") and self.last == b","
        opened = self.open.rfind(_OPENING.get(token.bracket, b"\0"), -_FEW)
        self.is_over = token.bracket == b"]" and opened < 0
        if is_next or self.is_over:
            self.open.clear()
            return True
        if opened >= 0:
            del self.open[opened:]
        elif token.bracket in _OPENING.values():
            self.open += token.bracket
            self.brackets += 1
        self._keep(token)
        return not self.open

    def _outside(self, token: _Token) -> bool:
        """Take what stands between objects; whether something has ended, which it never has."""
        if self.is_over or token.bracket not in (b"{", b"[", b"]"):
            if len(self.between) < _FEW:
                self.between += token.text.strip(_BLANK)[:_FEW]
        elif token.bracket == b"]":
            self._separate(b"")
            self.is_over = True
        else:
            self._separate(self.separator)
            self._begin(token)
        return False

    def _begin(self, token: _Token) -> None:
        column = 0 if self.cursor.is_first else self.cursor.column
        self.place = Place(self.place.file, self.cursor.line, column)
        self.parts = [b" " * (self.cursor.column - 1)] if self.cursor.is_first else []
        self.open, self.separator, self.between = bytearray(token.bracket), b",", b""
        self.size = self.brackets = 0
        self._keep(token)

    def _keep(self, token: _Token) -> None:
        if self.size <= self.longest:
            self.parts.append(token.text)
        self.size += len(token.text)
        self.last = token.text.rstrip(_BLANK)[-1:] or self.last

    def _separate(self, wanted: bytes) -> None:
        if self.between != wanted:
            self._refuse("an object of the array is followed by one comma, the last by none")
        self.between = b""

    def _end(self) -> None:
        if self.brackets > MOST_BRACKETS:
            self._refuse("too many brackets are open, so the rest of the file was not read")
        elif self.is_over and self.between:
            self._refuse("nothing may stand behind the end of the array")
        elif not self.is_over and not self.open:
            self._refuse("the array has no end, “]”")

    def _refuse(self, why: str) -> None:
        excerpt = f", here {shown(self.between.decode(errors='replace'))}" if self.between else ""
        place = Place(self.place.file, self.cursor.line, self.cursor.column)
        self.faults.append(Fault(place, f"not JSON: {why}{excerpt}"))
