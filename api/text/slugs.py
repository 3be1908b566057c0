"""Slugs: the part of an address that is made of a title."""

import re
import unicodedata
from functools import lru_cache

from api.text.characters import LOOK_AT, without_look_alikes

MAX_SLUG = 80


def slugify(text: str) -> str:
    """Give the slug of a title, at most 80 of `a-z0-9-`; "" when no letter or digit is left.

    The rule is spelt out here because python-slugify follows another: it joins `37,47`, reads
    `km²` as `km2` and `&amp;` as an entity, and transliterates scripts that the rule drops.
    """
    return _slug(text[:LOOK_AT])


# A title is folded as an address and as a label, in an import for all of a batch first.
@lru_cache(maxsize=1024)
def folded(text: str) -> str:
    """The words of a text in small letters without accents, joined by `-`; "" for none."""
    flat = without_look_alikes(text).replace("đ", "d").replace("Đ", "D")
    flat = _MARKS.sub("", unicodedata.normalize("NFD", flat)).lower()
    return _NOT_SLUG.sub("-", flat).strip("-")


# A title is asked for when its address is looked up and when it is taken; tags come again.
@lru_cache(maxsize=1024)
def _slug(text: str) -> str:
    slug = folded(text)
    if len(slug) <= MAX_SLUG:
        return slug
    word_end = slug.rfind("-", 0, MAX_SLUG + 1)
    return slug[:word_end] if word_end > 0 else slug[:MAX_SLUG]


_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]+")
_NOT_SLUG = re.compile("[^a-z0-9]+")
