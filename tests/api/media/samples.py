"""Images for tests, harmless and hostile, made on the spot."""

import struct
import zlib
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from PIL import ExifTags, Image, ImageCms, PngImagePlugin

CANARY = b"CANARY-8f3a"
EXIF_ORIENTATION = 0x0112
LIMIT = 20_000_000


def picture(width: int = 97, height: int = 61, mode: str = "RGB") -> Image.Image:
    """A smooth picture whose four corners differ, so that a wrong turn shows."""
    across = Image.linear_gradient("L").rotate(90).resize((width, height))
    down = Image.linear_gradient("L").resize((width, height))
    round_ = Image.radial_gradient("L").resize((width, height))
    if mode == "I;16":
        return down.convert("I").point(lambda value: value * 257).convert("I;16")
    if mode in ("RGBA", "LA"):
        colour = Image.merge("RGB", (across, down, round_)).convert(mode.removesuffix("A"))
        colour.putalpha(across)
        return colour
    return Image.merge("RGB", (across, down, round_)).convert(mode)


def encoded(image: Image.Image, format: str, **options: Any) -> bytes:
    out = BytesIO()
    image.save(out, format, **options)
    return out.getvalue()


def decoded(data: bytes) -> Image.Image:
    image = Image.open(BytesIO(data))
    image.load()
    return image


def exif(orientation: int = 1, thumbnail: bytes = b"") -> bytes:
    """EXIF with a place, a maker note and, where given, a thumbnail."""
    made = Image.Exif()
    made[EXIF_ORIENTATION] = orientation
    made[ExifTags.Base.Make] = CANARY.decode()
    made.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: (18.67, 0.0, 0.0), 29: CANARY.decode()})
    made.get_ifd(ExifTags.IFD.Exif)[ExifTags.Base.MakerNote] = CANARY + b"\0maker"
    data = made.tobytes()
    # The thumbnail's own directory is not needed for its bytes to be there and to be found.
    return data + thumbnail


def segment(marker: int, body: bytes) -> bytes:
    """A JPEG segment."""
    return bytes((0xFF, marker)) + struct.pack(">H", len(body) + 2) + body


def with_segments(jpeg: bytes, *segments: bytes) -> bytes:
    """Segments put right after the start of a JPEG."""
    return jpeg[:2] + b"".join(segments) + jpeg[2:]


def chunk(name: bytes, body: bytes) -> bytes:
    """A PNG chunk with its checksum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def with_chunks(png: bytes, *chunks: bytes) -> bytes:
    """Chunks put right after the header of a PNG."""
    return png[:33] + b"".join(chunks) + png[33:]


def png_header(width: int, height: int, depth: int = 8, colour: int = 2) -> bytes:
    """The signature and first chunk of a PNG of any announced size."""
    body = struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", body)


def with_riff_chunks(webp: bytes, *chunks: tuple[bytes, bytes]) -> bytes:
    """Chunks put at the end of a WebP, whose size is set right."""
    for name, body in chunks:
        webp += name + struct.pack("<I", len(body)) + body + b"\0" * (len(body) % 2)
    return webp[:4] + struct.pack("<I", len(webp) - 8) + webp[8:]


def animated_png(frames: int) -> bytes:
    """A valid APNG of many one-pixel frames."""
    still = encoded(Image.new("RGB", (1, 1)), "PNG")
    pixel = zlib.compress(b"\0\0\0\0")
    parts = [chunk(b"acTL", struct.pack(">II", frames, 0)), _frame_control(0)]
    animation = [
        _frame_control(2 * each - 1) + chunk(b"fdAT", struct.pack(">I", 2 * each) + pixel)
        for each in range(1, frames)
    ]
    return with_chunks(still[:-12], *parts) + b"".join(animation) + still[-12:]


def _frame_control(number: int) -> bytes:
    return chunk(b"fcTL", struct.pack(">IIIIIHHBB", number, 1, 1, 0, 0, 1, 10, 0, 0))


def avif_header(width: int, height: int) -> bytes:
    """An AVIF that announces another size than it has."""
    data = encoded(picture(), "AVIF")
    at = data.index(b"ispe") + 8
    return data[:at] + struct.pack(">II", width, height) + data[at + 8 :]


def srgb_profile() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def profile_with_canary() -> bytes:
    """A valid sRGB profile with a private tag."""
    profile = srgb_profile()
    tags = _tags(profile)
    shifted = [(name, offset + 12, size) for name, offset, size in tags]
    shifted.append((b"priv", len(profile) + 12, len(CANARY) + 8))
    body = profile[132 + 12 * len(tags) :] + b"text\0\0\0\0" + CANARY
    return _profile(profile, shifted, body)


def profile_with_red_and_green_swapped() -> bytes:
    """A valid profile by which full red looks as full green does in sRGB."""
    profile = srgb_profile()
    names = {b"rXYZ": b"gXYZ", b"gXYZ": b"rXYZ"}
    tags = [(names.get(name, name), offset, size) for name, offset, size in _tags(profile)]
    return _profile(profile, tags, profile[132 + 12 * len(tags) :])


Tag = tuple[bytes, int, int]


def _tags(profile: bytes) -> list[Tag]:
    count = int.from_bytes(profile[128:132])
    return [struct.unpack_from(">4sII", profile, 132 + 12 * each) for each in range(count)]


def _profile(profile: bytes, tags: Sequence[Tag], body: bytes) -> bytes:
    table = struct.pack(">I", len(tags)) + b"".join(struct.pack(">4sII", *tag) for tag in tags)
    whole = profile[4:128] + table + body
    return struct.pack(">I", len(whole) + 4) + whole


def text_chunks() -> PngImagePlugin.PngInfo:
    """A tEXt, a zTXt and an iTXt chunk."""
    info = PngImagePlugin.PngInfo()
    info.add_text("Author", CANARY.decode())
    info.add_text("Comment", CANARY.decode(), zip=True)
    info.add_itxt("XML:com.adobe.xmp", CANARY.decode(), zip=False)
    return info


def _transparent_palette() -> Image.Image:
    indexed = picture(mode="RGB").quantize(16)
    indexed.info["transparency"] = 3
    return indexed


def _palette_alpha() -> Image.Image:
    indexed = picture(mode="RGB").quantize(16)
    indexed.info["transparency"] = bytes(range(0, 256, 16))
    return indexed


# One of every format and mode that Pillow can write and we accept.
EVERY_KIND: dict[str, Callable[[], bytes]] = {
    "jpeg-L": lambda: encoded(picture(mode="L"), "JPEG"),
    "jpeg-RGB": lambda: encoded(picture(), "JPEG"),
    "jpeg-YCbCr": lambda: encoded(picture(mode="YCbCr"), "JPEG", subsampling=0),
    "jpeg-progressive": lambda: encoded(picture(), "JPEG", progressive=True, optimize=True),
    "jpeg-restarts": lambda: encoded(picture(), "JPEG", restart_marker_rows=1),
    "jpeg-rgb": lambda: encoded(picture(), "JPEG", keep_rgb=True),
    "jpeg-CMYK": lambda: encoded(picture(mode="CMYK"), "JPEG"),
    "jpeg-exif": lambda: encoded(picture(), "JPEG", exif=exif(6)),
    "png-1": lambda: encoded(picture(mode="1"), "PNG"),
    "png-L": lambda: encoded(picture(mode="L"), "PNG"),
    "png-LA": lambda: encoded(picture(mode="LA"), "PNG"),
    "png-P": lambda: encoded(picture(mode="P"), "PNG"),
    "png-P-transparent": lambda: encoded(_transparent_palette(), "PNG"),
    "png-P-alpha": lambda: encoded(_palette_alpha(), "PNG"),
    "png-RGB": lambda: encoded(picture(), "PNG"),
    "png-RGB-tRNS": lambda: encoded(picture(), "PNG", transparency=(0, 0, 0)),
    "png-RGBA": lambda: encoded(picture(mode="RGBA"), "PNG"),
    "png-I;16": lambda: encoded(picture(mode="I;16"), "PNG"),
    "png-I;16-exif": lambda: encoded(picture(mode="I;16"), "PNG", exif=exif(8)),
    "png-LA-exif": lambda: encoded(picture(mode="LA"), "PNG", exif=exif(5)),
    "png-P-text": lambda: encoded(_palette_alpha(), "PNG", pnginfo=text_chunks()),
    "webp-RGB": lambda: encoded(picture(), "WEBP"),
    "webp-RGBA": lambda: encoded(picture(mode="RGBA"), "WEBP"),
    "webp-lossless": lambda: encoded(picture(mode="RGBA"), "WEBP", lossless=True),
    "webp-exif": lambda: encoded(picture(), "WEBP", exif=exif(3)),
    "webp-RGBA-exif": lambda: encoded(picture(mode="RGBA"), "WEBP", exif=exif(7)),
    "avif-L": lambda: encoded(picture(mode="L"), "AVIF"),
    "avif-RGB": lambda: encoded(picture(), "AVIF"),
    "avif-RGBA": lambda: encoded(picture(mode="RGBA"), "AVIF"),
    "gif-1": lambda: encoded(picture(mode="1"), "GIF"),
    "gif-P": lambda: encoded(picture(mode="P"), "GIF", comment=CANARY),
    "gif-transparent": lambda: encoded(_transparent_palette(), "GIF", transparency=3),
}
