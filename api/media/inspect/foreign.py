"""Beginnings of files that are programs, archives or pages, whatever they are called."""

import re

PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"#!",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xcf\xfa\xed\xfe",
    b"\xce\xfa\xed\xfe",
    b"L\0\0\0\1\x14\2\0",
)
ARCHIVES = (b"PK", b"Rar!", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b", b"BZh", b"\xfd7zXZ", b"MSCF")
_OTHERS = (b"\xd0\xcf\x11\xe0", b"{\\rtf", b"<?", b"<!")
# What browsers take for a page when nobody tells them: WHATWG MIME Sniffing, section 7.1.
_PAGE = re.compile(
    rb"<(?:!doctype|!--|\?xml|html|head|body|title|script|style|iframe|svg|meta|link|table|form|img)"
    rb"[\s>/]|<!--|<\?xml|mime-version:",
    re.IGNORECASE,
)
_LOOK_AT = 1_024


def is_foreign(data: bytes) -> bool:
    """Whether bytes begin as something that is neither a document nor a text."""
    return data.startswith((*PROGRAMS, *ARCHIVES, *_OTHERS)) or is_page(data)


def is_page(data: bytes) -> bool:
    """Whether a web page or another text of markup begins here, or near."""
    return _PAGE.search(data[:_LOOK_AT]) is not None
