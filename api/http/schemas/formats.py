"""Fields for short texts of one form: slugs, times of day, ids inside stored content."""

import re
import unicodedata
from typing import Any

from marshmallow import ValidationError, fields, validate

from api.runtime.ids import parse_id
from api.text.slugs import slugify

MONTH_PATTERN = "(?:19|2[01])[0-9]{2}-(?:0[1-9]|1[0-2])"
SLUG_PATTERN = "[a-z0-9]+(?:-[a-z0-9]+)*"
"""A slug as it stands in an address."""

_SLUG = re.compile(SLUG_PATTERN)
_WEEK = re.compile("([0-9]{4})-?[Ww]([0-9]{1,2})")
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"


class Form(validate.Regexp):
    """A whole text by a pattern that means the same to Python and to ECMA-262.

    Clients read it in the OpenAPI file; people read `error`, which says how it is written. To
    Python alone `$` also stands before a last line end.
    """

    def __init__(self, pattern: str, *, error: str) -> None:
        super().__init__(re.compile(f"^(?:{pattern})$", re.ASCII), error=error)

    def __call__(self, value: Any) -> Any:
        if not self.regex.fullmatch(value):
            raise ValidationError(self._format_error(value))
        return value


class SlugText(fields.String):
    """A slug as it stands in an address: `yen-hoa`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        if not is_slug(loaded):
            raise ValidationError("Not a slug: small letters, digits and single hyphens.")
        return loaded


def is_slug(text: str, longest: int = 80) -> bool:
    """Whether this can stand in an address as it is."""
    return len(text) <= longest and _SLUG.fullmatch(text) is not None


def meant_slug(text: str) -> str | None:
    """The slug that `text` spells with capitals or accents, letter by letter; None for others."""
    normal, slug = unicodedata.normalize("NFC", text), slugify(text)
    is_same = [character == "-" for character in normal] == [character == "-" for character in slug]
    return slug if is_same and _SLUG.fullmatch(slug) else None


def meant_week(text: str) -> str | None:
    """The ISO week that `text` writes in any way: `2026-w7`, `2026W07`; None for others."""
    match = _WEEK.fullmatch(text)
    return f"{match[1]}-W{match[2]:0>2}" if match else None


class ClockTime(fields.String):
    """A time of day, `07:30`."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=[Form(_CLOCK, error="Not a time of day (HH:MM).")], **kwargs)


class EndTime(ClockTime):
    """A time of day at which something ends; `24:00` is the midnight after it, kept as `00:00`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        return "00:00" if loaded == "24:00" else loaded


class IdText(fields.String):
    """An id inside stored content, kept as text in small letters."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        loaded = str(super()._deserialize(value, attr, data, **kwargs))
        parsed = parse_id(loaded)
        if parsed is None:
            raise ValidationError("Not a valid UUID.")
        return str(parsed)
