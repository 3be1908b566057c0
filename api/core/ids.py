"""Identities: UUIDv7, so that ids sort by the time they were made (RFC 9562)."""

import re
from uuid import UUID

from uuid_utils import uuid7

_CANONICAL = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", re.ASCII)


def new_id() -> UUID:
    """A fresh UUIDv7."""
    return UUID(bytes=uuid7().bytes)


def parse_id(text: str) -> UUID | None:
    """The id that `text` spells in its one canonical (lower case, hyphenated) form, else None."""
    return UUID(text) if _CANONICAL.fullmatch(text) else None
