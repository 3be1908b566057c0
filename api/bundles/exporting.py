"""Exports a site as a bundle: importing it into an empty database gives the same public site.

Every line holds what its document says (the public edition where there is one, else the draft)
and its bookkeeping, so that ids, addresses, dates and versions stay.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from api.bundles.lines import parser
from api.bundles.models import ImportedLine
from api.db.batches import batches
from api.media import queries as media
from api.publishing import due, editions
from api.publishing.content_type import Content, ContentType, content_types
from api.publishing.errors import AlteredEdition
from api.publishing.formats import Reference
from api.publishing.live import old_urls, slugs
from api.publishing.models import Document, Edition, Public
from api.richtext import html
from api.runtime.clock import local
from api.runtime.config import config
from api.runtime.ids import parse_id
from api.views import queries as viewcounts


class ForgedWords(Exception):
    """Words that somebody has changed since they were handed on are brought to no other portal."""

    def __init__(self, document: Document) -> None:
        super().__init__(f"{document.type}/{document.id} is not in the words that were approved")


class LostFile(Exception):
    """A file that content names is not where media are kept."""

    def __init__(self, key: str) -> None:
        super().__init__(f"the file {key} is missing from the media of this installation")


class Exporter:
    """One export of one site into one folder."""

    def __init__(self, site: UUID, folder: Path, progress: Callable[[int, int], None]) -> None:
        self._folder = folder
        self._progress = progress
        self._ids, self._keys = _documents_of(site)

    def run(self) -> int:
        """Write the bundle; the number of lines in it."""
        (self._folder / "media").mkdir(parents=True, exist_ok=True)
        total = sum(len(ids) for ids in self._ids.values())
        done = 0
        for handled in content_types():
            for count in self._write(handled):
                done += count
                self._progress(done, total)
        return done

    def _write(self, handled: ContentType) -> Iterator[int]:
        ids = self._ids[handled.name]
        if not ids:
            return
        with (self._folder / handled.bundle.filename).open("w", encoding="utf-8") as file:
            for batch in batches(ids):
                for line in self._lines(handled, batch):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                yield len(batch)

    def _lines(self, handled: ContentType, ids: list[UUID]) -> Iterator[dict[str, Any]]:
        views = viewcounts.counts(ids) if handled.view_number else {}
        for document in Document.select().where(Document.id.in_(ids)).order_by(Document.id):
            content = self._content(document, handled)
            names = parser.bookkeeping_of(handled)
            book = {"key": self._keys[str(document.id)], **_bookkeeping(document)}
            if book.get("superseded_by") not in self._keys:
                # What lies in the trash is not mentioned, and is not there to be found again.
                book.pop("superseded_by", None)
            if document.id in views:
                book["views"] = views[document.id]
            yield {name: book[name] for name in book if name in names} | content

    def _content(self, document: Document, handled: ContentType) -> dict[str, Any]:
        is_public = document.public != Public.NONE
        edition = editions.live(document) if is_public else editions.head(document)
        content = dict(_words(document, edition))
        if "slug" in content:
            content["slug"] = document.slug or content["slug"]
        for name, reference in handled.bundle.references.items():
            content[name] = _mapped(content[name], self._key_for(reference))
        for name in (*handled.bundle.files, *handled.bundle.attachments):
            content[name] = _mapped(content[name], self._with_file)
        for name in handled.bundle.html:
            content[name] = html.replace_images(content[name], self._file_of_body)
        return {name: value for name, value in content.items() if value not in (None, [], "")}

    def _key_for(self, reference: Reference) -> Callable[[str], str | None]:
        """The key of a document, or free text; None for one in the trash, which nobody sees."""

        def key_of(named: str) -> str | None:
            is_text = reference.or_text and parse_id(named) is None
            return self._keys.get(named, named if is_text else None)

        return key_of

    def _with_file(self, value: dict[str, Any]) -> dict[str, Any]:
        left_out = (None, False)
        words = {name: member for name, member in value.items() if member not in left_out}
        return {"file": self._file(words.pop("media")), **words}

    def _file_of_body(self, source: str) -> str:
        return self._file(source.removeprefix("media:"))

    def _file(self, media_id: str) -> str:
        """The name in the bundle of a kept file, copied there the first time it is asked for."""
        key = media.key_of(media_id)
        target = self._folder / "media" / key
        if not target.exists():
            # A folder that is not there is misspelt, and not to be made.
            source = media.store().private_path(key) if config().media_dir.is_dir() else None
            if source is None:
                raise LostFile(key)
            shutil.copyfile(source, target)
        return f"media/{key}"


def _words(document: Document, edition: Edition) -> Content:
    try:
        return editions.handed_on(document, edition)
    except AlteredEdition as altered:
        raise ForgedWords(document) from altered


def _documents_of(site: UUID) -> tuple[dict[str, list[UUID]], dict[str, str]]:
    """Every document of a site by type, and the key that each has or gets in the bundle."""
    known = {
        row.document: row.key
        for row in ImportedLine.select()
        .where(ImportedLine.site == str(site))
        .order_by(ImportedLine.key)
        .iterator()
    }
    ids: dict[str, list[UUID]] = {content_type.name: [] for content_type in content_types()}
    keys: dict[str, str] = {}
    is_there = Document.trashed_at.is_null() & Document.purged_at.is_null()
    rows = Document.select(Document.id, Document.type).where((Document.site == site) & is_there)
    for row in rows.order_by(Document.id).iterator():
        ids[row.type].append(row.id)
        keys[str(row.id)] = known.get(row.id, str(row.id))
    return ids, keys


def _bookkeeping(document: Document) -> dict[str, Any]:
    facts: dict[str, Any] = {"id": str(document.id)}
    if document.slug is not None:
        facts |= {"slug": document.slug, "old_slugs": slugs.old_slugs(document)}
    facts |= {"old_urls": urls} if (urls := old_urls.of(document)) else {}
    if document.public == Public.NONE:
        return facts | {"state": "draft"}
    ends = due.at(document, due.UNPUBLISH)
    facts |= {
        "published_at": _exact(document.published_at),
        "updated_at": _exact(document.updated_at),
        "version": document.public_version,
        "corrections": document.corrections,
    }
    facts |= {"unpublish_at": _exact(ends)} if ends else {}
    return facts | _withdrawal(document)


def _withdrawal(document: Document) -> dict[str, Any]:
    if document.public != Public.WITHDRAWN:
        return {}
    return {
        "state": "withdrawn",
        "reason": document.reason,
        "public_note": document.public_note,
        "withdrawn_at": _exact(document.withdrawn_at),
        "superseded_by": str(document.superseded_by) if document.superseded_by else None,
    }


def _exact(at: datetime | None) -> str | None:
    """A time with all its digits: the order of two in the same second must stay."""
    if at is None:
        return None
    return local(at) if at.microsecond == 0 else at.isoformat()


def _mapped(value: Any, call: Callable[[Any], Any]) -> Any:
    if isinstance(value, list):
        return [called for item in value if (called := call(item)) is not None]
    return None if value is None else call(value)
