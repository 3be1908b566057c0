"""Whom a photo names, and where it was taken, in what is left out of it (in the worker only)."""

import re
from typing import Any

from PIL import Image

# EXIF 2.32, section 4.6.4, and what Windows writes beside it.
_EXIF = {0x013B: "Artist", 0x8298: "Copyright", 0x9C9D: "XPAuthor"}
_GPS, _LATITUDE, _LONGITUDE = 0x8825, 2, 4
_TEXTS = ("Author", "Artist", "Copyright")
_XMP = ("xmp", "XML:com.adobe.xmp")
_CREATOR = re.compile(rb"<rdf:li[^<>]{0,99}>\s{0,99}[^<\s]")
_LOOK_AT = 2_000
# IPTC-IIM 4.2: data set 2:80, in the block of Photoshop that holds such.
_IPTC, _BY_LINE = 0x0404, b"\x1c\x02\x50"


def fields(image: Image.Image) -> list[str]:
    """The fields that name somebody."""
    exif = _exif_of(image)
    named = [name for tag, name in _EXIF.items() if _is_text(exif.get(tag))]
    named += [name for name in _TEXTS if _is_text(image.info.get(name)) and name not in named]
    if any(_names_creator(image.info.get(name)) for name in _XMP):
        named.append("dc:creator")
    blocks = image.info.get("photoshop")
    if isinstance(blocks, dict) and _BY_LINE in bytes(blocks.get(_IPTC) or b""):
        named.append("By-line")
    return named


def has_place(image: Image.Image) -> bool:
    """Whether it says where it was taken (EXIF 2.32, section 4.6.6: latitude and longitude)."""
    try:
        tags = _exif_of(image).get_ifd(_GPS)
    except Exception:
        return False
    return _LATITUDE in tags and _LONGITUDE in tags


def _exif_of(image: Image.Image) -> Any:
    try:
        return image.getexif()
    except Exception:
        # A camera's damaged EXIF is no reason to refuse its photo.
        return Image.Exif()


def _is_text(value: object) -> bool:
    raw = value.encode("utf-8", "replace") if isinstance(value, str) else value
    return isinstance(raw, bytes | tuple) and bool(bytes(raw).strip(b"\0 \t\r\n"))


def _names_creator(xmp: object) -> bool:
    raw = xmp.encode("utf-8", "replace") if isinstance(xmp, str) else xmp
    if not isinstance(raw, bytes):
        return False
    at = raw.find(b"<dc:creator")
    return at >= 0 and _CREATOR.search(raw[at : at + _LOOK_AT]) is not None
