"""Places the demo bundle in time: what must be near its reader's today is dated from there.

The same day gives the same bytes, and the neighbouring days nearly the same lines, so that loading
the demo again changes little: an entry's content is that of its ISO week, a window moves by months.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

PLAN = Path(__file__).parent / "calendar_plan.jsonl"
WEEKS = (-2, -1, 0, 1)
PLANNED_WEEKS = 4
# The month the bundle was written in. Its relative dates are on days that every month has.
AUTHORED = (2026, 11)
# Of what had ended by then the date stays: an expired notice is one for good.
EXPIRY = "expires_at"
RELATIVE = {"notices.jsonl": (EXPIRY,), "banners.jsonl": ("starts_at", "ends_at")}

_WEEKDAY = re.compile(r"\{([1-7])\}")


def place(bundle_folder: Path, target_folder: Path, today: date) -> None:
    """Copy the demo bundle to a folder, its calendar written and its windows moved around a day.

    `today` is a day in Viet Nam, not before the month the bundle was written in.
    """
    shutil.copytree(bundle_folder, target_folder, copy_function=_link, dirs_exist_ok=True)
    months = (today.year - AUTHORED[0]) * 12 + today.month - AUTHORED[1]
    for filename, names in RELATIVE.items():
        lines = _read(bundle_folder / filename)
        _write(target_folder / filename, (_moved(line, names, months) for line in lines))
    _write(target_folder / "calendar.jsonl", _calendar(today))


def _link(source: str, target: str) -> None:
    # Where a file may not be linked, as on another disk, it is copied.
    Path(target).unlink(missing_ok=True)
    with suppress(OSError):
        os.link(source, target)
        return
    shutil.copyfile(source, target)


def _moved(line: dict[str, Any], names: Iterable[str], months: int) -> dict[str, Any]:
    return line | {name: _later(line[name], months) for name in names if _is_moving(line, name)}


def _is_moving(line: dict[str, Any], name: str) -> bool:
    month = f"{AUTHORED[0]}-{AUTHORED[1]:02}"
    return name in line and (name != EXPIRY or line[name][:7] > month)


def _later(instant: str, months: int) -> str:
    """The same day and time so many months later."""
    month = int(instant[:4]) * 12 + int(instant[5:7]) - 1 + months
    return f"{month // 12:04}-{month % 12 + 1:02}{instant[7:]}"


def _calendar(today: date) -> Iterator[dict[str, Any]]:
    """The entries of the weeks around a day, each week by its turn in the plan."""
    plan = list(_read(PLAN))
    for offset in WEEKS:
        monday = today - timedelta(days=today.weekday()) + timedelta(weeks=offset)
        turn = monday.toordinal() // 7 % PLANNED_WEEKS
        yield from (_entry(planned, monday) for planned in plan if planned["week"] == turn)


def _entry(planned: dict[str, Any], monday: date) -> dict[str, Any]:
    entry = {name: value for name, value in planned.items() if name not in ("week", "weekday")}
    days = [monday + timedelta(days=i) for i in range(7)]
    entry["date"] = days[planned["weekday"] - 1].isoformat()
    for name in {"key", "supersedes"} & entry.keys():
        entry[name] = f"{monday:%G-W%V}-{entry[name]}"
    if "status_note" in entry:
        entry["status_note"] = _WEEKDAY.sub(
            lambda match: f"{days[int(match[1]) - 1]:%d/%m}", entry["status_note"]
        )
    return entry


def _read(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _write(path: Path, lines: Iterable[dict[str, Any]]) -> None:
    # What is there may be a link, whose other name must not change with it.
    path.unlink(missing_ok=True)
    text = "".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines)
    path.write_text(text, encoding="utf-8")
