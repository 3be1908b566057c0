"""Office files: which of the accepted kinds one is, and that nothing in it runs or bursts.

Decided by the parts of its archive; its documents themselves are never parsed. Runs in the worker
only: what an archive unpacks to is counted by unpacking it.
"""

import re
from collections.abc import Mapping, Sequence

from api.media.errors import AttachmentTooCostly, BadAttachment, UnsupportedAttachment
from api.media.inspect import archive, office_texts
from api.media.inspect.archive import Member
from api.media.inspect.inspection import Facts
from api.media.inspect.notes import Note

MAX_UNPACKED = 500_000_000
MAX_CPU_SECONDS = 3
# An embedded table or drawing is an office file within the file; within it there may be no other.
MAX_NESTED = 16_000_000
_MAX_XML = 1_000_000

_TYPES, _MANIFEST, _MIMETYPE = "[Content_Types].xml", "META-INF/manifest.xml", "mimetype"
_ODT = b"application/vnd.oasis.opendocument.text"
_OFFICE = "application/vnd.openxmlformats-officedocument"
# The type of the main part and its place, which has a number in files that were edited online.
_KINDS = {
    "docx": (f"{_OFFICE}.wordprocessingml.document.main+xml", r"word/document\d*\.xml"),
    "xlsx": (f"{_OFFICE}.spreadsheetml.sheet.main+xml", r"xl/workbook\d*\.xml"),
    "pptx": (
        f"{_OFFICE}.presentationml.presentation.main+xml",
        r"ppt/presentation\d*\.xml",
    ),
}
_TYPE = re.compile(rb"\bContentType\s*=\s*[\"']([^\"'<>]*)[\"']")
# Comments and character references could say one thing to this search and another to a parser.
_OBSCURE = re.compile(rb"<!|&#")
_MACRO_TYPES = re.compile(r"macro|vbaproject", re.IGNORECASE)
_MACRO_PARTS = re.compile(
    r"(?:^|/)vba(?:project|data)[^/]*$|^xl/macrosheets/|^(?:basic|scripts)/", re.IGNORECASE
)
_ARCHIVES = (archive.SIGNATURE, b"Rar!", b"7z\xbc\xaf\x27\x1c")
_METADATA = ("docProps/core.xml", "docProps/app.xml", "meta.xml")
_AUTHOR = re.compile(
    rb"<(?:\w+:)?(creator|lastModifiedBy|initial-creator|printed-by|Manager)\b[^<>]*>\s*[^<\s]"
)


def inspect(data: bytes) -> Facts:
    """Look a zip file over. Raise UnsupportedAttachment, BadAttachment or AttachmentTooCostly."""
    members = archive.read(data)
    extension = _extension(data, members)
    if extension is None:
        raise UnsupportedAttachment
    _check(data, members, MAX_UNPACKED)
    authors = _authors(data, _by_name(members))
    notes = [Note("file_author", ", ".join(authors))] if authors else []
    return Facts((extension,), notes + office_texts.personal(data, members))


def _extension(data: bytes, members: Sequence[Member]) -> str | None:
    names = _by_name(members)
    kinds = [kind for kind, (type_, part) in _KINDS.items() if _has(names, part)]
    if _TYPES not in names:
        return "odt" if _is_odt(data, members) else None
    types = _types(_xml(data, names[_TYPES]))
    kinds = [kind for kind in kinds if _KINDS[kind][0] in types]
    is_one = len(kinds) == 1 and _MIMETYPE not in names
    return kinds[0] if is_one and not any(map(_MACRO_TYPES.search, types)) else None


def _types(xml: bytes) -> set[str]:
    if _OBSCURE.search(xml):
        return set()
    return {name.decode("ascii", "replace") for name in _TYPE.findall(xml)}


def _is_odt(data: bytes, members: Sequence[Member]) -> bool:
    """OpenDocument 1.3, part 2, section 3.3: the type stands first, and as it is."""
    names = _by_name(members)
    if not members or members[0].name != _MIMETYPE or not {"content.xml", _MANIFEST} <= set(names):
        return False
    first = members[0]
    is_plain = data[first.begin : first.end] == _ODT
    return is_plain and b"encryption-data" not in _xml(data, names[_MANIFEST])


def _check(data: bytes, members: Sequence[Member], room: int, *, is_nested: bool = False) -> int:
    """How many bytes it unpacks to, with what is embedded in it: `room` at most."""
    if any(_MACRO_PARTS.search(member.name) for member in members):
        raise UnsupportedAttachment
    size = archive.check(data, members)
    if size > room:
        raise AttachmentTooCostly
    for member in members:
        # Unpacked to its end even so: a size that the directory understates is found out.
        if archive.unpack(data, member, keep=8).startswith(_ARCHIVES):
            if is_nested:
                raise BadAttachment
            size += check_within(data, member, room - size)
    return size


def check_within(data: bytes, member: Member, room: int) -> int:
    """How many bytes an office file unpacks to that is a member of another file."""
    if member.size > MAX_NESTED:
        raise AttachmentTooCostly
    inner = archive.unpack(data, member, keep=MAX_NESTED)
    members = archive.read(inner)
    if not {_TYPES, _MIMETYPE} & set(_by_name(members)):
        raise BadAttachment
    return _check(inner, members, room, is_nested=True)


def _authors(data: bytes, names: Mapping[str, Member]) -> list[str]:
    """The fields that name somebody who wrote it."""
    parts = (
        archive.unpack(data, names[part], keep=_MAX_XML) for part in _METADATA if part in names
    )
    authors = (field.decode() for part in parts for field in _AUTHOR.findall(part))
    return list(dict.fromkeys(authors))


def _xml(data: bytes, member: Member) -> bytes:
    if member.size > _MAX_XML:
        raise BadAttachment
    return archive.unpack(data, member, keep=_MAX_XML)


def _by_name(members: Sequence[Member]) -> dict[str, Member]:
    return {member.name: member for member in members}


def _has(names: dict[str, Member], part: str) -> bool:
    return any(re.fullmatch(part, name) for name in names)
