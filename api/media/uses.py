"""Which media live documents show, and so which files must be public."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from api.db.batches import batches
from api.db.fields import stored_id
from api.db.statements import Select, one_of
from api.media.models import MediaFile, MediaUse


def shown_by(documents: Iterable[UUID]) -> dict[UUID, set[str]]:
    """The images that each of these live documents shows."""
    shown: dict[UUID, set[str]] = {}
    for some in batches(documents):
        # Imports ask for hundreds that show nothing, and peewee takes long over their list.
        named = one_of('"document"', [stored_id(document_id) for document_id in some])
        for document, media_id in Select('"document", "media"', '"media_use"', (named,)).rows():
            shown.setdefault(UUID(str(document)), set()).add(media_id)
    return shown


def needed(keys: Iterable[str]) -> set[str]:
    """Those of these files that a live document needs."""
    return {row.key for some in batches(keys) for row in _needed().where(MediaFile.key.in_(some))}


def needed_below(prefix: str) -> set[str]:
    """The files whose keys begin with `prefix` (hexadecimal digits) and that are needed."""
    is_below = (MediaFile.key >= prefix) & (MediaFile.key < f"{prefix}g")
    return {row.key for row in _needed().where(is_below)}


def _needed() -> Any:
    return (
        MediaFile.select(MediaFile.key)
        .join(MediaUse, on=(MediaUse.media == MediaFile.media))
        .distinct()
    )
