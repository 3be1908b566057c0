"""The name under which people see and save a file; the file itself is never kept under it.

Nothing from outside is believed: neither the folders nor the extension nor a single control. What
an editor wrote is a name all the same, and no path: slashes of `12/QĐ-UBND` become hyphens.
"""

import posixpath
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import quote

from api.text.characters import without_look_alikes

MAX_NAME = 150
FALLBACK = "tep-dinh-kem"
# Looked at of what somebody sends; far more than can be kept.
_LOOK_AT = 1_000
_MAX_MARKS = 4

# Slashes both ways, and what is taken for one by an eye or an old program.
_SEPARATORS = "/\\\u2044\u2215\u29f8\uff0f\uff3c"
_AS_HYPHENS = str.maketrans(dict.fromkeys(_SEPARATORS, "-"))
# What begins at a root, a drive, a server or the folder above is a path: of it the end is kept.
_PATH = re.compile(
    rf"\s*(?:[A-Za-z]:|[A-Za-z][A-Za-z0-9+.-]{{1,20}}:/|~|\.\.?)?[{re.escape(_SEPARATORS)}]"
)
# Quotes, brackets and what Windows forbids in names, also as wide forms that are mapped to them.
_FORBIDDEN = re.compile(r'["<>:|?*`\u02ba\u201c-\u201f\uff02\uff1a\uff1c\uff1e\uff5c\uff1f\uff0a]')
# Letters by their category, and yet nothing to see.
_INVISIBLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufe00-\ufe0f]")
_RESERVED = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9\u00b9\u00b2\u00b3]) *(?:\.|$)",
    re.IGNORECASE,
)
# Endings that say what a file is. Others, as in "Thông báo số 15.2024", are part of the name.
_ENDING = re.compile(
    r"pdf|do[ct][mx]?|od[pst]|ott|rtf|txt|csv|xls[bmx]?|pp[ts][mx]?|zip|rar|7z|gz|tar|iso|img"
    r"|jpe?g|png|gif|webp|avif|bmp|tiff?|svgz?|[sx]?html?|xml|m?js|css|php|exe|com|scr|pif|bat|cmd"
    r"|ps1|vb[es]|wsf|hta|msi|dll|jar|apk|lnk|url|reg|cpl|sh|py",
    re.IGNORECASE,
)
_LONGEST_ENDING = 5
# https://www.rfc-editor.org/rfc/rfc8187#section-3.2.1, attr-char, beside letters and digits.
_ATTR_CHARS = "!#$&+-.^_`|~"
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ._()+,=@~-]+")


def display_name(text: str, extension: str) -> str:
    """A name of at most 150 characters, in NFC, that ends in `extension` (`pdf`)."""
    # Composed before as well: some signs are only then the forbidden one that they stand for.
    begin = 1 + max(map(text.rfind, _SEPARATORS)) if _PATH.match(text) else 0
    beginning = text[begin : begin + _LOOK_AT].rstrip(f"{_SEPARATORS} ").translate(_AS_HYPHENS)
    stem = unicodedata.normalize("NFC", beginning)
    stem = unicodedata.normalize("NFC", "".join(_visible(_FORBIDDEN.sub("", stem))))
    stem = _without_endings(" ".join(without_look_alikes(stem).split()))
    if _RESERVED.match(stem):
        stem = f"_{stem}"
    stem = _without_endings(stem[: MAX_NAME - len(extension) - 1])
    return f"{stem if any(map(str.isalnum, stem)) else FALLBACK}.{extension}"


def original(text: str) -> str:
    """What a file was called where it came from, its own ending included; nothing stays nothing."""
    stem, dot, ending = text.rpartition(".")
    is_ending = dot and ending.isascii() and ending.isalnum() and len(ending) <= _LONGEST_ENDING
    return display_name(stem, ending) if is_ending and stem else text and display_name(text, "jpg")


def content_disposition(name: str, *, inline: bool = False) -> str:
    """The header by which a browser saves a file under this name, or shows it and knows the name.

    RFC 6266 and 8187, one line.
    """
    encoded = quote(name, safe=_ATTR_CHARS, errors="replace")
    kind = "inline" if inline else "attachment"
    return f"{kind}; filename=\"{_plain(name)}\"; filename*=UTF-8''{encoded}"


def _visible(text: str) -> Iterator[str]:
    """Spaces as spaces; no controls, no halves of pairs, and few marks on one letter."""
    marks = 0
    for character in text:
        category = unicodedata.category(character)
        marks = marks + 1 if category[0] == "M" else 0
        if category[0] == "Z" or character in "\t\n\r":
            yield " "
        elif category[0] != "C" and marks <= _MAX_MARKS and not _INVISIBLE.match(character):
            yield character


def _without_endings(name: str) -> str:
    while True:
        name = name.rstrip(" .")
        stem, dot, ending = name.rpartition(".")
        if not dot or not _ENDING.fullmatch(ending):
            return name.lstrip(" .")
        name = stem


def _plain(name: str) -> str:
    """What a program reads that knows ASCII only: Vietnamese without its marks."""
    letters = unicodedata.normalize("NFD", name.replace("đ", "d").replace("Đ", "D"))
    unmarked = "".join(letter for letter in letters if not unicodedata.combining(letter))
    plain = _NOT_PLAIN.sub("_", unmarked)
    stem, ending = posixpath.splitext(plain)
    return plain if any(map(str.isalnum, stem)) else f"{FALLBACK}{ending}"
