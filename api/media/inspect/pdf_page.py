"""The first page of a PDF as a picture. Runs in the worker only, by itself.

Its bytes are hostile: what ends this process, or takes too long, leaves a PDF without a picture.
"""

from io import BytesIO
from typing import TYPE_CHECKING

from api.media.errors import BrokenImage
from api.media.sandbox.limits import ended_after

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

WIDTH, HEIGHT = 640, 905
"""It fits into this, which is a sheet of A4."""
MAX_CPU_SECONDS = 3
DRAW_SECONDS = 1.0
"""A page that takes longer ends this process: its library does not come back before it is done."""
_LONGEST = 20_000
"""Points: what is longer has no shape that can be seen."""
_IMAGE = 3
"""`FPDF_PAGEOBJ_IMAGE`."""


def answer(data: bytes) -> list[bytes]:
    """The worker's answer: a JPEG, and a mark where the page is a scan; nothing, where none is."""
    try:
        with ended_after(DRAW_SECONDS):
            return _drawn(data)
    except Exception:
        # Whatever its library says of bytes that were made to confuse it.
        return [b"", b""]


def _drawn(data: bytes) -> list[bytes]:
    # It is large, so only a process that gets a PDF loads it.
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        page = document[0]
        width, height = page.get_size()
        if not (0 < width < _LONGEST and 0 < height < _LONGEST):
            raise BrokenImage
        scale = min(WIDTH / width, HEIGHT / height)
        is_scan = _is_scan(page)
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
    out = BytesIO()
    picture.save(out, "JPEG", quality=80, optimize=True, progressive=True)
    return [out.getvalue(), b"scan" if is_scan else b""]


def _is_scan(page: "PdfPage") -> bool:
    """Whether it is a picture, without a letter that could be read aloud or found."""
    has_picture = any(page.get_objects(filter=(_IMAGE,), max_depth=3))
    return has_picture and page.get_textpage().count_chars() == 0
