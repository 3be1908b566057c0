"""Zip files beside a text: nothing in one runs, leads elsewhere, hides or bursts (worker only).

Names decide as they do where somebody opens it, and the first bytes of every member besides.
"""

import re
import unicodedata
from collections.abc import Sequence

from api.media.errors import (
    AttachmentTooCostly,
    BadAttachment,
    ForbiddenMember,
    MacrosInAttachment,
    UnsupportedAttachment,
)
from api.media.inspect import archive, office, ole
from api.media.inspect.archive import Member
from api.media.inspect.foreign import ARCHIVES, PROGRAMS
from api.media.inspect.inspection import Facts
from api.media.inspect.notes import Note

MAX_CPU_SECONDS = 3
MAX_UNPACKED = office.MAX_UNPACKED
_FORBIDDEN = re.compile(
    # Programs, and what Windows, macOS or Linux run when it is opened.
    r"exe|com|scr|pif|cpl|dll|ocx|sys|drv|msi|msp|msix|appx|appinstaller|jar|class|apk|ipa|app|dmg|pkg"
    r"|deb|rpm|run|elf|so|dylib|xll|wll|gadget|chm|hlp|bat|cmd|ps1|psm1|psd1|vbs?|vbe|js|jse|mjs|wsf"
    r"|wsh|wsc|sct|hta|sh|bash|zsh|csh|command|py|pyc|pyw|pl|rb|php\d?|phtml|asp|aspx|jsp|cgi|lua|ahk"
    r"|au3|reg|inf|iqy|slk|application|appref-ms|settingcontent-ms|library-ms|search-ms|diagcab"
    # Links.
    r"|lnk|url|desktop|webloc|website|scf"
    # Pages, which run their scripts as if they were of the reader's own computer.
    r"|[sx]?html?|mht|mhtml|svgz?|xsl|xslt|swf"
    # What programs of offices run.
    r"|do[ct]m|xls[mb]|xl[ta]m|xla|pp[ts]m|potm|ppam|sldm|mdb|mde|accd[berat]|one|pub"
    # Archives and images of disks, into which nobody looks.
    r"|zip|zipx|rar|r\d\d|7z|gz|tgz|bz2?|tbz2?|xz|txz|lzma|zst|tar|cab|arj|ace|lzh|lha|iso|img|vhdx?"
    r"|wim|udf|bin|uue|xxe",
    re.IGNORECASE,
)
_THUMBNAILS = "thumbs.db"


def inspect(data: bytes) -> Facts:
    """Raise ForbiddenMember with the name of what may not be in it, or what else is wrong."""
    members = archive.read(data)
    if not members:
        raise BadAttachment
    for member in members:
        _check_name(member.name)
    size = archive.check(data, members)
    if size > MAX_UNPACKED:
        raise AttachmentTooCostly
    _check_contents(data, members, MAX_UNPACKED - size)
    return Facts(("zip",), [Note("file_unread")])


def _check_name(name: str) -> None:
    """A name as the system takes it that unpacks it: Windows leaves dots and spaces at its end."""
    base = name.rstrip("/").rpartition("/")[2].rstrip(". ")
    _stem, dot, ending = base.rpartition(".")
    is_hidden = any(unicodedata.category(character) in ("Cf", "Cc") for character in name)
    if is_hidden or ":" in name or (dot and _FORBIDDEN.fullmatch(ending.strip())):
        raise ForbiddenMember(member=name)


def _check_contents(data: bytes, members: Sequence[Member], room: int) -> None:
    for member in members:
        begin = archive.unpack(data, member, keep=8)
        try:
            if begin.startswith(archive.SIGNATURE):
                room -= office.check_within(data, member, room)
            elif begin.startswith(ole.SIGNATURE) and not member.name.lower().endswith(_THUMBNAILS):
                ole.inspect(archive.unpack(data, member, keep=office.MAX_NESTED))
            elif begin.startswith((*PROGRAMS, *ARCHIVES)):
                raise UnsupportedAttachment
        except (UnsupportedAttachment, MacrosInAttachment, BadAttachment):
            raise ForbiddenMember(member=member.name) from None
