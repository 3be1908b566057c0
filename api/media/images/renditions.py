"""Make what readers are sent from a cleaned image: smaller widths in three formats, a placeholder.

Everything is a function of the cleaned bytes alone, so the same image gives the same files on
every installation, however it came in. Imports PIL, so it is for the worker only.
"""

import base64
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from PIL import Image

from api.media.images import pixels
from api.media.images.sniff import Size

WIDTHS = (320, 640, 960, 1280, 1920)
# Enough for a phone's tallest photo; an AVIF encoder takes some 30 bytes of memory for each.
MAX_RENDITION_PIXELS = 9_000_000
MAX_RENDITION_HEIGHT = 16_383
"""Of a WebP."""
# One thread: with more, the bytes of an AVIF would depend on the machine.
_OPTIONS: dict[str, dict[str, Any]] = {
    "avif": {"quality": 55, "speed": 8, "max_threads": 1},
    "webp": {"quality": 78, "method": 4},
    "jpeg": {"quality": 80, "optimize": True, "progressive": True},
}
_PLACEHOLDER_SIDES = (16, 12, 8, 4)
_PLACEHOLDER_LENGTH = 400


@dataclass(frozen=True)
class Made:
    """One rendition as it was encoded."""

    format: str
    width: int
    height: int
    data: bytes


@dataclass(frozen=True)
class Derived:
    """All that follows from a cleaned image."""

    width: int
    height: int
    placeholder: str
    renditions: list[Made]


def derive(data: bytes, kind: str) -> Derived:
    """Decode a cleaned image to the end and make all its renditions, narrowest first."""
    # The full picture is let go before the encoders need the memory.
    (width, height), pictures = _read(data, kind)
    made = [_rendition(picture, format) for picture in pictures for format in _OPTIONS]
    return Derived(width, height, _placeholder(pictures[0]), made)


def _read(data: bytes, kind: str) -> tuple[Size, list[Image.Image]]:
    """The size of an image, and the pictures of its renditions."""
    image = pixels.open_image(data, kind)
    size = image.size
    sizes = rendition_sizes(*size)
    # A JPEG decoder can skip detail that the widest rendition would throw away again.
    image.draft(None, sizes[-1])
    return size, _scaled(pixels.plain(image), sizes)


def rendition_sizes(width: int, height: int) -> list[Size]:
    """The steps up to an image's width, and its own width where it is between two steps.

    Of a very tall image the widest are left out, never all.
    """
    widths = [step for step in WIDTHS if step <= width]
    if width < WIDTHS[-1] and width not in widths:
        widths.append(width)
    sizes = [(target, max(1, round(height * target / width))) for target in widths]
    fitting = [size for size in sizes if _fits(*size)]
    narrowest = max(1, width * MAX_RENDITION_HEIGHT // height)
    return fitting or [(narrowest, min(height, MAX_RENDITION_HEIGHT))]


def _fits(width: int, height: int) -> bool:
    return height <= MAX_RENDITION_HEIGHT and width * height <= MAX_RENDITION_PIXELS


def _scaled(picture: Image.Image, sizes: list[Size]) -> list[Image.Image]:
    """Each size made from the next larger one, which is quick and at these steps as sharp."""
    pictures = []
    for size in reversed(sizes):
        if picture.size != size:
            picture = picture.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)
        picture.info = {}
        pictures.append(picture)
    return pictures[::-1]


def _rendition(picture: Image.Image, format: str) -> Made:
    shown = _on_white(picture) if format == "jpeg" and picture.mode == "RGBA" else picture
    return Made(format, *picture.size, _encoded(shown, format, _OPTIONS[format]))


def _on_white(picture: Image.Image) -> Image.Image:
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(picture, mask=picture.getchannel("A"))
    return flat


def _placeholder(picture: Image.Image) -> str:
    """A `data:` address of at most 400 characters: the picture, some 16 pixels wide, as WebP."""
    uri = ""
    for side in _PLACEHOLDER_SIDES:
        tiny = picture.copy()
        tiny.thumbnail((side, side), Image.Resampling.BOX)
        encoded = base64.b64encode(_encoded(tiny, "webp", {"quality": 30, "method": 6}))
        uri = f"data:image/webp;base64,{encoded.decode()}"
        if len(uri) <= _PLACEHOLDER_LENGTH:
            break
    return uri


def _encoded(picture: Image.Image, format: str, options: dict[str, Any]) -> bytes:
    out = BytesIO()
    picture.save(out, format, **options)
    return out.getvalue()
