"""The files of the frontend of which each site has its own: its manifest, and icons of its logo."""

import logging
import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from api.media import commands as media
from api.media.errors import ImageWorkerUnavailable
from api.media.queries import rendition
from api.runtime.failures import Failures
from api.runtime.jsons import dumps, loads

MANIFEST = "manifest.webmanifest"
NAMES = (
    MANIFEST, "favicon.ico", "apple-touch-icon.png", "icons/192.png", "icons/512.png",
    "icons/maskable.png",
)  # fmt: skip
_MOST_LOGOS = 64
# Of the name of a portal, what a telephone has no room for.
_PORTAL = re.compile(r"^(?:cổng|trang)(?: thành phần| thông tin| điện tử)+(?: của)? ", re.I)
_failures = Failures(logging.getLogger(__name__))
_icons = lru_cache(_MOST_LOGOS)(media.icons)


def of_site(name: str, usual: bytes, facts: Mapping[str, Any]) -> bytes:
    """A file of a site, by what `/v1` answers about it.

    The usual one where that is no site, or has no logo that can be read.
    """
    if name == MANIFEST:
        return _manifest(usual, facts.get("name"))
    logo = rendition(facts.get("logo"), "webp")
    return (logo and _icon(logo, name)) or usual


def _manifest(usual: bytes, name: str | None) -> bytes:
    if name is None:
        return usual
    short = _PORTAL.sub("", name)
    return dumps({**loads(usual), "name": name, "short_name": short[:1].upper() + short[1:]})


def _icon(logo: str, name: str) -> bytes | None:
    what = f"drawing icons of {logo}"
    try:
        icons = _icons(logo)
    except (ImageWorkerUnavailable, OSError) as error:
        _failures.failed(what, error, with_trace=False)
        return None
    _failures.worked(what)
    return icons.get(name)
