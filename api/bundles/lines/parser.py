"""Turns a line of a bundle into content: keys into ids, files into media, all of it checked."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from api.bundles.files.bundle import Line
from api.bundles.files.named_files import LONGEST_NAME, files_of, readers_name, with_linked
from api.bundles.files.places import Place
from api.bundles.lines import schemas
from api.bundles.lines.file_notes import FileNotes
from api.bundles.lines.schemas import BOOKKEEPING, COUNTED, DRAFT, KEPT, NEWS_ONLY, SITE_ONLY
from api.publishing.checks import raw_texts
from api.publishing.content_type import Content, ContentType
from api.publishing.formats import Reference
from api.richtext import html
from api.runtime.config import config
from api.runtime.errors import FieldError, InvalidContent
from api.text import characters
from api.text.losses import FieldLosses

NO_ID = str(UUID(int=0))
NO_MEDIA = "0" * 40


class Entry(NamedTuple):
    """A line as it was read: its bookkeeping, and its content as it was written.

    `files` are those that it names, each with the name that readers see it under.
    """

    place: Place
    book: dict[str, Any]
    raw: dict[str, Any]
    digest: bytes
    files: dict[str, str]
    losses: FieldLosses

    @property
    def key(self) -> str:
        """What names it on re-import; empty when that is wrong."""
        return str(self.book["key"])

    @property
    def slugs(self) -> list[str]:
        """Every address that the line asks for by name."""
        given = self.book["slug"] or self.raw.get("slug")
        named = [given] if isinstance(given, str) and len(given) <= LONGEST_NAME else []
        return [*named, *self.book["old_slugs"]]


class Told(NamedTuple):
    """What the rest of a bundle must know of a line: what it is called, and what it refers to."""

    place: Place
    key: str
    id: UUID | None
    slugs: list[str]
    above: tuple[str, ...]
    files: dict[str, str]
    old_urls: list[str]


def told_of(entry: Entry, handled: ContentType) -> Told:
    """What is to be told of a line."""
    above, told_id = _above(entry, handled), entry.book["id"]
    old_urls = entry.book["old_urls"]
    return Told(entry.place, entry.key, told_id, entry.slugs, above, entry.files, old_urls)


@cache
def own_references(handled: ContentType) -> list[str]:
    """The fields that name another line of the same file: one that a line stands below."""
    named = handled.bundle.references.items()
    return [name for name, reference in named if reference.type == handled.name]


def _above(entry: Entry, handled: ContentType) -> tuple[str, ...]:
    """The keys that a line stands below, each once."""
    given = (entry.raw.get(name) for name in own_references(handled))
    named = (each for value in given for each in (value if isinstance(value, list) else [value]))
    return tuple(dict.fromkeys(filter(None, map(_key, named))))


def _key(named: Any) -> str | None:
    if not isinstance(named, str) or len(named) > LONGEST_NAME:
        return None
    try:
        return characters.normalise(named) or None
    except characters.UnsafeText:
        return None


def parse(
    line: Line, handled: ContentType, *, convert_legacy: bool = False
) -> tuple[Entry, list[str]]:
    """The bookkeeping of a line and its raw content, and what is wrong with the former."""
    data, losses = raw_texts.read(line.data, handled.bundle, convert_legacy=convert_legacy)
    named = bookkeeping_of(handled)
    book = {name: value for name, value in data.items() if name in named}
    raw = {name: value for name, value in data.items() if name not in named}
    if handled.bundle.is_single:
        # Its slug is its key; the schema of its content says what is wrong with it.
        book["key"] = handled.name
    loaded, errors = schemas.load(book)
    wrong = said(errors)
    if loaded["state"] == DRAFT and not handled.reviewed:
        wrong.append(f"/state: a {handled.name} is public once it is saved, so it is never a draft")
    digest = _digest(_packed(data))
    return Entry(line.place, loaded, raw, digest, files_of(raw, handled), losses), wrong


@cache
def bookkeeping_of(handled: ContentType) -> frozenset[str]:
    """The members of a type's lines that are bookkeeping."""
    named = KEPT if handled.bundle.is_single else BOOKKEEPING - SITE_ONLY
    named -= frozenset() if handled.view_number else COUNTED
    named -= frozenset() if handled.has_stub else NEWS_ONLY
    own = handled.schema().fields.keys()
    # Where something stands is told of the document; only a site is known by it.
    return named - (own if handled.bundle.is_single else own - {"slug"})


def _packed(data: dict[str, Any]) -> bytes:
    # The order of the members says nothing, so it makes no difference.
    return orjson.dumps(data, option=orjson.OPT_SORT_KEYS)


def _digest(*parts: bytes) -> bytes:
    hashed = blake2b(digest_size=20)
    for part in parts:
        hashed.update(len(part).to_bytes(8))
        hashed.update(part)
    return hashed.digest()


@dataclass
class Resolver:
    """How names in a line become ids: each call raises ValueError with what is wrong.

    What is wrong is gathered, and something harmless takes its place, so that the rest is checked.
    So is what a text loses, and what is to be told of its files, with the field it stands in.
    Relative links are meant against `base`.
    """

    reference: Callable[[Reference, str], str]
    media: Callable[[str], str]
    attachment: Callable[[str], str]
    notes: FileNotes
    base: str | None = None
    wrong: list[str] = field(default_factory=list)
    losses: FieldLosses = field(default_factory=list)

    def content_of(self, entry: Entry, handled: ContentType) -> Content:
        """The content of a line as the engine takes it; what is wrong is added to `wrong`."""
        raw = dict(entry.raw)
        for name, reference in handled.bundle.references.items():
            raw.update(self._each(raw, name, str, self._key(name, reference)))
        for name in handled.bundle.files:
            raw.update(self._each(raw, name, dict, self._file(name)))
        linked: list[str] = []
        for name in handled.bundle.html:
            may_link = bool(handled.bundle.attachments)
            raw.update(self._each(raw, name, str, self._body(name, linked if may_link else None)))
        for name in handled.bundle.attachments:
            raw[name] = with_linked(raw.get(name), linked)
            raw.update(self._each(raw, name, dict, self._attached(name)))
        self.losses += self.notes.told()
        try:
            content = handled.load(raw)
        except InvalidContent as error:
            self.wrong += said(error.errors)
            return {}
        content.is_resolved = True
        return content

    def _each(self, raw: Content, name: str, kind: type, call: Callable[[Any], Any]) -> Content:
        """`call` on a member, or on each in its list; what is of another kind a schema refuses."""
        if name not in raw:
            return {}
        value = raw[name]
        if isinstance(value, list):
            return {name: [call(each) if isinstance(each, kind) else each for each in value]}
        return {name: call(value) if isinstance(value, kind) else value}

    def _key(self, name: str, reference: Reference) -> Callable[[str], str | None]:
        # Keys are kept like any other line of text, so what names one is read like that too.
        def resolved(key: str) -> str | None:
            try:
                named = characters.normalise(key)
                # An empty text is how others write an absent fact.
                return self.reference(reference, named) if named else None
            except ValueError as error:
                self.wrong.append(f"/{name}: {error}")
                return NO_ID

        return resolved

    def _file(self, name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def resolved(value: dict[str, Any]) -> dict[str, Any]:
            words = {each: value[each] for each in value if each != "file"}
            return {**words, "media": self._named(name, value.get("file"), self.media)}

        return resolved

    def _attached(self, name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
        def resolved(value: dict[str, Any]) -> dict[str, Any]:
            file = value.get("file")
            words = {each: value[each] for each in value if each != "file"}
            if isinstance(file, str):
                words["name"] = readers_name(file, words.get("name"))
            return {**words, "media": self._named(name, file, self.attachment)}

        return resolved

    def _body(self, name: str, linked: list[str] | None) -> Callable[[str], str]:
        """How a body is taken; files that it links to are added to `linked` where there is one."""

        def is_file(address: str) -> bool:
            is_kept = linked is not None and self._is_attachment(address)
            if is_kept and linked is not None and address not in linked:
                linked.append(address)
            return is_kept

        def taken(value: str) -> str:
            origin = html.Origin(
                self.base, lambda file: f"media:{self._named(name, file, self.media)}", is_file
            )
            try:
                body = html.sanitise(value, free_hosts=config().free_hosts, origin=origin)
            except characters.UnsafeText:
                # The schema says what is wrong with it.
                return value
            self.losses += [(f"/{name}", loss) for loss in body.losses]
            return body

        return taken

    def _is_attachment(self, address: str) -> bool:
        try:
            return bool(self.attachment(address))
        except ValueError:
            return False

    def _named(self, name: str, file: object, find: Callable[[str], str]) -> str:
        try:
            if isinstance(file, str) and file.strip():
                found = find(file)
                self.notes.add(name, file)
                return found
            self.wrong.append(f"/{name}/file: must name a file of the bundle")
        except ValueError as error:
            self.wrong.append(f"/{name}: {error}")
        return NO_MEDIA


def digest_of(entry: Entry, file_digests: Iterable[str], base: str | None = None) -> str:
    """What tells whether a line, or what it refers to, has changed since the last import.

    That is the files that it names and, where it holds relative links, what they are meant against.
    """
    bodies = (each for name, each in entry.raw.items() if name == "body_html" and base)
    is_relative = any(isinstance(each, str) and html.relative_links(each) for each in bodies)
    # A link to what is no file says nothing of one.
    parts = [*filter(None, file_digests), *[base or ""] * is_relative]
    return _digest(entry.digest, *(each.encode() for each in parts)).hex()


def said(errors: Iterable[FieldError]) -> list[str]:
    """Findings as they stand behind the place of a line."""
    return [f"{each.pointer}: {each.detail}" for each in errors]
