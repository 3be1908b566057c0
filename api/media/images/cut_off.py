"""A JPEG whose end is missing, as an interrupted copy leaves it: what browsers show is taken.

In the worker only.
"""

from io import BytesIO

from PIL import Image, ImageChops

from api.media.errors import BrokenImage
from api.media.images.containers import JPEG_EOI, JPEG_SOS, MalformedContainer, jpeg_segments
from api.media.inspect.notes import Note

# With more of its lines missing it is no photo any more, but a piece of one.
MOST_MISSING = 0.1
_END = b"\xff\xd9"
# A decoder takes this for picture where some is missing, and leaves it aside where none is.
_PADDING = bytes((0x5A, 0x33, 0xC6, 0x0F)) * 16
# Preallocated room that no copy has filled; a scan does not end in so many of them.
_EMPTY = bytes(16)
_LOOKED_AT = 12_000_000
_GREY = 128


def mended(data: bytes) -> tuple[bytes, list[Note]]:
    """The photo with an end, and what is missing of it. Raise BrokenImage for a piece of one."""
    if not _lacks_end(data):
        return data, []
    cut = (data.rstrip(b"\0") if data.endswith(_EMPTY) else data).rstrip(b"\xff")
    whole = cut + _END
    shown, otherwise = _decoded(whole), _decoded(cut + _PADDING + _END)
    differing = ImageChops.difference(shown, otherwise).getbbox()
    if differing is None:
        return whole, []
    if _grey_lines(shown) > MOST_MISSING * shown.height:
        raise BrokenImage
    missing = max(1, round(100 * (1 - differing[1] / shown.height)))
    return whole, [Note("photo_cut_off", f"the last {missing} %")]


def _lacks_end(data: bytes) -> bool:
    marker = 0
    try:
        for marker, _body in jpeg_segments(data):
            if marker == JPEG_EOI:
                return False
    except MalformedContainer:
        pass
    # Elsewhere than in a scan it is damaged, and its decoder says so.
    return marker == JPEG_SOS


def _decoded(data: bytes) -> Image.Image:
    """The picture, not larger than two of them can be held beside each other."""
    image = Image.open(BytesIO(data), formats=("JPEG",))
    step = 1
    while image.width * image.height > _LOOKED_AT * step**2:
        step *= 2
    image.draft(None, (max(1, image.width // step), max(1, image.height // step)))
    return image.convert("RGB")


def _grey_lines(shown: Image.Image) -> int:
    """How many lines at the bottom are what decoders show in place of nothing."""
    grey = Image.new("RGB", shown.size, (_GREY, _GREY, _GREY))
    box = ImageChops.difference(shown, grey).getbbox()
    return shown.height - (box[3] if box else 0)
