"""Check a file that is attached to a text, and say what readers are told of it.

The type comes from the bytes, from a name only where these agree. They are kept as they came: a
signed document must stay what was signed, so traces of its author are reported and not removed.
"""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace

from api.media import errors
from api.media.images.sniff import header_size, image_type
from api.media.inspect import file_types
from api.media.inspect.foreign import is_foreign
from api.media.inspect.notes import Note, read_notes
from api.media.inspect.pdf import MAX_TEXT
from api.media.inspect.pdf_page import HEIGHT, WIDTH
from api.media.keys import MEDIA_TYPES, digest, key_for
from api.media.sandbox import pool
from api.text import characters

_PDF = b"%PDF-"
_PDF_WITHIN = 1_024
_MAX_PAGES = 1_000_000


@dataclass(frozen=True)
class FirstPage:
    """The first page of a PDF as a JPEG."""

    data: bytes
    key: str
    width: int
    height: int
    is_scan: bool


@dataclass(frozen=True)
class PreparedAttachment:
    """A document (`extension` says which) and what is known of it.

    `media_id` is the digest of `data`, `key` the file it is kept in, `bytes` its length. `pages`,
    `text` and `preview` are those of a PDF, None when they cannot be read; `notes` tell what is odd
    about it.
    """

    data: bytes
    media_id: str
    key: str
    extension: str
    media_type: str
    bytes: int
    sha256: str
    pages: int | None
    text: str | None
    notes: tuple[Note, ...]
    preview: FirstPage | None


@dataclass(frozen=True)
class _Facts:
    extension: str
    pages: int | None = None
    text: str | None = None
    notes: tuple[Note, ...] = ()
    preview: FirstPage | None = None


def prepare(data: bytes, *, max_bytes: int, name: str = "") -> PreparedAttachment:
    """Check one file; its name must agree with its bytes where these leave room for doubt.

    Raise UnsupportedAttachment (415), AttachmentTooLarge (413) or BadAttachment (422).
    """
    if len(data) > max_bytes:
        raise errors.AttachmentTooLong(max_bytes=max_bytes)
    if not data:
        raise errors.BadAttachment
    facts = _facts(data, name)
    return PreparedAttachment(
        data=data,
        media_id=digest(data),
        key=key_for(data, facts.extension),
        extension=facts.extension,
        media_type=MEDIA_TYPES[facts.extension],
        bytes=len(data),
        sha256=hashlib.sha256(data).hexdigest(),
        pages=facts.pages,
        text=facts.text,
        notes=facts.notes,
        preview=facts.preview,
    )


def is_document(data: bytes, name: str) -> bool:
    """Whether a file is no image and begins or is called as a document; `prepare` says the rest."""
    return image_type(data) is None and (is_pdf(data) or file_types.is_known(data, name))


def is_pdf(data: bytes) -> bool:
    """Whether it is one, maybe behind what printers and portals write before it (ISO 32000-2, B.1).

    Nothing that is something else by its first bytes is a PDF too.
    """
    at = data.find(_PDF, 0, _PDF_WITHIN)
    return at == 0 or (at > 0 and not is_foreign(data[:at]) and image_type(data) is None)


def _facts(data: bytes, name: str) -> _Facts:
    if is_pdf(data):
        return _pdf_facts(data)
    kind = file_types.kind_of(data, name)
    return _Facts(kind.ending, notes=kind.notes)


def _pdf_facts(data: bytes) -> _Facts:
    """A PDF is accepted whether or not our parser can read it: readers have better ones.

    One whose words cost too much (`inspect.pdf.Facts`) is not drawn as well.
    """
    broken = _Facts("pdf", notes=(Note("file_broken"),))
    try:
        answer = pool.ask(data, "pdf")
        facts = _read_pdf(answer)
    except errors.TooCostly:
        return broken
    except (errors.BrokenImage, ValueError, KeyError, TypeError):
        return replace(broken, preview=first_page(data))
    return facts if _is_costly(answer) else replace(facts, preview=first_page(data))


def first_page(data: bytes) -> FirstPage | None:
    """The first page of a PDF, drawn by a library that reads more than the one for its text."""
    try:
        drawn, mark = pool.ask(data, "pdf_page")
    except (errors.BrokenImage, errors.TooCostly, ValueError):
        return None
    # The worker is believed as little as the bytes it read.
    size = header_size(drawn, "jpeg") if image_type(drawn) == "jpeg" else None
    if size is None or not (0 < size[0] <= WIDTH + 1 and 0 < size[1] <= HEIGHT + 1):
        return None
    return FirstPage(drawn, key_for(drawn, "jpe"), *size, is_scan=mark == b"scan")


# The worker is believed as little as the bytes it read.


def _read_pdf(answer: Sequence[bytes]) -> _Facts:
    raw_head, raw_text = answer
    head = json.loads(raw_head)
    pages = head["pages"]
    is_plausible = type(pages) is int and 0 < pages <= _MAX_PAGES
    return _Facts(
        "pdf",
        pages=pages if is_plausible else None,
        text=_clean(raw_text.decode("utf-8", "replace")[:MAX_TEXT]),
        notes=read_notes(head["notes"]),
    )


def _is_costly(answer: Sequence[bytes]) -> bool:
    return bool(json.loads(answer[0]).get("is_costly"))


def _clean(text: str) -> str | None:
    """Stored text, or None: fonts may map their signs to anything, so controls are dropped."""
    spaced = text.replace("\t", " ").replace("\r", "\n")
    printable = "".join(c for c in spaced if c == "\n" or unicodedata.category(c)[0] != "C")
    try:
        return characters.normalise(printable, multiline=True) or None
    except characters.UnsafeText:
        return None
