"""Keeping media, and showing their files while something live refers to them."""

import logging
from collections.abc import Iterable, Mapping
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.db.batches import batches
from api.db.unit_of_work import Transaction, transaction
from api.media import attachments, names, queries
from api.media.images import intake
from api.media.inspect import kinds
from api.media.inspect.notes import Note as Note
from api.media.models import Attachment, Media, MediaFile, MediaUse, SiteMedia
from api.publishing import registry
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.config import api_url, config
from api.runtime.failures import Failures
from api.runtime.remarks import remark
from api.text import slugs
from api.text.personal_data import CODE as PERSONAL_DATA
from api.text.personal_data import findings

FOLDERS = 256
"""Public files lie in folders named by two hexadecimal digits."""
UNFINISHED = timedelta(minutes=5)
"""What is written and this young may still be written."""

_failures = Failures(logging.getLogger(__name__))


def keep_image(data: bytes, at: datetime) -> Media:
    """Clean an image, make its renditions and keep both; the same bytes are kept once."""
    prepared = intake.prepare(data, max_bytes=config().max_upload_bytes)
    return keep_prepared(prepared, at)


def keep_prepared(prepared: intake.PreparedImage, at: datetime) -> Media:
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


Prepared = intake.PreparedImage | attachments.PreparedAttachment


def prepare(data: bytes, name: str) -> Prepared:
    """Check a file: a document by its bytes and its name, or else an image; see their modules."""
    if attachments.is_document(data, name):
        return attachments.prepare(data, max_bytes=config().max_upload_bytes, name=name)
    return intake.prepare(data, max_bytes=config().max_upload_bytes)


def name_that_counts(name: str) -> str:
    """What of a name decides what a file with the same bytes is: an ending, or nothing."""
    ending = kinds.ending_of(name)
    return ending if ending in kinds.UNREAD else ""


def is_attachment(prepared: Prepared) -> bool:
    """Whether a file that was prepared is a document."""
    return isinstance(prepared, attachments.PreparedAttachment)


def text_of(prepared: Prepared) -> str | None:
    """The text of a document, as far as it could be read."""
    return prepared.text if isinstance(prepared, attachments.PreparedAttachment) else None


def notes_of(prepared: Prepared) -> tuple[Note, ...]:
    """What somebody should know of a file that was prepared, personal data in its text included."""
    held = findings(text_of(prepared) or "")
    return prepared.notes + tuple(Note(PERSONAL_DATA, each.shown) for each in held)


def keep_file(prepared: Prepared, name: str, at: datetime) -> None:
    """Keep a file that `prepare` has made ready."""
    if isinstance(prepared, attachments.PreparedAttachment):
        keep_attachment(prepared, name, at)
    else:
        keep_prepared(prepared, at)


def keep_for(site: UUID, called: Mapping[str, str], at: datetime) -> set[str]:
    """Let a site have what is kept, by id: its content may name it, that of others may not.

    What it has already keeps its name; returned is what it had not.
    """
    fresh = set[str]()
    # In their order, so that no two imports ever wait for each other.
    for some in batches(sorted(called)):
        rows = [{"site": site, "media": id_, "at": at, **named(called[id_])} for id_ in some]
        adding = SiteMedia.insert_many(rows).on_conflict_ignore().returning(SiteMedia.media)
        fresh |= {each.media for each in adding.execute()}
    return fresh


def named(name: str) -> dict[str, str]:
    """The columns of a name in a library: as people read it, and as they look for it."""
    shown = names.original(name)
    return {"name": shown, "name_key": slugs.folded(shown)}


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


def shown(publication: Any) -> None:
    """Let what is public show its images and no others; their files are public at its commit."""
    document = publication.document
    _show(document, registry.content_type(document.type).media_ids(publication.content))


def hidden(document: Any) -> None:
    """Something is public no more: files that only it showed stop being public."""
    _show(document, [])


def _show(document: Any, media_ids: Iterable[str] | None) -> None:
    if media_ids is not None:
        with transaction() as tx:
            tx.keep("media", lambda: _Showing(tx)).wanted[document.id] = set(media_ids)


class _Showing:
    """What documents will show at the end of one transaction, whatever they did on the way."""

    def __init__(self, tx: Transaction) -> None:
        self.wanted: dict[UUID, set[str]] = {}
        self._tx = tx
        self._fresh: set[str] = set()
        self._left: set[str] = set()
        self._linking = ExitStack()
        tx.before_commit(self._write)
        # Files are no rows: whichever way it ends, they follow what is in the database then.
        tx.after_commit(lambda: self._end(self._left))
        tx.after_rollback(lambda: self._end(self._fresh))

    def _write(self) -> None:
        before = queries.shown_by(self.wanted)
        for document, wanted in self.wanted.items():
            shown = before.get(document, set())
            self._fresh |= wanted - shown
            self._left |= shown - wanted
            self._change(document, wanted - shown, shown - wanted)
        if self._fresh:
            # No answer may name a file that is not there, so they come first; and none of them is
            # taken for one that a killed process left behind.
            self._linking.enter_context(queries.store().linking())
            queries.store().publish(queries.files_of(self._fresh))

    def _change(self, document: UUID, fresh: set[str], left: set[str]) -> None:
        for media_id in fresh:
            self._tx.add(MediaUse(document=document, media=media_id))
        if left:
            is_left = (MediaUse.document == document) & MediaUse.media.in_(left)
            MediaUse.delete().where(is_left).execute()

    def _end(self, media_ids: set[str]) -> None:
        self._linking.close()
        if media_ids:
            _take_away(queries.files_of(media_ids))


def _take_away(keys: set[str]) -> None:
    """Let none of these files be public that nothing needs; what cannot be now is the ticker's."""
    files = queries.store()
    try:
        with files.locked():
            files.withdraw(keys - queries.needed(keys))
    except OSError as error:
        alarms.sound(Alarm.MEDIA)
        remark(_still_public(keys - queries.needed(keys), error))


def _still_public(keys: set[str], error: OSError) -> str:
    urls = sorted(api_url(f"/media/{key}") for key in keys if _is_public(key))
    return (
        f"still public ({error.strerror}), and taken away as soon as that can be done:"
        f" {' '.join(urls)}"
    )


def _is_public(key: str) -> bool:
    try:
        return queries.store().public_path(key) is not None
    except OSError:
        return True


def sweep(at: datetime) -> None:
    """Put right what killed processes left: called once a second, it looks at one folder a time."""
    second = int(at.timestamp())
    queries.store().sweep_incoming(second - UNFINISHED.total_seconds())
    put_right(second % FOLDERS)


def put_right(number: int) -> None:
    """Make exactly those files of one folder public that something live needs."""
    prefix = f"{number:02x}"
    files = queries.store()
    with files.locked():
        needed, public = queries.needed_below(prefix), files.public_keys(prefix)
        if public - needed:
            files.withdraw(public - needed)
        for key in needed - public:
            _bring_back(key)


def _bring_back(key: str) -> None:
    what = f"bringing back {key}, which something live shows,"
    try:
        queries.store().publish([key])
    except FileNotFoundError as error:
        _failures.failed(what, error, with_trace=False)
    else:
        _failures.worked(what)


def _row(prepared: intake.PreparedImage, at: datetime) -> Media:
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
