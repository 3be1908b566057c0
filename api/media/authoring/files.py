"""The bytes of what a library holds, for those who may see it."""

from flask import Response

from api.http import files
from api.media import queries
from api.media.authoring.library import Item, MediaNotInReach
from api.media.keys import is_shown, media_type
from api.media.models import Media
from api.media.names import content_disposition

KEPT = "private, max-age=86400, immutable"
# Every browser of the desk reads it, and it is half of what a JPEG takes.
_FORMAT = "webp"


def sent(item: Item, width: int | None) -> Response:
    """A document as it came, of a photo what is at least so wide: else the widest there is."""
    key = _rendition(item.file, width) if isinstance(item.file, Media) else item.file.key
    path = queries.store().private_path(key)
    if path is None:
        raise MediaNotInReach
    response = files.send(path, media_type(key), key)
    response.headers["Cache-Control"] = KEPT
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if not isinstance(item.file, Media):
        shown = content_disposition(item.row.name or key, inline=is_shown(key))
        response.headers["Content-Disposition"] = shown
    return response


def _rendition(file: Media, width: int | None) -> str:
    fitting = [
        rendition for rendition in file.renditions if rendition["format"] == _FORMAT
    ] or file.renditions
    by_width = sorted(fitting, key=lambda rendition: int(rendition["width"]))
    wide_enough = [
        rendition for rendition in by_width if width is not None and rendition["width"] >= width
    ]
    return str((wide_enough or by_width[-1:])[0]["key"])
