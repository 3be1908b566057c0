"""Dates and numbers as Vietnamese readers write them. Instants are in Viet Nam's time."""

from collections.abc import Mapping
from datetime import date
from typing import Any

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")


def day(at: str | None) -> str:
    """`dd/mm/yyyy` of a date or an instant; nothing of none."""
    return "/".join(reversed(at[:10].split("-"))) if at else ""


def weekday(at: str) -> str:
    """The day of the week of a date or an instant."""
    return WEEKDAYS[date.fromisoformat(at[:10]).weekday()]


def moment(at: str | None) -> str:
    """`hh:mm dd/mm/yyyy` of an instant; nothing of none."""
    return f"{at[11:16]} {day(at)}" if at else ""


def number(count: int) -> str:
    """`26.239`."""
    return f"{count:,}".replace(",", ".")


def dialled(number: str) -> str:
    """A telephone number as a telephone wants it."""
    return "".join(each for each in number if each in "+0123456789")


def week_span(week: Mapping[str, Any]) -> str:
    """`Tuần 07, từ 09/02 đến 15/02/2026`."""
    return f"Tuần {week['week'][-2:]}, từ {day(week['from'])[:5]} đến {day(week['to'])}"
