"""Read HEIC, which iPhones write: upright, whole or at half its size (in the worker only)."""

import pi_heif
from PIL import Image

from api.media.errors import TooCostly
from api.media.images import sniff
from api.media.sandbox import limits

# Of a decoded photo so many rows at a time become a picture: both at once would be too much.
_BAND = 512
_LIMIT = "Security limit exceeded"

# Threads of its own would each take a stack; what is shown beside a photo is not looked at.
pi_heif.options.DECODE_THREADS = 1
pi_heif.options.THUMBNAILS = False
pi_heif.options.DEPTH_IMAGES = False
pi_heif.options.AUX_IMAGES = False


def read(data: bytes) -> tuple[Image.Image, sniff.Size]:
    """The first picture of a file, with what came with it as its `info`, and the size it had.

    Its library has turned it upright already. Raise ImageTooLarge beyond a limit.
    """
    with limits.ended_after(limits.HEADER_SECONDS):
        photo = _opened(data)
        width, height = photo.size
        sniff.check_size(width, height, "heic")
    picture = _halved(photo) if sniff.is_read_reduced(*photo.size) else _whole(photo)
    picture.info = dict(photo.info)
    return picture, photo.size


def _opened(data: bytes) -> pi_heif.HeifFile:
    try:
        return pi_heif.open_heif(data)
    except RuntimeError as error:
        # The library counts parts and pixels by itself, and says no more than this.
        if _LIMIT in str(error):
            raise TooCostly from None
        raise


def _whole(photo: pi_heif.HeifFile) -> Image.Image:
    return Image.frombytes(photo.mode, photo.size, photo.data, "raw", photo.mode, photo.stride)


def _halved(photo: pi_heif.HeifFile) -> Image.Image:
    width, height = photo.size
    stride, rows = photo.stride, memoryview(photo.data)
    half = Image.new(photo.mode, ((width + 1) // 2, (height + 1) // 2))
    for top in range(0, height, _BAND):
        size = width, min(_BAND, height - top)
        band = rows[top * stride : (top + size[1]) * stride]
        part = Image.frombytes(photo.mode, size, band, "raw", photo.mode, stride)
        half.paste(part.reduce(2), (0, top // 2))
    return half
