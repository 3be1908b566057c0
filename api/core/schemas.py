"""Strict marshmallow fields and the schemas that all features share."""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta
from functools import cached_property
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

import marshmallow
from marshmallow import ValidationError, fields, validate

from api.core import clock
from api.core import text as rules
from api.core.ids import ID_PATTERN, parse_id

_INTEGER = re.compile(r"-?[0-9]{1,18}", re.ASCII)
# RFC 3339 §5.6. A leap second is the one after it.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d):([0-5]\d|60)(\.\d+)?"
    r"([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_MICROSECONDS = 7
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_HOST = re.compile(r"(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z0-9-]{1,63}", re.ASCII)
_EMAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.)+[A-Za-z]{2,63}", re.ASCII)
INT64 = 2**63 - 1


class Schema(marshmallow.Schema):
    """A schema that refuses what it does not know."""

    class Meta:
        unknown = marshmallow.RAISE

    @marshmallow.pre_load
    def without_absent(self, data: Any, **kwargs: Any) -> Any:
        """`null` is how others write an absent fact, whatever is written when it is there."""
        if not isinstance(data, dict) or None not in data.values():
            return data
        return {k: v for k, v in data.items() if v is not None or k not in self._never_null}

    @cached_property
    def _never_null(self) -> set[str]:
        return {f.data_key or n for n, f in self.load_fields.items() if not f.allow_none}

    def write(self, facts: Mapping[str, Any]) -> dict[str, Any]:
        """What `dump` makes of a mapping, without looking for attributes and accessors in it."""
        return {
            name: write(facts[name], name, facts)
            for name, write in self._writers.items()
            if name in facts
        }

    @cached_property
    def _writers(self) -> dict[str, Callable[..., Any]]:
        return {name: _writer(field) for name, field in self.dump_fields.items()}


def _writer(field: fields.Field[Any]) -> Callable[..., Any]:
    many = isinstance(field, fields.List)
    inner = field.inner if isinstance(field, fields.List) else field
    if not isinstance(inner, fields.Nested):
        return field._serialize
    schema = cast("Schema", inner.schema)
    write = schema.write

    def nested(value: Any, *_: object) -> Any:
        if value is None:
            return None
        return [write(each) for each in value] if many else write(value)

    return nested


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


class Instant(fields.DateTime):
    """An RFC 3339 time with an offset; aware UTC inside, Vietnam's offset outside.

    However many digits of a second are written (.NET: 7, Go and Java: up to 9), 6 are kept.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        written = _TIME.fullmatch(value) if isinstance(value, str) else None
        try:
            if written:
                return _moment(*written.groups(default=""))
        except (ValueError, OverflowError):
            pass
        # The example can be pasted into an address too, where a bare `+` is a space.
        raise ValidationError("Not a valid time with an offset, such as 2026-07-11T01:30:00Z.")

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else clock.local(value)


def _moment(day: str, minute: str, second: str, fraction: str, offset: str) -> datetime:
    is_leap = second == "60"
    shown = f"{day}T{minute}:{'59' if is_leap else second}{fraction[:_MICROSECONDS]}{offset}"
    moment = datetime.fromisoformat(shown.upper()).astimezone(UTC)
    return moment + timedelta(seconds=1) if is_leap else moment


class InstantText(Instant):
    """An instant inside stored content: checked, then kept as the text that JSON can hold."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        return clock.local(super()._deserialize(value, attr, data, **kwargs))

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class DateText(fields.Date):
    """A calendar date, kept as the text `YYYY-MM-DD` that JSON can hold."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        if not isinstance(value, str) or not _DATE.fullmatch(value):
            raise self.make_error("invalid", input=value, obj_type="date")
        return super()._deserialize(value, attr, data, **kwargs).isoformat()

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


class Id(fields.UUID):
    """A UUID, in small letters or capitals."""

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        parsed = parse_id(value) if isinstance(value, str) else None
        if parsed is None:
            raise self.make_error("invalid_uuid")
        return parsed


class Line(fields.String):
    """One line of text by the text rules (NFC, no bidi controls, no zero width)."""

    multiline = False

    def __init__(self, *, longest: int = 500, **kwargs: Any) -> None:
        self.longest = longest
        super().__init__(validate=[validate.Length(max=longest)], **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> Any:
        loaded = super()._deserialize(value, attr, data, **kwargs)
        try:
            cleaned = rules.normalise(loaded, multiline=self.multiline)
        except rules.UnsafeText as unsafe:
            raise ValidationError(str(unsafe)) from unsafe
        if not cleaned and not self.allow_none:
            raise self.make_error("required")
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
        if loaded is not None and not _EMAIL.fullmatch(loaded):
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


def is_web_address(address: str) -> bool:
    """Whether this is an absolute http(s) URL that names a plausible host and no user."""
    try:
        parts = urlsplit(address)
        port_is_good = parts.port is None or parts.port > 0
    except ValueError:
        return False
    host = (parts.hostname or "").lower()
    has_user = "@" in parts.netloc
    is_plain = not re.search(r"[\s<>\"\\^`{|}]", address)
    good = parts.scheme in ("http", "https") and bool(_HOST.fullmatch(_ascii(host)))
    return good and port_is_good and is_plain and not has_user


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode()
    except UnicodeError:
        return ""


class Word(Line):
    """A word to look for, by the text rules: as it was stored, however it is spelt in bytes.

    An empty one stays empty, and so does one that no text can hold, unless it is too long: it
    names nothing, which is not the same as not being asked.
    """

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> str:
        try:
            return rules.normalise(str(value))
        except rules.UnsafeText:
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
        if len(parts) > self.most:
            raise ValidationError(f"At most {self.most} values.")
        ids = [parse_id(part) for part in parts]
        if None in ids:
            raise ValidationError("Not a valid UUID.")
        return tuple(each for each in ids if each is not None)


def is_list(field: fields.Field[Any]) -> bool:
    """Whether this is a parameter of several values, `?ids=a,b`."""
    return bool(getattr(field, "described", {}).get("type") == "array")
