"""Keeping media: files first, then rows."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from api.db.batches import batches
from api.db.unit_of_work import transaction
from api.media import attachments, names, queries
from api.media.errors import BrokenImage, TooCostly
from api.media.images import intake
from api.media.inspect import file_types
from api.media.inspect.notes import Note as Note
from api.media.marker import adopt as adopt
from api.media.models import Attachment, Media, MediaFile, MediaUse, SiteMedia, UnheldMedia
from api.media.sandbox import pool
from api.media.showing import put_all_right as put_all_right
from api.media.sweeping import orphans as orphans
from api.media.sweeping import sweep_all_files as sweep_all_files
from api.publishing import registry
from api.runtime.config import config
from api.runtime.jsons import dumps, loads
from api.text import slugs
from api.text.personal_data import CODE as PERSONAL_DATA
from api.text.personal_data import findings


def keep_image(data: bytes, at: datetime) -> Media:
    """Clean an image, make its renditions and keep both; the same bytes are kept once."""
    prepared = intake.prepare(data, max_bytes=config().max_upload_bytes)
    return keep_prepared(prepared, at)


def keep_prepared(prepared: intake.PreparedImage, at: datetime) -> Media:
    """Keep an image that `images.prepare` has made ready: files first, then the row."""
    claim([prepared.media_id])
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
    ending = file_types.ending_of(name)
    return ending if ending in file_types.UNREAD else ""


def is_attachment(prepared: Prepared) -> bool:
    """Whether a file that was prepared is a document."""
    return isinstance(prepared, attachments.PreparedAttachment)


def text_of(prepared: Prepared) -> str | None:
    """The text of a document, as far as it could be read."""
    return prepared.text if isinstance(prepared, attachments.PreparedAttachment) else None


def notes_of(prepared: Prepared) -> tuple[Note, ...]:
    """What somebody should know of a file that was prepared, personal data in its text included."""
    held = findings(text_of(prepared) or "")
    return prepared.notes + tuple(Note(PERSONAL_DATA, finding.shown) for finding in held)


def keep_file(prepared: Prepared, name: str, at: datetime) -> None:
    """Keep a file that `prepare` has made ready."""
    if isinstance(prepared, attachments.PreparedAttachment):
        keep_attachment(prepared, name, at)
    else:
        keep_prepared(prepared, at)


def claim(media_ids: Iterable[str]) -> None:
    """Let nobody sweep these for a day, or wait until they are swept.

    Whoever is about to use what may be kept calls this before it looks whether it is.
    """
    for some in batches(media_ids):
        UnheldMedia.delete().where(UnheldMedia.media.in_(some)).execute()


def keep_for(site: UUID, called: Mapping[str, str], at: datetime) -> set[str]:
    """Let a site have what is kept, by id: its content may name it, that of others may not.

    What it has already keeps its name; returned is what it had not.
    """
    fresh = set[str]()
    # In their order, so that no two imports ever wait for each other.
    for some in batches(sorted(called)):
        rows = [{"site": site, "media": id_, "at": at, **named(called[id_])} for id_ in some]
        adding = SiteMedia.insert_many(rows).on_conflict_ignore().returning(SiteMedia.media)
        fresh |= {row.media for row in adding.execute()}
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
    claim([prepared.media_id])
    known = Attachment.get_or_none(Attachment.id == prepared.media_id)
    if known is not None:
        return known
    page = prepared.preview
    _write_missing({prepared.key: prepared.data} | ({page.key: page.data} if page else {}))
    row = _attachment_row(prepared, name, at)
    with transaction():
        Attachment.insert(row.__data__).on_conflict_ignore().execute()
        files_of = [{"key": key, "media": row.id} for key in row.public_keys]
        MediaFile.insert_many(files_of).on_conflict_ignore().execute()
    return row


def drawn(facts: Mapping[str, object], picture: str | None) -> bytes:
    """The picture that a link is shown with: see `images/link_preview.py`, which draws it.

    `picture` is the key of a file of ours. Raise BrokenImage or TooCostly where it cannot be read.
    """
    data = _stored(picture) if picture else b""
    (file,) = pool.ask(dumps(facts) + b"\n" + data, "link_preview")
    return file


def icons(logo: str) -> dict[str, bytes]:
    """The icons of a portal by their names: see `images/site_icons.py`, which draws them.

    `logo` is the key of a file of ours. Nothing where it cannot be read.
    """
    try:
        head, *files = pool.ask(_stored(logo), "site_icons")
    except (BrokenImage, TooCostly):
        return {}
    finally:
        # Who serves pages seldom draws, and has no use for a process that waits.
        pool.close()
    return dict(zip(loads(head), files, strict=True))


def _stored(key: str) -> bytes:
    path = queries.store().private_path(key)
    return path.read_bytes() if path else b""


def _write_missing(data_by_key: dict[str, bytes]) -> None:
    files = queries.store()
    with files.linking():
        for key, data in data_by_key.items():
            if not files.touch(key):
                files.write_private(key, data)


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
                "key": rendition.key,
                "width": rendition.width,
                "height": rendition.height,
                "format": rendition.format,
                "bytes": len(rendition.data),
            }
            for rendition in prepared.renditions
        ],
        created_at=at,
    )


def look_into(document: Attachment) -> list[str]:
    """Keep the first page of a PDF that is kept already; the files that are new."""
    path = queries.store().private_path(document.key)
    page = attachments.first_page(path.read_bytes()) if path else None
    _write_missing({page.key: page.data} if page else {})
    document.preview = preview_of(page)
    with transaction():
        if page:
            file = MediaFile.insert(key=page.key, media=document.id)
            file.on_conflict_ignore().execute()
        is_it = Attachment.id == document.id
        Attachment.update(preview=document.preview).where(is_it).execute()
    return document.public_keys[1:]


def mark_showing(media_id: str) -> None:
    """Let what shows it be rendered again."""
    documents = [use.document for use in MediaUse.select().where(MediaUse.media == media_id)]
    for content_type in registry.content_types():
        for some in batches(documents):
            content_type.model.update(render_version=0).where(
                content_type.model.id.in_(some)
            ).execute()


def preview_of(page: attachments.FirstPage | None) -> dict[str, object]:
    """What is kept of a first page."""
    if page is None:
        return {}
    size = {"width": page.width, "height": page.height, "bytes": len(page.data)}
    return {"key": page.key, **size, "is_scan": page.is_scan}


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
        preview=preview_of(prepared.preview),
        created_at=at,
    )
