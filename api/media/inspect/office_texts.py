"""The words of an office file, for whoever looks for personal data in them (worker only).

Nothing is parsed: tags are taken off, and what ends a paragraph or a cell ends a line.
"""

import html
import re
from collections.abc import Iterable

from api.media.inspect import archive
from api.media.inspect.archive import Member
from api.media.inspect.notes import Note
from api.text import personal_data

MOST_XML = 2_000_000
"""Bytes of all parts together; a list of names of a whole commune is shorter."""
_PARTS = re.compile(
    r"word/(?:document|header|footer|footnotes|endnotes|comments)\d*\.xml"
    r"|xl/(?:sharedStrings|comments\d*|worksheets/sheet\d+)\.xml"
    r"|ppt/(?:slides|notesSlides)/\w+\.xml|content\.xml"
)
_END = re.compile(
    rb"</(?:\w+:)?(?:p|h|c|si|is|comment)>|<(?:\w+:)?(?:br|cr|tab|line-break)\b[^<>]*>"
)
_TAG = re.compile(rb"<[^<>]*>")


def personal(data: bytes, members: Iterable[Member]) -> list[Note]:
    """What it holds of personal data, masked."""
    findings = personal_data.findings("\n".join(_texts(data, members)))
    return [Note(personal_data.CODE, finding.shown) for finding in findings]


def _texts(data: bytes, members: Iterable[Member]) -> Iterable[str]:
    room = MOST_XML
    for member in members:
        if room > 0 and _PARTS.fullmatch(member.name):
            xml = archive.unpack(data, member, keep=room)
            room -= len(xml)
            yield html.unescape(_TAG.sub(b"", _END.sub(b"\n", xml)).decode(errors="replace"))
