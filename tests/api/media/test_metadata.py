"""Nothing that a file carries beside its picture is kept or sent to readers."""

import struct
from collections.abc import Callable

import pytest

from api.media.images import sniff
from api.media.images.intake import PreparedImage, prepare
from tests.api.media.samples import (
    CANARY,
    EVERY_KIND,
    LIMIT,
    chunk,
    decoded,
    encoded,
    exif,
    picture,
    profile_with_canary,
    segment,
    text_chunks,
    with_chunks,
    with_riff_chunks,
    with_segments,
)

JPEG = encoded(picture(), "JPEG")
PNG = encoded(picture(), "PNG")
WEBP = encoded(picture(), "WEBP")
PROFILE = profile_with_canary()
THUMBNAIL = encoded(picture(16, 16), "JPEG", comment=CANARY)
MANY_KINDS = with_segments(
    encoded(picture(), "JPEG", exif=exif(6, THUMBNAIL), icc_profile=PROFILE, comment=CANARY),
    segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>" + CANARY),
    segment(0xED, b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x10\x1c\x02\x78\0\x0b" + CANARY),
    segment(0xE2, b"MPF\0" + CANARY),
    segment(0xEF, CANARY),
)

CARRIERS: dict[str, Callable[[], bytes]] = {
    "jpeg with gps and maker note": lambda: encoded(picture(), "JPEG", exif=exif()),
    "jpeg with a thumbnail": lambda: encoded(picture(), "JPEG", exif=exif(1, THUMBNAIL)),
    "jpeg with xmp": lambda: with_segments(
        JPEG, segment(0xE1, b"http://ns.adobe.com/xap/1.0/\0" + CANARY)
    ),
    "jpeg with iptc": lambda: with_segments(JPEG, segment(0xED, b"Photoshop 3.0\0" + CANARY)),
    "jpeg with a comment": lambda: encoded(picture(), "JPEG", comment=CANARY),
    "jpeg with a profile": lambda: encoded(picture(), "JPEG", icc_profile=PROFILE),
    "jpeg with everything": lambda: MANY_KINDS,
    "jpeg with bytes behind": lambda: JPEG + CANARY,
    "cmyk jpeg with everything": lambda: encoded(
        picture(mode="CMYK"), "JPEG", exif=exif(), comment=CANARY
    ),
    "png with exif": lambda: encoded(picture(), "PNG", exif=exif()),
    "png with texts": lambda: encoded(picture(), "PNG", pnginfo=text_chunks()),
    "png with a profile": lambda: encoded(picture(), "PNG", icc_profile=PROFILE),
    "png with a private chunk": lambda: with_chunks(PNG, chunk(b"prVt", CANARY)),
    "png with bytes behind": lambda: PNG + CANARY,
    "webp with exif": lambda: encoded(picture(), "WEBP", exif=exif()),
    "webp with xmp": lambda: encoded(picture(mode="RGBA"), "WEBP", xmp=CANARY),
    "webp with a profile": lambda: encoded(picture(), "WEBP", icc_profile=PROFILE),
    "webp with a private chunk": lambda: with_riff_chunks(WEBP, (b"PRVT", CANARY)),
    "avif with everything": lambda: encoded(
        picture(), "AVIF", exif=exif(), xmp=CANARY, icc_profile=PROFILE
    ),
    "gif with a comment": lambda: encoded(picture(mode="P"), "GIF", comment=CANARY),
}
# Names by which containers announce what must not be there.
FORBIDDEN = (CANARY, b"Exif", b"EXIF", b"ns.adobe.com", b"ICC_PROFILE", b"Photoshop", b"XMP ")


def files(image: PreparedImage) -> list[bytes]:
    return [image.data, *(each.data for each in image.renditions)]


@pytest.mark.parametrize("name", CARRIERS)
def test_t70_no_metadata_is_kept_or_sent(name: str) -> None:
    data = CARRIERS[name]()
    assert CANARY in data or name == "png with a profile" or "texts" in name

    image = prepare(data, max_bytes=LIMIT)

    for file in files(image):
        assert [word for word in FORBIDDEN if word in file] == []
        shown = decoded(file)
        assert not shown.info.keys() & {"exif", "xmp", "icc_profile", "comment", "photoshop"}
        assert dict(shown.getexif()) == {}
        assert getattr(shown, "text", {}) == {}


SCRIPT = b"<script>alert('" + CANARY + b"')</script>"


def gif_that_is_a_program() -> bytes:
    """A valid GIF whose size spells `/*`, with a program behind the comment that this opens."""
    size = b"/*" + struct.pack("<H", 9)
    extension = b"*/=1;" + SCRIPT
    pixels = encoded(picture(0x2A2F, 9, "P").convert("1"), "GIF")
    at = 13 + 3 * (2 << (pixels[10] & 7))
    comment = b"!\xfe" + bytes((len(extension),)) + extension + b"\0"
    return b"GIF89a" + size + pixels[10:at] + comment + pixels[at:]


POLYGLOTS: dict[str, tuple[Callable[[], bytes], str]] = {
    "gif and program": (gif_that_is_a_program, "png"),
    "jpeg with a script behind": (lambda: JPEG + SCRIPT, "jpeg"),
    "jpeg with a script in front": (lambda: with_segments(JPEG, segment(0xFE, SCRIPT)), "jpeg"),
    "png with a script behind": (lambda: PNG + SCRIPT, "png"),
    "png with a script in a text": (
        lambda: encoded(picture(), "PNG", pnginfo=text_chunks()) + SCRIPT,
        "png",
    ),
    "webp with a script in a chunk": (lambda: with_riff_chunks(WEBP, (b"JUNK", SCRIPT)), "jpeg"),
    "jpeg with an archive behind": (lambda: JPEG + b"PK\3\4" + CANARY, "jpeg"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_t03_a_file_of_two_natures_keeps_only_the_picture(name: str) -> None:
    make, format = POLYGLOTS[name]

    image = prepare(make(), max_bytes=LIMIT)

    assert image.format == format
    assert [sniff.image_type(file) for file in files(image)] == [
        format,
        *(each.format for each in image.renditions),
    ]
    assert not any(
        CANARY in file or b"<script" in file or b"PK\3\4" in file for file in files(image)
    )


def test_t70_the_carriers_are_of_every_format_that_is_accepted() -> None:
    kinds = {sniff.image_type(make()) for make in CARRIERS.values()}

    assert kinds == {name.split("-")[0] for name in EVERY_KIND}
