"""Alternative texts: which of them say anything."""

import re

from api.text.slugs import slugify

# What content systems, cameras and word processors write where nobody wrote an alt text.
_DEFAULTS = frozenset(
    (
        *("anhtinbai", "imageadvertisement", "banner", "bannerquangcao", "featuredimage"),
        *("thumbnail", "imagealt", "alttext", "noimage", "noname", "untitled", "undefined", "null"),
    )
)
# Below an image this may be somebody's word; instead of it, it says nothing.
_SAYING_NOTHING = frozenset(
    (
        *("anh", "hinh", "hinhanh", "anhminhhoa", "anhdaidien", "image", "images", "img", "alt"),
        *("picture", "pic", "photo", "thumb", "avatar", "default", "slide", "quangcao"),
    )
)
_LONGEST = 30
_ENDING = re.compile(r"\.(?:jpe?g|jfif|png|gif|webp|avif|bmp|tiff?|heic|svg)$", re.IGNORECASE)
_FILE_NAME = re.compile(
    rf"{_ENDING.pattern}|^(?:img|dsc[fn]?|pxl|image|z)[-_]?\d{{3,}}\S*$",
    re.IGNORECASE,
)


def clean_alt(alt: str | None) -> str | None:
    """Give an alt text, or None for one that says nothing: empty, a default, a file name."""
    alt = " ".join((alt or "").split())
    says_nothing = _bare(alt) in _SAYING_NOTHING or is_default(alt)
    return None if not alt or _FILE_NAME.search(alt) or says_nothing else alt


def is_default(caption: str) -> bool:
    """Whether a content system wrote this caption by itself, or put a file's name there."""
    stripped = caption.strip()
    bare = _bare(_ENDING.sub("", stripped)).rstrip("0123456789")
    return bare in _DEFAULTS or (" " not in stripped and bool(_FILE_NAME.search(stripped)))


def _bare(words: str) -> str:
    """The words without spaces, accents and signs; nothing of what is longer."""
    return slugify(words).replace("-", "") if len(words) <= _LONGEST else ""
