"""Exports a site as a bundle: importing it into an empty database gives the same public site.

Every line holds what its document says (the public edition where there is one, else the draft)
and its bookkeeping, so that ids, addresses, dates and versions stay.
"""

import json
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api.core import html
from api.core.clock import local
from api.core.errors import NotFound
from api.media import queries as media
from api.operations import records
from api.operations.models import ImportedLine
from api.publishing import due, editions, slugs
from api.publishing.content import ContentType, Reference, content_types
from api.publishing.models import Document, Public
from api.viewcounts import queries as viewcounts

BATCH = 500


class UnknownSite(NotFound):
    """There is no such site to export."""

    code = "site_not_found"
    detail = "There is no site “{site}” here."
    detail_vi = "Ở đây không có trang “{site}”."


class Exporter(NamedTuple):
    """One export of one site into one folder."""

    site: str
    folder: Path
    progress: Callable[[int, int], None]

    def run(self) -> int:
        """Write the bundle; the number of lines in it."""
        site_id = records.site_id(self.site)
        if site_id is None:
            raise UnknownSite(site=self.site)
        (self.folder / "media").mkdir(parents=True, exist_ok=True)
        keys = _keys(site_id)
        total = sum(len(each) for each in keys.values())
        done = 0
        for handled in content_types():
            for written in self._write(handled, keys, site_id):
                done += written
                self.progress(done, total)
        return done

    def _write(self, handled: ContentType, keys: "Keys", site_id: UUID) -> Iterator[int]:
        ids = sorted(keys[handled.name], key=str)
        if not ids:
            return
        with (self.folder / handled.bundle.filename).open("w", encoding="utf-8") as file:
            for start in range(0, len(ids), BATCH):
                batch = ids[start : start + BATCH]
                for line in self._lines(handled, batch, keys):
                    file.write(json.dumps(line, ensure_ascii=False) + "\n")
                yield len(batch)

    def _lines(
        self, handled: ContentType, ids: list[UUID], keys: "Keys"
    ) -> Iterator[dict[str, Any]]:
        documents = Document.select().where(Document.id.in_(ids)).order_by(Document.id)
        views = viewcounts.counts(ids) if handled.bundle.views else {}
        for document in documents:
            line = {"key": keys[handled.name][document.id]} | _bookkeeping(document, handled)
            if views.get(document.id):
                line["views"] = views[document.id]
            if handled.bundle.is_single:
                line = {name: line[name] for name in _OF_A_SITE if name in line}
            yield line | self._content(document, handled, keys)

    def _content(self, document: Document, handled: ContentType, keys: "Keys") -> dict[str, Any]:
        is_public = document.public != Public.NONE and document.live is not None
        edition = editions.live(document) if is_public else editions.head(document)
        content = dict(editions.content(document, edition))
        for name, reference in handled.bundle.references.items():
            content[name] = _named(content[name], reference, keys)
        for name in handled.bundle.files:
            content[name] = _each(content[name], self._with_file)
        for name in handled.bundle.html:
            content[name] = html.replace_images(content[name], self._file_of_body)
        return {name: value for name, value in content.items() if value not in (None, [], "")}

    def _with_file(self, value: dict[str, Any]) -> dict[str, Any]:
        words = {name: each for name, each in value.items() if name != "media" and each is not None}
        return {"file": self._file(value["media"]), **words}

    def _file_of_body(self, source: str) -> str:
        return self._file(source.removeprefix("media:"))

    def _file(self, media_id: str) -> str:
        """The name in the bundle of a kept file, copied there the first time it is asked for."""
        key = media.key_of(media_id)
        target = self.folder / "media" / key
        kept = media.store().private_path(key)
        if kept is not None and not target.exists():
            shutil.copyfile(kept, target)
        return f"media/{key}"


Keys = dict[str, dict[UUID, str]]

_OF_A_SITE = ("id", "published_at", "updated_at", "version", "old_slugs")


def _keys(site_id: UUID) -> Keys:
    """Every document of a site by type, with the key it has or gets in the bundle."""
    known = {row.document: row.key for row in ImportedLine.select()}
    keys: Keys = {each.name: {} for each in content_types()}
    is_there = Document.trashed_at.is_null() & Document.purged_at.is_null()
    rows = Document.select(Document.id, Document.type).where((Document.site == site_id) & is_there)
    for row in rows:
        keys[row.type][row.id] = known.get(row.id, str(row.id))
    return keys


def _bookkeeping(document: Document, handled: ContentType) -> dict[str, Any]:
    facts: dict[str, Any] = {"id": str(document.id)}
    if document.slug is not None:
        facts |= {"slug": document.slug, "old_slugs": slugs.old_slugs(document)}
    if document.public == Public.NONE:
        return facts | {"state": "draft"}
    facts |= {
        "published_at": _exact(document.published_at),
        "updated_at": _exact(document.updated_at),
        "version": document.public_version,
    }
    if handled.has_stub:
        ends = due.at(document, due.UNPUBLISH)
        facts |= {"corrections": document.corrections}
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
    }


def _exact(at: datetime | None) -> str | None:
    """A time with all its digits: the order of two in the same second must stay."""
    if at is None:
        return None
    return local(at) if at.microsecond == 0 else at.isoformat()


def _named(value: Any, reference: Reference, keys: Keys) -> Any:
    def key(named: str) -> str:
        known = keys[reference.type]
        found = next((each for id_, each in known.items() if str(id_) == named), None)
        return found or named

    return _each(value, key)


def _each(value: Any, call: Callable[[Any], Any]) -> Any:
    if isinstance(value, list):
        return [call(each) for each in value]
    return None if value is None else call(value)
