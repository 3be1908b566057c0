"""Reading what is known of media."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any
from uuid import UUID

from api.core.config import api_url, config
from api.core.errors import NotFound
from api.media.keys import is_key
from api.media.models import Media, MediaUse
from api.media.store import MediaStore


class MediaNotFound(NotFound):
    code = "media_not_found"
    detail = "There is no public file of this name."
    detail_vi = "Không có tệp công khai nào mang tên này."


def store() -> MediaStore:
    """The files of this installation."""
    return _store(config().media_dir)


@cache
def _store(folder: Path) -> MediaStore:
    return MediaStore(folder)


def get_public_file(key: str) -> Path:
    """Where a public file lies, or MediaNotFound."""
    path = store().public_path(key) if is_key(key) else None
    if path is None:
        raise MediaNotFound
    return path


def by_id(media_ids: Iterable[str]) -> dict[str, Media]:
    """The images of these ids; one that is not kept is absent."""
    wanted = set(media_ids)
    if not wanted:
        return {}
    return {each.id: each for each in Media.select().where(Media.id.in_(wanted))}


def shown_by(document_id: UUID) -> list[Media]:
    """The images that a live document shows."""
    return list(
        Media.select()
        .join(MediaUse, on=(MediaUse.media == Media.id))
        .where(MediaUse.document == document_id)
    )


def unused_keys(media: Iterable[Media]) -> set[str]:
    """The files of `media` that no live document needs any more."""
    candidates = {each.id: each for each in media}
    used = {
        row.media
        for row in MediaUse.select(MediaUse.media).where(MediaUse.media.in_(list(candidates)))
    }
    needed = {key for each in by_id(used).values() for key in each.public_keys}
    gone = {key for id_, each in candidates.items() if id_ not in used for key in each.public_keys}
    return gone - needed


def image_json(media: Media, words: Mapping[str, Any]) -> dict[str, Any]:
    """An Image of the API: what the file is, and the words that this use of it has."""
    return {
        "id": media.id,
        "alt": words.get("alt"),
        "caption": words.get("caption"),
        "credit": words.get("credit"),
        "width": media.width,
        "height": media.height,
        "placeholder": media.placeholder,
        "renditions": [
            {
                "url": api_url(f"/media/{each['key']}"),
                "width": each["width"],
                "height": each["height"],
                "format": each["format"],
                "bytes": each["bytes"],
            }
            for each in media.renditions
        ],
    }


def fallback_url(media: Media) -> str:
    """The address of the JPEG that an old reader without `srcset` is given."""
    jpegs = [each for each in media.renditions if each["format"] == "jpeg"]
    fitting = [each for each in jpegs if each["width"] <= FALLBACK_WIDTH] or jpegs
    return api_url(f"/media/{fitting[-1]['key']}")


FALLBACK_WIDTH = 960
