"""Keeping media, and showing their files while something live refers to them."""

import logging
from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from api.core.config import config
from api.core.db import Transaction, transaction
from api.media import attachments, images, names, queries
from api.media.models import Attachment, Media, MediaFile, MediaUse

FOLDERS = 256
"""Public files lie in folders named by two hexadecimal digits."""
UNFINISHED = timedelta(minutes=5)
"""A file this young may belong to a transaction that has not ended."""

_log = logging.getLogger(__name__)


def keep_image(data: bytes, at: datetime) -> Media:
    """Clean an image, make its renditions and keep both; the same bytes are kept once."""
    prepared = images.prepare(data, max_bytes=config().max_upload_bytes)
    return keep_prepared(prepared, at)


def keep_prepared(prepared: images.PreparedImage, at: datetime) -> Media:
    """Keep an image that `images.prepare` has made ready: files first, then the row."""
    _write_missing({prepared.key: prepared.data, **{e.key: e.data for e in prepared.renditions}})
    known = Media.get_or_none(Media.id == prepared.media_id)
    if known is not None:
        return known
    row = _row(prepared, at)
    with transaction():
        Media.insert(row.__data__).on_conflict_ignore().execute()
        files_of = [{"key": key, "media": row.id} for key in row.public_keys]
        MediaFile.insert_many(files_of).on_conflict_ignore().execute()
    return row


Prepared = images.PreparedImage | attachments.PreparedAttachment


def prepare(data: bytes) -> Prepared:
    """Check a file whose bytes say whether it is an image or a document; see their modules."""
    module = attachments if attachments.is_document(data) else images
    return module.prepare(data, max_bytes=config().max_upload_bytes)


def is_attachment(prepared: Prepared) -> bool:
    """Whether a file that was prepared is a document."""
    return isinstance(prepared, attachments.PreparedAttachment)


def keep_file(prepared: Prepared, name: str, at: datetime) -> None:
    """Keep a file that `prepare` has made ready."""
    if isinstance(prepared, attachments.PreparedAttachment):
        keep_attachment(prepared, name, at)
    else:
        keep_prepared(prepared, at)


def keep_attachment(
    prepared: attachments.PreparedAttachment, name: str, at: datetime
) -> Attachment:
    """Keep a document that `attachments.prepare` has checked: the file first, then the row.

    `name` is what browsers save it under; where texts give it other names, those are shown there.
    """
    known = Attachment.get_or_none(Attachment.id == prepared.media_id)
    if known is not None:
        return known
    _write_missing({prepared.key: prepared.data})
    row = _attachment_row(prepared, name, at)
    with transaction():
        Attachment.insert(row.__data__).on_conflict_ignore().execute()
        file = MediaFile.insert(key=row.key, media=row.id)
        file.on_conflict_ignore().execute()
    return row


def _write_missing(data_by_key: dict[str, bytes]) -> None:
    files = queries.store()
    for key, data in data_by_key.items():
        if files.private_path(key) is None:
            files.write_private(key, data)


def show(document_id: UUID, media_ids: Iterable[str]) -> None:
    """Let a live document show these images and no others; their files are public at its commit."""
    with transaction() as tx:
        tx.keep("media", lambda: _Showing(tx)).wanted[document_id] = set(media_ids)


def hide(document_id: UUID) -> None:
    """A document is no longer live: files that only it showed stop being public."""
    show(document_id, ())


class _Showing:
    """What documents will show at the end of one transaction, whatever they did on the way."""

    def __init__(self, tx: Transaction) -> None:
        self.wanted: dict[UUID, set[str]] = {}
        self._tx = tx
        self._touched: set[str] = set()
        tx.before_commit(self._write)
        # Files are no rows: whichever way it ends, they follow what is in the database then.
        tx.after_commit(self._settle)
        tx.after_rollback(self._settle)

    def _write(self) -> None:
        before = queries.shown_by(self.wanted)
        fresh: set[str] = set()
        for document, wanted in self.wanted.items():
            shown = before.get(document, set())
            fresh |= wanted - shown
            self._touched |= wanted ^ shown
            self._change(document, wanted - shown, shown - wanted)
        if fresh:
            # No answer may name a file that is not there, so they come first.
            with queries.store().locked():
                queries.store().publish(queries.files_of(fresh))

    def _change(self, document: UUID, fresh: set[str], left: set[str]) -> None:
        for media_id in fresh:
            self._tx.add(MediaUse(document=document, media=media_id))
        if left:
            is_left = (MediaUse.document == document) & MediaUse.media.in_(left)
            MediaUse.delete().where(is_left).execute()

    def _settle(self) -> None:
        if self._touched:
            keys = queries.files_of(self._touched)
            with queries.store().locked():
                _settle(keys, queries.needed(keys))


def sweep(at: datetime) -> None:
    """Put right what a killed process left: called once a second, it looks at one folder a time.

    Files that something live needs are made public, all others there stop being so.
    """
    second = int(at.timestamp())
    prefix = f"{second % FOLDERS:02x}"
    before = second - UNFINISHED.total_seconds()
    files = queries.store()
    files.sweep_incoming(before)
    with files.locked():
        needed = queries.needed_below(prefix)
        old = {path.name for path in _files_in(files.root / "public" / prefix, before)}
        _settle(needed | old, needed)


def _files_in(folder: Path, before: float) -> Iterable[Path]:
    paths = folder.iterdir() if folder.is_dir() else ()
    return (path for path in paths if path.lstat().st_ctime < before)


def _settle(keys: set[str], needed: set[str]) -> None:
    """Of these files make exactly `needed` public."""
    files = queries.store()
    gone = {key for key in keys - needed if files.public_path(key) is not None}
    lost = {key for key in needed if files.public_path(key) is None}
    if gone:
        files.withdraw(gone)
    for key in lost:
        try:
            files.publish([key])
        except FileNotFoundError:
            _log.error("the file %s of something live is missing", key)


def _row(prepared: images.PreparedImage, at: datetime) -> Media:
    return Media(
        id=prepared.media_id,
        key=prepared.key,
        format=prepared.format,
        width=prepared.width,
        height=prepared.height,
        bytes=len(prepared.data),
        placeholder=prepared.placeholder,
        renditions=[
            {
                "key": each.key,
                "width": each.width,
                "height": each.height,
                "format": each.format,
                "bytes": len(each.data),
            }
            for each in prepared.renditions
        ],
        created_at=at,
    )


def _attachment_row(
    prepared: attachments.PreparedAttachment, name: str, at: datetime
) -> Attachment:
    return Attachment(
        id=prepared.media_id,
        key=prepared.key,
        name=names.display_name(name, prepared.extension),
        media_type=prepared.media_type,
        bytes=prepared.bytes,
        pages=prepared.pages,
        sha256=prepared.sha256,
        text=prepared.text,
        created_at=at,
    )
