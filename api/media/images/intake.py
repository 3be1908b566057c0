"""Turn bytes from outside into a cleaned image, its renditions and its placeholder.

The type comes from the bytes, never from a name. Whatever decodes is kept without metadata, upright
and in sRGB; a JPEG, PNG or WebP that is so already keeps its bytes, and with them its id. Decoding
happens in a limited process of its own (`sandbox/pool.py`), even walking the header does, so this
module looks at a file's first bytes alone and never imports PIL.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from api.media import errors
from api.media.images import sniff
from api.media.inspect.notes import Note, read_notes
from api.media.keys import digest, key_for
from api.media.sandbox import pool

_PLACEHOLDER = re.compile(r"data:image/webp;base64,[A-Za-z0-9+/=]{,400}")


@dataclass(frozen=True)
class Rendition:
    """One file that readers are sent. `format` is `avif`, `webp` or `jpeg`."""

    format: str
    width: int
    height: int
    data: bytes
    key: str


@dataclass(frozen=True)
class PreparedImage:
    """A cleaned image (`format` is `jpeg`, `png` or `webp`) and all that is made from it.

    `media_id` is the digest of `data`, `key` the file it is kept in, `placeholder` a `data:`
    address of at most 400 characters. `renditions` go by width, then avif, webp, jpeg. `notes` tell
    what cleaning took away.
    """

    data: bytes
    media_id: str
    key: str
    format: str
    width: int
    height: int
    placeholder: str
    renditions: tuple[Rendition, ...]
    notes: tuple[Note, ...] = field(default=(), compare=False)


def prepare(data: bytes, *, max_bytes: int) -> PreparedImage:
    """Check, clean and scale one image; preparing the result again gives the same.

    Raise UnsupportedImage (415), ImageTooLarge (413) or BrokenImage (422).
    """
    if len(data) > max_bytes:
        raise errors.TooManyBytes(max_bytes=max_bytes)
    if not data:
        raise errors.BrokenImage
    if sniff.image_type(data) is None:
        raise errors.UnsupportedImage
    answer = pool.ask(data)
    try:
        return _read_answer(answer, data)
    except (ValueError, KeyError, TypeError):
        raise errors.BrokenImage from None


def _read_answer(answer: Sequence[bytes], original: bytes) -> PreparedImage:
    """Believe the worker as little as the bytes it read: its files must be what it calls them."""
    head = json.loads(answer[0])
    if "refused" in head:
        raise _REFUSALS[head["refused"]]
    _head, clean, *made = answer
    data = clean or original
    format = sniff.image_type(data)
    if format not in ("jpeg", "png", "webp") or not _PLACEHOLDER.fullmatch(head["placeholder"]):
        raise ValueError
    return PreparedImage(
        data=data,
        media_id=digest(data),
        key=key_for(data, format),
        format=format,
        width=int(head["width"]),
        height=int(head["height"]),
        placeholder=head["placeholder"],
        renditions=_read_renditions(head, made),
        notes=read_notes(head["notes"]),
    )


def _read_renditions(head: Mapping[str, Any], made: Sequence[bytes]) -> tuple[Rendition, ...]:
    renditions = tuple(
        Rendition(format, int(width), int(height), data, key_for(data, format))
        for (format, width, height), data in zip(head["renditions"], made, strict=True)
    )
    if any(sniff.image_type(rendition.data) != rendition.format for rendition in renditions):
        raise ValueError
    return renditions


_REFUSALS: dict[str, type[Exception]] = {
    error.__name__: error
    for error in (
        errors.UnsupportedImage,
        errors.BrokenImage,
        errors.TooManyPixels,
        errors.TooCostly,
    )
}
