"""Decode an image and encode it again as nothing but an upright sRGB picture (in the worker only).

Imports PIL: no module that a request or a command loads may import this one.
"""

import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import AvifImagePlugin, Image, ImageCms, ImageFile

from api.media.errors import TooCostly
from api.media.images import heic, photo_authors, sniff
from api.media.inspect.notes import Note
from api.media.sandbox import limits

# Only the first frame is decoded; a file that announces more than this is made to hurt.
MAX_FRAMES = 300
JPEG_QUALITY = 90
# Of a photo, level 6 takes four times as long for 15 % fewer bytes.
PNG_LEVEL = 2
# A picture of no more colours than a palette holds is a drawing: JPEG would blur it.
FEW_COLOURS = 256

# All decoders now: the worker may open no file once it has limited itself.
Image.init()
Image.MAX_IMAGE_PIXELS = sniff.MAX_PHOTO_PIXELS
warnings.simplefilter("error", Image.DecompressionBombWarning)
AvifImagePlugin.DEFAULT_MAX_THREADS = 1
ImageFile.LOAD_TRUNCATED_IMAGES = False

_ORIENTATION = 0x0112
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}


class Cleaned(NamedTuple):
    """A picture and nothing else, and what somebody should know of how it became that."""

    data: bytes
    notes: list[Note]


def open_image(data: bytes, kind: str) -> Image.Image:
    """Read the header, by the decoder of that kind alone. Raise ImageTooLarge beyond a limit."""
    with limits.ended_after(limits.HEADER_SECONDS):
        image = Image.open(BytesIO(data), formats=(kind.upper(),))
        sniff.check_size(*image.size, kind)
        # A GIF must be read through to count its frames; its first one costs the same in any case.
        if kind != "gif" and getattr(image, "n_frames", 1) > MAX_FRAMES:
            raise TooCostly
    return image


def cleaned(data: bytes, kind: str) -> Cleaned:
    """The picture as a JPEG, or as a PNG where it has alpha, few colours or came as PNG."""
    image, notes = _opened(data, kind)
    with limits.ended_after(limits.HEADER_SECONDS):
        # The library that reads HEIC has turned it already.
        turn = None if kind == "heic" else _TURNS.get(_orientation(image))
        if photo_authors.has_place(image):
            notes.append(Note("photo_place_removed"))
        if named := photo_authors.fields(image):
            notes.append(Note("photo_author_removed", ", ".join(named)))
        if kind not in sniff.PHOTOS and _is_moving(data, kind):
            notes.append(Note("photo_stilled"))
    profile = image.info.get("icc_profile")
    picture = _in_srgb(image, profile) if profile else image
    picture = plain(picture)
    del image
    if turn is not None:
        picture = picture.transpose(turn)
    return Cleaned(_encoded(picture, _is_better_as_png(picture, kind)), notes)


def _is_moving(data: bytes, kind: str) -> bool:
    """Whether there is a second picture; looking for it may leave the image anywhere."""
    try:
        return bool(getattr(open_image(data, kind), "is_animated", False))
    except Exception:
        # Only the first one is kept, so nothing else need be sound.
        return False


def _opened(data: bytes, kind: str) -> tuple[Image.Image, list[Note]]:
    """An image, and what is to be told where it is read at a smaller size than it has."""
    if kind == "heic":
        image, announced = heic.read(data)
    else:
        image = open_image(data, kind)
        announced = image.size
    if kind == "jpeg" and sniff.is_read_reduced(*announced):
        image.draft(None, (max(1, image.width // 2), max(1, image.height // 2)))
    if image.size == announced:
        return image, []
    sizes = [f"{width} × {height}" for width, height in (announced, image.size)]
    return image, [Note("photo_reduced", " became ".join(sizes))]


def plain(image: Image.Image) -> Image.Image:
    """The same picture with 8 bits a channel, as L, RGB or (only where it shows) RGBA."""
    if image.mode.startswith("I"):
        # convert() would clip 16 bits instead of scaling them.
        image = image.point(lambda value: value * (1 / 256)).convert("L")
        image.info.pop("transparency", None)
    if image.has_transparency_data:
        image = _converted(image, "RGBA")
        is_opaque = image.getchannel("A").getextrema() == (255, 255)
        return _converted(image, "RGB") if is_opaque else image
    return _converted(image, "L" if image.mode in ("1", "L") else "RGB")


def _converted(image: Image.Image, mode: str) -> Image.Image:
    image.load()
    return image if image.mode == mode else image.convert(mode)


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(_ORIENTATION, 1))
    except Exception:
        # A camera's damaged EXIF is no reason to refuse its photo.
        return 1


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Apply a colour profile; one that is damaged or for another kind of picture is ignored."""
    if image.mode in ("P", "1"):
        image = plain(image)
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    try:
        source = ImageCms.ImageCmsProfile(BytesIO(profile))
        target = ImageCms.createProfile("sRGB")
        converted = ImageCms.profileToProfile(image, source, target, outputMode=mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image
    return converted or image


def _is_better_as_png(picture: Image.Image, kind: str) -> bool:
    if picture.mode == "RGBA" or kind == "png":
        return True
    return kind not in sniff.PHOTOS and picture.getcolors(FEW_COLOURS) is not None


def _encoded(picture: Image.Image, is_png: bool) -> bytes:
    # Whatever PIL found in the file (a comment, a resolution) would otherwise be written again.
    picture.info = {}
    out = BytesIO()
    if is_png:
        picture.save(out, "PNG", compress_level=PNG_LEVEL)
    else:
        picture.save(out, "JPEG", quality=JPEG_QUALITY)
    return out.getvalue()
