"""Alternative texts: which of them say anything."""

import re

from api.core.text import slugify

# What content systems, cameras and word processors write where nobody wrote an alt text.
_DEFAULT_ALTS = frozenset({"anhtinbai", "imageadvertisement"})
_FILE_NAME = re.compile(
    r"\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|tiff?|heic|svg)$|^(?:img|dsc[fn]?|pxl|image|z)[-_]?\d{3,}\S*$",
    re.IGNORECASE,
)


def clean_alt(alt: str | None) -> str | None:
    """Give an alt text, or None for one that says nothing: empty, a default, a file name."""
    alt = " ".join((alt or "").split())
    if not alt or _FILE_NAME.search(alt) or slugify(alt).replace("-", "") in _DEFAULT_ALTS:
        return None
    return alt
