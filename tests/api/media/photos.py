"""Kept photos, content that shows them, and whether their files are public."""

from typing import Any

from api.media import commands as media
from api.media import queries
from api.media.models import Media
from tests.api.media import samples
from tests.factories import NOON


def photo(width: int = 40, format: str = "JPEG") -> Media:
    """A kept photo, different for each width."""
    return media.keep_image(samples.encoded(samples.picture(width), format), NOON)


def showing(kept: Media, **more: Any) -> dict[str, Any]:
    """The content of an article with a photo."""
    return {"cover": {"media": kept.id, "alt": "Cầu"}, **more}


def is_public(kept: Media) -> bool:
    """Whether all of its files are public; never some of them, and the kept one never."""
    found = {key: queries.store().public_path(key) is not None for key in kept.public_keys}
    assert len(set(found.values())) == 1
    assert queries.store().public_path(kept.key) is None
    return all(found.values())
