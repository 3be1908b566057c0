"""Which kind a file is that is no image and no PDF: its bytes and its name must agree.

Office files are told by their bytes alone. What cannot be looked into (old office files, archives,
plain texts) opens by its name, so a name that says something else is refused.
"""

import json
from collections.abc import Sequence
from typing import NamedTuple

from api.media import errors
from api.media.inspect import archive, ole
from api.media.inspect import texts as plain
from api.media.inspect.foreign import is_page
from api.media.inspect.notes import Note, read_notes
from api.media.sandbox import pool
from api.runtime.errors import ApiError
from api.text.losses import shortened

UNREAD = ("doc", "xls", "ppt", "rtf", "csv", "txt", "zip", "rar")
OFFICE = ("docx", "xlsx", "pptx", "odt")
_TEXTS = ("txt", "csv")
_RAR = b"Rar!\x1a\x07"
_SIGNATURES = (archive.SIGNATURE, ole.SIGNATURE, plain.RTF, _RAR)


class Kind(NamedTuple):
    """The ending that a file gets, and what somebody should know of it."""

    ending: str
    notes: tuple[Note, ...]


def ending_of(name: str) -> str:
    """What stands behind the last dot of a name, in small letters."""
    return name.rpartition(".")[2].strip().casefold() if "." in name else ""


def is_known(data: bytes, name: str) -> bool:
    """Whether bytes or name are those of a document; `kind_of` says whether it is one."""
    return data.startswith(_SIGNATURES) or ending_of(name) in (*UNREAD, *OFFICE, "pdf")


def kind_of(data: bytes, name: str) -> Kind:
    """Raise UnsupportedAttachment, AttachmentTooCostly or BadAttachment."""
    ending = ending_of(name)
    if data.startswith(archive.SIGNATURE):
        return _packed(data, ending)
    if data.startswith(ole.SIGNATURE):
        return _agreed(_asked(data, "ole"), ending)
    if data.startswith(plain.RTF):
        # Word writes it under both endings.
        return _agreed(_asked(data, "rtf"), "rtf" if ending == "doc" else ending)
    if data.startswith(_RAR):
        return _agreed(_Kinds(("rar",), (Note("file_unread"),)), ending)
    if ending in _TEXTS:
        return _agreed(_asked(data, "text"), ending)
    raise errors.PageAttachment if is_page(data) else errors.UnsupportedAttachment


class _Kinds(NamedTuple):
    kinds: Sequence[str]
    notes: tuple[Note, ...]


def _packed(data: bytes, ending: str) -> Kind:
    """An office file, or an archive that is called one."""
    try:
        guessed = _asked(data, "office")
    except errors.UnsupportedAttachment as refusal:
        if ending != "zip" or type(refusal) is not errors.UnsupportedAttachment:
            raise
        return _agreed(_asked(data, "zip"), ending)
    return Kind(guessed.kinds[0], guessed.notes)


def _agreed(guessed: _Kinds, ending: str) -> Kind:
    if ending in guessed.kinds and ending in UNREAD:
        return Kind(ending, guessed.notes)
    raise errors.MisnamedAttachment(kind=guessed.kinds[0])


def _asked(data: bytes, task: str) -> _Kinds:
    try:
        return _read(pool.ask(data, task))
    except errors.TooCostly:
        raise errors.AttachmentTooCostly from None
    except (errors.BrokenImage, ValueError, KeyError, TypeError, AttributeError):
        raise errors.BadAttachment from None


def _read(answer: Sequence[bytes]) -> _Kinds:
    """What the worker says, believed as little as the bytes it read."""
    [raw_head] = answer
    head = json.loads(raw_head)
    if "refused" in head:
        refusal = _REFUSALS[head["refused"]]
        if refusal is errors.ForbiddenMember:
            raise errors.ForbiddenMember(member=shortened(head["values"]["member"]))
        raise refusal
    kinds = [kind for kind in head["kinds"] if kind in (*OFFICE, *UNREAD)]
    if not kinds:
        raise ValueError
    return _Kinds(kinds, read_notes(head["notes"]))


_REFUSALS: dict[str, type[ApiError]] = {
    error.__name__: error
    for error in (
        errors.UnsupportedAttachment,
        errors.PageAttachment,
        errors.MacrosInAttachment,
        errors.LockedAttachment,
        errors.ForbiddenMember,
        errors.BadAttachment,
        errors.AttachmentTooCostly,
    )
}
