"""Vietnamese names of public holidays; knows days off of state offices and no office's own ones.

The `holidays` library tells the statutory days (Labour Code 2019, article 112), those taken in
lieu of a weekend and, for past years, the swapped ones. Swaps it lacks go into `EXTRA` below.

The 24th of November (Vietnam Culture Day, Politburo resolution 80-NQ/TW) is withheld although the
library has it from 2026: that it is to be a day off is policy, and the enacting text was not found.
Take its name out of `WITHHELD` once a law or a decree is there to cite.
"""

import re
from datetime import date
from functools import lru_cache
from types import MappingProxyType
from unicodedata import normalize

from api.calendar.lunar import lunar_date

# The first Labour Code came into force; for years before, the library's days are guesses.
FIRST_YEAR = 1995

# Days off that a decision moved: one line each, with the document as its source.
EXTRA = MappingProxyType(
    {
        # 12729/VPCP-KGVX of 25/12/2025: Friday off, Saturday the 10th worked.
        date(2026, 1, 2): "Ngày nghỉ (thay cho ngày 10/01/2026)",
    }
)

# Names, also with "(nghỉ bù)" behind, that are not law yet.
WITHHELD = ("Ngày Văn hóa Việt Nam",)

# The library calls the second day before Tết "29 Tết" also where the 12th month has 29 days.
_DAY_BEFORE_TET = re.compile(r"[0-9]+ Tết")


def holiday_name(day: date) -> str | None:
    """Return what a public holiday is called, or None for any other day and unknown years."""
    return _names(day.year).get(day)


@lru_cache(maxsize=64)
def _names(year: int) -> dict[date, str]:
    """Return the holidays of a year by day."""
    # Slow to import, and most requests ask for no calendar.
    from holidays import country_holidays

    if year < FIRST_YEAR:
        return {}
    holidays = country_holidays("VN", years=year, expand=False, language="vi")
    names = {day: _name(day, holidays.get_list(day)) for day in holidays}
    moved = {day: name for day, name in EXTRA.items() if day.year == year}
    return {day: name for day, name in (names | moved).items() if name}


def _name(day: date, given: list[str]) -> str:
    """Return the names of one day as one, empty when all of them are withheld."""
    names = [normalize("NFC", name) for name in given]
    return "; ".join(_corrected(day, name) for name in names if not name.startswith(WITHHELD))


def _corrected(day: date, name: str) -> str:
    if _DAY_BEFORE_TET.fullmatch(name):
        return f"{lunar_date(day).day} Tết"
    return name
