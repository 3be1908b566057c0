"""Names of media files: the digest of their bytes and an extension, nothing a person typed."""

import hashlib
import re
from collections.abc import Mapping
from typing import Any

# The only list of what may be stored and served. Another type of file is one more line here.
MEDIA_TYPES = {
    "jpg": "image/jpeg",
    # Of a page of a document, which may have to be taken back.
    "jpe": "image/jpeg",
    "png": "image/png",
    "webp": "image/webp",
    "avif": "image/avif",
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "doc": "application/msword",
    "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint",
    "rtf": "application/rtf",
    "csv": "text/csv",
    "txt": "text/plain",
    "zip": "application/zip",
    "rar": "application/vnd.rar",
}
_KEY = re.compile(rf"[0-9a-f]{{40}}\.(?:{'|'.join(MEDIA_TYPES)})")
_EXTENSIONS = {"jpeg": "jpg"}
_WIDE = 1_200


def digest(data: bytes) -> str:
    """40 hex digits of BLAKE2b, by which media and their files are known."""
    return hashlib.blake2b(data, digest_size=20).hexdigest()


def key_for(data: bytes, format: str) -> str:
    """The key of bytes in a format (`jpeg`) or with an extension (`jpg`)."""
    return f"{digest(data)}.{_EXTENSIONS.get(format, format)}"


def is_key(text: str) -> bool:
    """Whether a text from an address can name a file: ASCII, no separator, a known extension."""
    return _KEY.fullmatch(text) is not None


def is_image(key: str) -> bool:
    """Whether this is the file of an image, which has no name of its own."""
    return media_type(key).startswith("image/")


def is_kept_for_good(key: str) -> bool:
    """Whether caches may keep a file as long as they like: a photo, no document and no page."""
    return is_image(key) and not key.endswith(".jpe")


def is_shown(key: str) -> bool:
    """Whether browsers show a file where it is linked, and do not save it."""
    return is_image(key) or media_type(key) == "application/pdf"


def media_type(key: str) -> str:
    """The type that a file is served with: it was fixed when the file was made."""
    return MEDIA_TYPES[key.rpartition(".")[2]]


def rendition(image: Mapping[str, Any] | None, format: str, narrowest: int = 0) -> str | None:
    """The key of the file of a public image that is about as wide as what is drawn of it."""
    files = [
        rendition
        for rendition in (image or {}).get("renditions", [])
        if rendition["format"] == format
    ]
    wide = [file for file in files if file["width"] >= _WIDE] or files[-1:]
    if not wide or wide[0]["width"] < narrowest:
        return None
    return str(wide[0]["url"].rpartition("/")[2])
