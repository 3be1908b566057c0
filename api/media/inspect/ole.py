"""Old files of Word, Excel and PowerPoint: which one it is, and that it holds no macro.

Its directory and its first records are looked for in every sector, in use or not: a program may
find what a table hides. Nothing of the text is read. Runs in the worker only.
"""

import re
import struct
from collections.abc import Iterator

from api.media.errors import LockedAttachment, MacrosInAttachment, UnsupportedAttachment
from api.media.inspect.inspection import Facts
from api.media.inspect.notes import Note

SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MAX_CPU_SECONDS = 3

_UNREAD, _BROKEN = Note("file_unread"), Note("file_broken")
_KINDS = {
    "worddocument": "doc",
    "workbook": "xls",
    "book": "xls",
    "powerpoint document": "ppt",
}
_MACROS = {"macros", "vba", "_vba_project", "_vba_project_cur", "vba_project"}
# What macros have even where the directory is damaged: [MS-OVBA] 2.2.1, and how modules begin.
_MACRO_SIGNS = ("_VBA_PROJECT".encode("utf-16-le"), b"\0Attribut\0e ")
_LOCKED = {"encryptedpackage", "encryptioninfo", "encryptedsummary"}
# [MS-CFB] 2.6.1: a name of 32 letters, its length in bytes, one of four kinds, a colour.
_ENTRY = struct.Struct("<64sHBB")
_ENTRY_SIZE = 128
_SECTOR = 512
# [MS-DOC] 2.5.2: the beginning of a text; bit 8 of its flags says that it is encrypted.
_WORD, _WORD_ENCRYPTED = b"\xec\xa5", 0x0100
# [MS-XLS] 2.4.21, 2.4.28, 2.4.117: the beginning of a workbook, its sheets, its password.
_WORKBOOK = (b"\x09\x08\x10\x00\x00\x06\x05\x00", b"\x09\x08\x08\x00\x00\x05\x05\x00")
_SHEET, _PASSWORD, _WORKBOOK_END = 0x0085, 0x002F, 0x000A
_MACRO_SHEETS = (b"\1", b"\6")
# [MS-PPT] 2.4.10 and 2.4.11: whether a show has macros. 2.3.2: whether it has a password.
_SHOW_MACROS = re.compile(
    rb"\xff\x03\x14\x00\x00\x00\x02\x00\x00\x04\x0c\x00\x00\x00....[^\x00]", re.DOTALL
)
_SHOW_ENCRYPTED = b"\xf6\x0f\x14\0\0\0\x14\0\0\0\xdf\xc4\xd1\xf3"


def inspect(data: bytes) -> Facts:
    """Raise MacrosInAttachment, LockedAttachment or, for another kind, UnsupportedAttachment."""
    if any(sign in data for sign in _MACRO_SIGNS):
        raise MacrosInAttachment
    names = set(_names(data))
    if not names:
        # Without a directory no program finds a macro in it, nor perhaps anything else.
        return Facts(("doc", "xls", "ppt"), [_UNREAD, _BROKEN])
    if names & _LOCKED or _SHOW_ENCRYPTED in data:
        raise LockedAttachment
    if names & _MACROS or _SHOW_MACROS.search(data):
        raise MacrosInAttachment
    _check_sectors(data)
    kinds = tuple(dict.fromkeys(kind for name, kind in _KINDS.items() if name in names))
    if not kinds:
        raise UnsupportedAttachment
    return Facts(kinds, [_UNREAD])


def _names(data: bytes) -> Iterator[str]:
    """Every name in small letters that may be one of the directory's."""
    for at in range(_SECTOR, len(data) - _ENTRY_SIZE + 1, _ENTRY_SIZE):
        name, size, kind, colour = _ENTRY.unpack_from(data, at)
        if not (2 < size <= 64 and size % 2 == 0 and kind in (1, 2, 5) and colour < 2):
            continue
        text = name[: size - 2].decode("utf-16-le", "replace")
        if name[size - 2 : size] == b"\0\0" and text.isprintable():
            yield text.casefold()


def _check_sectors(data: bytes) -> None:
    for at in range(_SECTOR, len(data), _SECTOR):
        if data.startswith(_WORD, at):
            _check_word(data, at)
        elif data.startswith(_WORKBOOK, at):
            _check_workbook(data, at)


def _check_word(data: bytes, at: int) -> None:
    if int.from_bytes(data[at + 10 : at + 12], "little") & _WORD_ENCRYPTED:
        raise LockedAttachment


def _check_workbook(data: bytes, at: int) -> None:
    """The records before the first sheet, which lie behind one another in a file of Excel."""
    while at + 4 <= len(data):
        kind, size = struct.unpack_from("<HH", data, at)
        if kind == _PASSWORD:
            raise LockedAttachment
        if kind == _SHEET and data[at + 9 : at + 10] in _MACRO_SHEETS:
            raise MacrosInAttachment
        if kind == _WORKBOOK_END:
            return
        at += 4 + size
