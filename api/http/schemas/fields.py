"""Strict marshmallow fields that all features share."""

import re
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from marshmallow import ValidationError, fields, validate

from api.runtime.ids import ID_PATTERN, parse_id
from api.text import characters
from api.text.web_addresses import is_email, is_web_address

_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
INT64 = 2**63 - 1


class Integer(fields.Integer):
    """An integer written in ASCII digits: `"١٢"`, `"1_0"` and `1.5` are refused."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> int:
        is_number = isinstance(value, int) and not isinstance(value, bool)
        if not is_number and not (isinstance(value, str) and _INTEGER.fullmatch(value)):
            raise self.make_error("invalid")
        if not -INT64 <= int(value) <= INT64:
            raise self.make_error("invalid")
        return int(value)


class Boolean(fields.Boolean):
    """`true` or `false`, as JSON or as a word in an address."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> bool:
        if isinstance(value, bool):
            return value
        if value in ("true", "false"):
            return bool(value == "true")
        raise self.make_error("invalid")


class Id(fields.UUID):
    """A UUID, in small letters or capitals."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        parsed = parse_id(value) if isinstance(value, str) else None
        if parsed is None:
            raise self.make_error("invalid_uuid")
        return parsed


def at_most(values: int) -> validate.Length:
    """How many values a list may hold."""
    return validate.Length(max=values, error=f"At most {values} values.")


class Line(fields.String):
    """One line of text by the text rules (NFC, no bidi controls, no zero width)."""

    multiline = False

    def __init__(self, *, longest: int = 500, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(validate=[validate.Length(max=longest)], **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        try:
            cleaned = characters.normalise(loaded, multiline=self.multiline)
        except characters.UnsafeText as unsafe:
            raise ValidationError(str(unsafe)) from unsafe
        if not cleaned and not self.allow_none:
            raise ValidationError("Must not be empty.")
        # A fact that is absent is null, never an empty text.
        return cleaned or None

    def _validate(self, value: Any) -> None:
        if value is not None:
            super()._validate(value)


class Lines(Line):
    """Several lines of plain text by the text rules."""

    multiline = True


class Email(Line):
    """An e-mail address with something before and after the `@`."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        if loaded is not None and not is_email(loaded):
            raise ValidationError("Not a valid e-mail address.")
        return loaded


class WebAddress(Line):
    """An absolute http(s) URL without credentials."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        if loaded is not None and not is_web_address(loaded):
            raise ValidationError("Not a valid URL.")
        return loaded


class Origin(WebAddress):
    """The origin of a site, `https://host[:port]`, stored without a slash at its end."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        if loaded is None:
            return None
        parts = urlsplit(loaded)
        if parts.path not in ("", "/") or parts.query or parts.fragment:
            raise ValidationError("Not a valid URL.")
        return f"{parts.scheme}://{parts.netloc}"


class Word(Line):
    """A word to look for, by the text rules: as it was stored, however it is spelt in bytes.

    An empty one stays empty, and so does one that no text can hold, unless it is too long: it
    names nothing, which is not the same as not being asked.
    """

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        try:
            return characters.normalise(str(value))
        except characters.UnsafeText:
            return "" if len(str(value)) <= self.longest else str(value)


class Ids(fields.Field[tuple[UUID, ...]]):
    """Up to `most` ids, separated by commas."""

    def __init__(self, most: int = 100, **kwargs: Any) -> None:
        self.most = most
        items = {"type": "string", "format": "uuid", "pattern": f"^{ID_PATTERN}$"}
        self.described = {"type": "array", "items": items, "minItems": 1, "maxItems": most}
        super().__init__(**kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> tuple[UUID, ...]:
        parts = str(value).split(",")
        at_most(self.most)(parts)
        ids = [parse_id(part) for part in parts]
        if None in ids:
            raise ValidationError("Not a valid UUID.")
        return tuple(parsed for parsed in ids if parsed is not None)
