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
    kept = [_nearest(files, *each) for each in wanted]
    shown[name]["placeholder"] = None
    shown[name]["renditions"] = [each for each in files if each in kept]
    return dumps(shown)


def _nearest(files: list[dict[str, Any]], format: str, width: int) -> dict[str, Any] | None:
    """The narrowest file that is as wide as wanted, else the widest."""
    fitting = [each for each in files if each["format"] == format]
    wide = [each for each in fitting if each["width"] >= width]
    return next(iter(wide or fitting[-1:]), None)
