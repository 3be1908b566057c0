"""Pictures as a home page needs them: three files of each instead of a dozen, and no placeholder.

A start over a poor network costs little so; every file of a picture stands at its object's address.
"""

from collections.abc import Sequence
from typing import Any

from api.runtime.jsons import dumps, loads_stored

Wanted = Sequence[tuple[str, int]]

COVER: Wanted = (("avif", 320), ("jpeg", 640), ("avif", 960))
"""A thumbnail, the fallback for old browsers, and a large one."""
BANNER: Wanted = (("avif", 640), ("jpeg", 640), ("avif", 1280))
"""The width of a phone, the same for old browsers, and that of a page."""


def light(rendered: bytes, name: str, wanted: Wanted) -> bytes:
    """An object whose picture under `name` has only the files nearest to what is wanted."""
    shown = loads_stored(rendered)
    if not shown[name]:
        return rendered
    files = shown[name]["renditions"]
    chosen = [_nearest(files, *size) for size in wanted]
    shown[name]["placeholder"] = None
    shown[name]["renditions"] = [file for file in files if file in chosen]
    return dumps(shown)


def _nearest(files: list[dict[str, Any]], format: str, width: int) -> dict[str, Any] | None:
    """The narrowest file that is as wide as wanted, else the widest."""
    fitting = [file for file in files if file["format"] == format]
    wide = [file for file in fitting if file["width"] >= width]
    return next(iter(wide or fitting[-1:]), None)
