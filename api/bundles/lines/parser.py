"""Reads a line of a bundle: its bookkeeping, its content as it was written, what it names."""

from collections.abc import Iterable
from functools import cache
from hashlib import blake2b
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from api.bundles.files.bundle import Line
from api.bundles.files.named_files import LONGEST_NAME, files_of
from api.bundles.files.places import Place
from api.bundles.lines import schemas
from api.bundles.lines.schemas import BOOKKEEPING, COUNTED, DRAFT, KEPT, NEWS_ONLY, SITE_ONLY
from api.publishing.checks import raw_texts
from api.publishing.content_type import ContentType
from api.richtext import html
from api.runtime.errors import FieldError
from api.text import characters
from api.text.losses import FieldLosses


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


class LineSummary(NamedTuple):
    """What the rest of a bundle must know of a line: what it is called, and what it refers to."""

    place: Place
    key: str
    id: UUID | None
    slugs: list[str]
    above: tuple[str, ...]
    files: dict[str, str]
    old_urls: list[str]


def line_summary(entry: Entry, handled: ContentType) -> LineSummary:
    """What is to be told of a line."""
    above, id_ = _above(entry, handled), entry.book["id"]
    old_urls = entry.book["old_urls"]
    return LineSummary(entry.place, entry.key, id_, entry.slugs, above, entry.files, old_urls)


@cache
def own_references(handled: ContentType) -> list[str]:
    """The fields that name another line of the same file: one that a line stands below."""
    named = handled.bundle.references.items()
    return [name for name, reference in named if reference.type == handled.name]


def _above(entry: Entry, handled: ContentType) -> tuple[str, ...]:
    """The keys that a line stands below, each once."""
    given = (entry.raw.get(name) for name in own_references(handled))
    named = (key for value in given for key in (value if isinstance(value, list) else [value]))
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
    named -= frozenset() if handled.leaves_tombstone else NEWS_ONLY
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


def digest_of(entry: Entry, file_digests: Iterable[str], base: str | None = None) -> str:
    """What tells whether a line, or what it refers to, has changed since the last import.

    That is the files that it names and, where it holds relative links, what they are meant against.
    """
    bodies = (body for name, body in entry.raw.items() if name == "body_html" and base)
    is_relative = any(isinstance(body, str) and html.relative_links(body) for body in bodies)
    # A link to what is no file says nothing of one.
    parts = [*filter(None, file_digests), *[base or ""] * is_relative]
    return _digest(entry.digest, *(part.encode() for part in parts)).hex()


def said(errors: Iterable[FieldError]) -> list[str]:
    """Findings as they stand behind the place of a line."""
    return [f"{error.pointer}: {error.detail}" for error in errors]
