"""The week that a body names."""

from api.calendar.weeks import Week, parse_week
from api.runtime.errors import FieldError, InvalidContent


def source_week(name: str) -> Week:
    """The week of a name, or InvalidContent: of some years there is no week 53."""
    try:
        return parse_week(name)
    except ValueError as error:
        said = "Not an ISO week (2026-W07).", "Không phải tuần theo ISO (2026-W07)."
        raise InvalidContent(errors=[FieldError("invalid_week", *said, pointer="/from")]) from error
