"""Strict fields for instants and days, however a client's library writes them."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from marshmallow import ValidationError, fields

from api.runtime import clock

# RFC 3339 §5.6. A leap second is the one after it; Java leaves seconds out that are none.
_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt]((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d|60)(\.\d+)?)?"
    r"([Zz]|[+-](?:[01]\d|2[0-3]):[0-5]\d)",
    re.ASCII,
)
_MICROSECONDS = 7
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# As people write a day, to show them how it is written here.
_DAY = re.compile(r"(\d\d?)[/.-](\d\d?)[/.-](\d{4})(?!\d)", re.ASCII)


class Instant(fields.DateTime):
    """An RFC 3339 time with an offset; aware UTC inside, Vietnam's offset outside.

    However many digits of a second are written (.NET: 7, Go and Java: up to 9), 6 are kept.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(self, value: Any, attr: Any, data: Any, **kwargs: Any) -> datetime:
        match = _TIME.fullmatch(value) if isinstance(value, str) else None
        try:
            if match:
                return _moment(*match.groups(default=""))
        except (ValueError, OverflowError):
            pass
        example = _meant(value) or "2026-07-11T01:30:00Z"
        raise ValidationError(f"Not a valid time with an offset, such as {example}.")

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else clock.local(value)


def _moment(day: str, minute: str, second: str, fraction: str, offset: str) -> datetime:
    is_leap = second == "60"
    whole = "59" if is_leap else second or "00"
    shown = f"{day}T{minute}:{whole}{fraction[:_MICROSECONDS]}{offset}"
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
            raise self._refused(value)
        try:
            return date.fromisoformat(value).isoformat()
        except ValueError as error:
            raise self._refused(value) from error

    def _refused(self, value: Any) -> ValidationError:
        example = (_meant(value) or "2026-07-11").partition("T")[0]
        return ValidationError(f"Not a valid date, such as {example}.")

    def _serialize(self, value: Any, attr: Any, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else str(value)


def _meant(value: Any) -> str | None:
    """The instant that a text writes in another way, `31/12/2026`; None where it shows none."""
    text = value.strip() if isinstance(value, str) else ""
    match = _DAY.match(text)
    if match:
        text = "{2}-{1:0>2}-{0:0>2}".format(*match.groups())
    try:
        moment = datetime.fromisoformat(text)
        return clock.local(moment if moment.tzinfo else moment.replace(tzinfo=clock.VIETNAM))
    except (ValueError, OverflowError):
        return None
