"""Turns a line of a bundle into content: keys into ids, files into media, all of it checked."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple
from uuid import UUID

import marshmallow

from api.core import html
from api.core.errors import FieldError, InvalidContent
from api.core.jsons import dumps
from api.core.messages import field_errors
from api.operations.bundle import Line, digest
from api.operations.bundle_schemas import BOOKKEEPING, COUNTED, KEPT, NEWS_ONLY, BookkeepingSchema
from api.publishing.content import Content, ContentType, Reference

_SCHEMA = BookkeepingSchema()


class Entry(NamedTuple):
    """A line that was understood: its bookkeeping, and its content as it was written."""

    line: Line
    handled: ContentType
    book: dict[str, Any]
    raw: dict[str, Any]

    @property
    def key(self) -> str:
        """What names it on re-import."""
        return str(self.book["key"])


def parse(line: Line, handled: ContentType) -> tuple[Entry | None, list[str]]:
    """The bookkeeping of a line and its raw content, or what is wrong."""
    named = _bookkeeping_of(handled)
    book = {name: value for name, value in line.data.items() if name in named}
    raw = {name: value for name, value in line.data.items() if name not in named}
    if handled.bundle.is_single:
        book["key"] = line.data.get("slug", "")
    try:
        return Entry(line, handled, _SCHEMA.load(book), raw), []
    except marshmallow.ValidationError as error:
        return None, _said(field_errors(error.normalized_messages()))


def _bookkeeping_of(handled: ContentType) -> frozenset[str]:
    named = KEPT if handled.bundle.is_single else BOOKKEEPING
    named -= frozenset() if handled.bundle.views else COUNTED
    named -= frozenset() if handled.has_stub else NEWS_ONLY
    return named - handled.schema().fields.keys()


@dataclass
class Resolver:
    """How names in a line become ids: both calls raise ValueError with what is wrong."""

    reference: Callable[[Reference, str], str]
    media: Callable[[str], str]
    wrong: list[str] = field(default_factory=list)

    def content_of(self, entry: Entry) -> Content:
        """The content of a line as the engine takes it; what is wrong is added to `wrong`."""
        raw = dict(entry.raw)
        for name, reference in entry.handled.bundle.references.items():
            if name in raw:
                raw[name] = self._each(raw[name], str, name, self._keys(reference))
        for name in entry.handled.bundle.files:
            if name in raw:
                raw[name] = self._each(raw[name], dict, name, self._file)
        for name in entry.handled.bundle.html:
            if isinstance(raw.get(name), str):
                raw[name] = self._tried(name, self._body, raw[name])
        try:
            return entry.handled.load(raw)
        except InvalidContent as error:
            self.wrong += _said(error.errors)
            return {}

    def _each(self, value: Any, kind: type, name: str, call: Callable[[Any], Any]) -> Any:
        """`call` on the value, or on each in a list; what is of another kind the schema refuses."""
        if isinstance(value, list):
            return [self._each(each, kind, name, call) for each in value]
        return self._tried(name, call, value) if isinstance(value, kind) else value

    def _keys(self, reference: Reference) -> Callable[[str], str]:
        return lambda key: self.reference(reference, key)

    def _file(self, value: dict[str, Any]) -> dict[str, Any]:
        words = {name: each for name, each in value.items() if name != "file"}
        if not isinstance(value.get("file"), str):
            raise ValueError("“file” must name a file of the bundle")
        return {**words, "media": self.media(value["file"])}

    def _body(self, value: str) -> str:
        return html.replace_images(value, lambda name: f"media:{self.media(name)}")

    def _tried(self, name: str, call: Callable[[Any], Any], value: Any) -> Any:
        try:
            return call(value)
        except ValueError as error:
            self.wrong.append(f"/{name}: {error}")
            return None


def files_of(entry: Entry) -> Iterator[str]:
    """The names of the files that a line refers to."""
    for name in entry.handled.bundle.files:
        value = entry.raw.get(name)
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, dict) and isinstance(each.get("file"), str):
                yield each["file"]
    for name in entry.handled.bundle.html:
        if isinstance(entry.raw.get(name), str):
            yield from html.bundle_images(entry.raw[name])


def digest_of(entry: Entry, file_digest: Callable[[str], str]) -> str:
    """What tells whether a line, or a file that it names, has changed since the last import."""
    files = [file_digest(name).encode() for name in files_of(entry)]
    return digest(dumps(entry.line.data), *files)


def _said(errors: Iterable[FieldError]) -> list[str]:
    return [f"{each.pointer}: {each.detail}" for each in errors]


def nobody(_reference: Reference, _key: str) -> str:
    """An id for checking a line before the document it refers to exists."""
    return str(UUID(int=0))
