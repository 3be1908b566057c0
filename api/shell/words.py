"""Dates and numbers as Vietnamese readers write them. Instants are in Viet Nam's time."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

WEEKDAYS = ("Thứ Hai", "Thứ Ba", "Thứ Tư", "Thứ Năm", "Thứ Sáu", "Thứ Bảy", "Chủ nhật")
SESSIONS = {"morning": "Sáng", "afternoon": "Chiều", "evening": "Tối", "all_day": "Cả ngày"}
CHANGES = {"changed": "Thay đổi", "postponed": "Hoãn", "cancelled": "Hủy", "added": "Bổ sung"}
_OFFICE = "application/vnd.openxmlformats-officedocument."
TYPES = {
    "application/pdf": "PDF",
    f"{_OFFICE}wordprocessingml.document": "Word (DOCX)",
    f"{_OFFICE}spreadsheetml.sheet": "Excel (XLSX)",
    "application/vnd.oasis.opendocument.text": "OpenDocument (ODT)",
}


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


def days(numbers: Sequence[int]) -> str:
    """`Thứ Hai – Thứ Sáu`, where three or more follow each other."""
    names = [WEEKDAYS[number - 1] for number in numbers]
    is_run = len(names) > 2 and list(numbers) == list(range(numbers[0], numbers[-1] + 1))
    return f"{names[0]} – {names[-1]}" if is_run else ", ".join(names)


def file_facts(file: Mapping[str, Any]) -> str:
    """`PDF, 34,2 KB, 2 trang`."""
    pages = f"{number(file['pages'])} trang" if file["pages"] else ""
    return ", ".join(filter(None, (TYPES.get(file["media_type"], ""), _size(file["bytes"]), pages)))


def week_span(week: Mapping[str, Any]) -> str:
    """`Tuần 07, từ 09/02 đến 15/02/2026`."""
    return f"Tuần {week['week'][-2:]}, từ {day(week['from'])[:5]} đến {day(week['to'])}"


def _size(size: int) -> str:
    if size < 1024:
        return f"{size} B"
    unit, divisor = ("KB", 1024) if size < 1024**2 else ("MB", 1024**2)
    tenths = int(size / divisor * 10 + 0.5)
    return f"{number(tenths // 10)}{f',{tenths % 10}' if tenths % 10 else ''} {unit}"
