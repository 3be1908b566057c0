"""The icons by which telephones and browsers show a portal, made from its logo.

Runs in the worker only.
"""

import json
from io import BytesIO

from PIL import Image, ImageOps

MAX_CPU_SECONDS = 5
_FAVICONS = [(16, 16), (32, 32), (48, 48)]
_WHITE = "#ffffff"
# A telephone may cut such an icon to any shape: what lies in a circle of four fifths stays
# (Web App Manifest, "safe zone"), and so does a square that fits into it.
_SAFE = 0.56
_PNGS = {
    # How wide it is, how much of that the logo may be, and on what it stands.
    "icons/192.png": (192, 1.0, None),
    "icons/512.png": (512, 1.0, None),
    "icons/maskable.png": (512, _SAFE, _WHITE),
    # It is shown without what one sees through, which becomes black there.
    "apple-touch-icon.png": (180, 0.84, _WHITE),
}


def answer(data: bytes) -> list[bytes]:
    """The worker's answer to the bytes of a logo: a JSON list of names, and a file for each.

    Without any file where it cannot be read.
    """
    try:
        with Image.open(BytesIO(data)) as image:
            logo = image.convert("RGBA")
    except Exception:
        # Decoders raise whatever comes to them.
        return [b"[]"]
    pngs = {name: _encoded(_placed(logo, *how), "PNG") for name, how in _PNGS.items()}
    favicon = _encoded(_placed(logo, _FAVICONS[-1][0], 1.0, None), "ICO")
    files = {**pngs, "favicon.ico": favicon}
    return [json.dumps([*files]).encode(), *files.values()]


def _placed(logo: Image.Image, side: int, share: float, ground: str | None) -> Image.Image:
    """A square with the whole logo in its middle."""
    width = round(side * share)
    scaled = ImageOps.contain(logo, (width, width), Image.Resampling.LANCZOS)
    at = ((side - scaled.width) // 2, (side - scaled.height) // 2)
    icon = Image.new("RGBA", (side, side), ground or (0, 0, 0, 0))
    icon.alpha_composite(scaled, at)
    return icon.convert("RGB") if ground else icon


def _encoded(icon: Image.Image, format: str) -> bytes:
    out = BytesIO()
    more = {"sizes": _FAVICONS} if format == "ICO" else {"optimize": True}
    icon.save(out, format, **more)
    return out.getvalue()
