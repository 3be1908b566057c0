"""Plain texts (txt, csv) and RTF: that they are what they say, and name nothing that would run.

Runs in the worker only.
"""

import codecs
import re

from api.media.errors import (
    BadAttachment,
    MacrosInAttachment,
    PageAttachment,
    UnsupportedAttachment,
)
from api.media.inspect.foreign import is_foreign, is_page
from api.media.inspect.inspection import Facts
from api.media.inspect.notes import Note

RTF = b"{\\rtf"
MAX_CPU_SECONDS = 3

_UNREAD = Note("file_unread")
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
# A file of MS-DOS ends in 1A; old Vietnamese encodings have letters from 80 on only.
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
# A cell that starts a program: https://owasp.org/www-community/attacks/CSV_Injection
_STARTS_PROGRAM = re.compile(rb"[=+@-]\s{0,9}[A-Za-z.]{1,40}\s{0,9}\|\s{0,9}['\"][^\r\n]{0,500}!")
# Objects, live links and templates from elsewhere: RTF 1.9.1, "Objects", "Fields", "Document Area".
_RTF_RUNS = re.compile(
    rb"\\obj(?:data|emb|link|autlink|ocx|html|update|class)|\bDDE(?:AUTO)?\b"
    rb"|\\template\s{0,9}(?:https?:|ftp:|file:|\\{2})",
    re.IGNORECASE,
)
_RTF_AUTHOR = re.compile(rb"\{\\(author|operator|manager)\s{1,9}[^}\s]")


def inspect(data: bytes) -> Facts:
    """A text in any encoding. Raise why it is none, or none to hand out."""
    text = _plain(data)
    if is_page(text):
        raise PageAttachment
    if is_foreign(text) or _NO_TEXT.search(text):
        raise UnsupportedAttachment
    if _STARTS_PROGRAM.search(text):
        raise MacrosInAttachment
    return Facts(("txt", "csv"), [_UNREAD])


def inspect_rtf(data: bytes) -> Facts:
    """A text of a word processor. Raise MacrosInAttachment for what runs in it."""
    if _RTF_RUNS.search(data):
        raise MacrosInAttachment
    named = dict.fromkeys(field.decode() for field in _RTF_AUTHOR.findall(data))
    authors = [Note("file_author", ", ".join(named))] if named else []
    return Facts(("rtf",), [_UNREAD, *authors])


def _plain(data: bytes) -> bytes:
    """The same text in an encoding that has ASCII as it is."""
    if data.startswith(_UTF16):
        try:
            return data.decode("utf-16").encode()
        except UnicodeError:
            raise BadAttachment from None
    return data.removeprefix(codecs.BOM_UTF8).rstrip(b"\x1a")
