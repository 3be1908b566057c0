"""Keeping media, and showing their files while something live refers to them."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from api.core.config import config
from api.core.db import transaction
from api.media import images, queries
from api.media.models import Media, MediaUse


def keep_image(data: bytes, at: datetime) -> Media:
    """Clean an image, make its renditions and keep both; the same bytes are kept once."""
    prepared = images.prepare(data, max_bytes=config().max_upload_bytes)
    return keep_prepared(prepared, at)


def keep_prepared(prepared: images.PreparedImage, at: datetime) -> Media:
    """Keep an image that `images.prepare` has made ready: files first, then the row."""
    known = Media.get_or_none(Media.id == prepared.media_id)
    if known is not None:
        return known
    files = queries.store()
    files.write_private(prepared.key, prepared.data)
    for each in prepared.renditions:
        files.write_private(each.key, each.data)
    row = _row(prepared, at)
    with transaction():
        Media.insert(row.__data__).on_conflict_ignore().execute()
    return row


def show(document_id: UUID, media_ids: Iterable[str]) -> None:
    """Let a live document show these images and no others; their files are public at its commit."""
    wanted = set(media_ids)
    with transaction() as tx:
        before = {each.id: each for each in queries.shown_by(document_id)}
        for media_id in wanted - before.keys():
            tx.add(MediaUse(document=document_id, media=media_id))
        left = [each for media_id, each in before.items() if media_id not in wanted]
        _forget(document_id, left)
        fresh = list(queries.by_id(wanted - before.keys()).values())
        if fresh:
            # Before, so that no answer names a file that is not there; after, in case another
            # process withdrew the file between the two.
            tx.before_commit(lambda: _publish(fresh))
            tx.after_commit(lambda: _publish(fresh))
        if left:
            tx.after_commit(lambda: _withdraw(left))


def hide(document_id: UUID) -> None:
    """A document is no longer live: files that only it showed stop being public."""
    show(document_id, ())


def _forget(document_id: UUID, left: list[Media]) -> None:
    if left:
        is_left = MediaUse.media.in_([each.id for each in left])
        MediaUse.delete().where((MediaUse.document == document_id) & is_left).execute()


def _publish(media: list[Media]) -> None:
    files = queries.store()
    with files.locked():
        files.publish(key for each in media for key in each.public_keys)


def _withdraw(media: list[Media]) -> None:
    files = queries.store()
    with files.locked():
        files.withdraw(queries.unused_keys(media))


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
