"""Identities: UUIDv7, so that ids sort by the time they were made (RFC 9562)."""

import re
from uuid import UUID

from uuid_utils import uuid7

ID_PATTERN = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"
"""An id as it may come in, capitals too (RFC 9562 §4); out it goes in small letters."""

_ID = re.compile(ID_PATTERN)


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(bytes=uuid7().bytes)


def parse_id(text: str) -> UUID | None:
    """The id that `text` spells, in small letters or capitals, with hyphens alone; else None."""
    return UUID(text) if _ID.fullmatch(text) else None
