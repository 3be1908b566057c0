"""Vietnamese lunar dates by astronomy at UTC+7; refuses tables and the Chinese zone (UTC+8).

A lunar month begins on the day of a new moon; the 11th holds the winter solstice; where thirteen
months lie between two of those, the first one during which the sun enters no new sign is leap.
New moons follow Jean Meeus, "Astronomical Algorithms" (2nd ed.), chapter 49, to 20 seconds; the
sun follows his "Astronomical Formulae for Calculators", chapter 18, to some minutes. So a new moon
that nearly is at midnight may begin its month a day early or late: 1967-07-07 and 1944-06-20 are
that near, then none before 2054.

Meant for 1900 to 2100; other dates are an extrapolation of the earth's rotation. Before 1968
calendars in use were made for UTC+8, so some months then began a day later than told here.
"""

from bisect import bisect_right
from datetime import date
from functools import lru_cache
from itertools import pairwise
from math import floor, radians, sin
from typing import NamedTuple

# From the proleptic ordinal of `date` to the Julian day that begins at its noon.
_ORDINAL_TO_JULIAN = 1721425
_UTC_PLUS_7 = 7 / 24
_SYNODIC_MONTH = 29.530588861
_FIRST_NEW_MOON = 2451550.09766  # of the year 2000: number 0 of Meeus
_WINTER_SOLSTICE_SIGN = 9  # signs of 30 degrees, counted from the spring equinox


# Periodic terms of a new moon: days; powers of the orbit's eccentricity; multiples of the sun's
# anomaly, the moon's anomaly, the moon's argument of latitude and its node.
_NEW_MOON_TERMS = (
    (-0.40720, 0, 0, 1, 0, 0),
    (0.17241, 1, 1, 0, 0, 0),
    (0.01608, 0, 0, 2, 0, 0),
    (0.01039, 0, 0, 0, 2, 0),
    (0.00739, 1, -1, 1, 0, 0),
    (-0.00514, 1, 1, 1, 0, 0),
    (0.00208, 2, 2, 0, 0, 0),
    (-0.00111, 0, 0, 1, -2, 0),
    (-0.00057, 0, 0, 1, 2, 0),
    (0.00056, 1, 1, 2, 0, 0),
    (-0.00042, 0, 0, 3, 0, 0),
    (0.00042, 1, 1, 0, 2, 0),
    (0.00038, 1, 1, 0, -2, 0),
    (-0.00024, 1, -1, 2, 0, 0),
    (-0.00017, 0, 0, 0, 0, 1),
    (-0.00007, 0, 2, 1, 0, 0),
    (0.00004, 0, 0, 2, -2, 0),
    (0.00004, 0, 3, 0, 0, 0),
    (0.00003, 0, 1, 1, -2, 0),
    (0.00003, 0, 0, 2, 2, 0),
    (-0.00003, 0, 1, 1, 2, 0),
    (0.00003, 0, -1, 1, 2, 0),
    (-0.00002, 0, -1, 1, -2, 0),
    (-0.00002, 0, 1, 3, 0, 0),
    (0.00002, 0, 0, 4, 0, 0),
)
# What the planets do to it: days; degrees, degrees a month (the first also -0.009173 T²).
_PLANETARY_TERMS = (
    (0.000325, 299.77, 0.107408),
    (0.000165, 251.88, 0.016321),
    (0.000164, 251.83, 26.651886),
    (0.000126, 349.42, 36.412478),
    (0.000110, 84.66, 18.206239),
    (0.000062, 141.74, 53.303771),
    (0.000060, 207.14, 2.453732),
    (0.000056, 154.84, 7.306860),
    (0.000047, 34.52, 27.261239),
    (0.000042, 207.19, 0.121824),
    (0.000040, 291.34, 1.844379),
    (0.000037, 161.72, 24.198154),
    (0.000035, 239.56, 25.513099),
    (0.000023, 331.55, 3.592518),
)
# What Venus, Jupiter and the moon do to the sun: degrees; degrees, degrees a century since 1900.
_SUN_TERMS = (
    (0.00134, 243.23, 22518.7541),
    (0.00154, 306.57, 45037.5082),
    (0.00200, 42.69, 32964.3577),
    (0.00179, 350.74, 445267.1142),
    (0.00178, 231.19, 20.20),
)
# Seconds that even time (in which the formulae count) is ahead of the earth's rotation: measured
# until 2020, then the forecast that the slowing goes on as it has since 2000.
_DELTA_T = (
    (1900, -2.8),
    (1910, 10.4),
    (1920, 21.2),
    (1930, 24.0),
    (1940, 24.3),
    (1950, 29.2),
    (1960, 33.2),
    (1970, 40.2),
    (1980, 50.5),
    (1990, 56.9),
    (2000, 63.8),
    (2010, 66.1),
    (2020, 69.4),
    (2050, 78.0),
    (2100, 120.0),
)


class LunarDate(NamedTuple):
    """A day of the Vietnamese calendar; `year` is the common year in which its Tết falls."""

    day: int
    month: int
    is_leap: bool
    year: int


class _Month(NamedTuple):
    first: int  # Julian day
    number: int
    is_leap: bool
    year: int


def lunar_date(day: date) -> LunarDate:
    """Return the lunar date of a day."""
    julian = day.toordinal() + _ORDINAL_TO_JULIAN
    # The last days of a year may be in its 11th month already, with which the next span begins.
    year = day.year + (julian >= _months(day.year)[-1].first)
    months = _months(year)
    month = months[bisect_right(months, julian, key=_first_day) - 1]
    return LunarDate(julian - month.first + 1, month.number, month.is_leap, month.year)


def _first_day(month: _Month) -> int:
    return month.first


@lru_cache(maxsize=512)
def _months(year: int) -> tuple[_Month, ...]:
    """Return the months from the 11th of `year - 1` to the 11th of `year`, both included."""
    number = _solstice_month(year - 1)
    firsts = [_new_moon_day(number + i) for i in range(_solstice_month(year) - number + 1)]
    leap = _leap_position(firsts)
    return tuple(_month(first, i, leap, year) for i, first in enumerate(firsts))


def _month(first: int, position: int, leap: int, year: int) -> _Month:
    """Name the month at a position after the 11th month of `year - 1`."""
    count = position - (position >= leap)  # a leap month has the number of the one before it
    in_year = year - 1 if count < 2 else year
    return _Month(first, (count + 10) % 12 + 1, position == leap, in_year)


def _leap_position(firsts: list[int]) -> int:
    """Return where the leap month is, or a position behind all of them."""
    if len(firsts) == 13:
        return len(firsts)
    signs = [_sun_sign(first) for first in firsts]
    return next(i for i, (sign, following) in enumerate(pairwise(signs)) if sign == following)


def _solstice_month(year: int) -> int:
    """Return the number of the new moon that begins the 11th month of a year."""
    number = floor((_year_end(year) - _FIRST_NEW_MOON) / _SYNODIC_MONTH)
    # When this month begins in the solstice's sign already, the solstice was in the one before.
    return number - (_sun_sign(_new_moon_day(number)) >= _WINTER_SOLSTICE_SIGN)


def _year_end(year: int) -> float:
    """Return the Julian date of the 31st of December, give or take a day."""
    return 2451910 + 365.2425 * (year - 2000)


def _new_moon_day(number: int) -> int:
    """Return the Julian day in Vietnam of a new moon, counted from the first of the year 2000."""
    return floor(_new_moon(number) + 0.5 + _UTC_PLUS_7)


def _sun_sign(julian: int) -> int:
    """Return which sign (0 to 11) the sun is in when a day begins in Vietnam."""
    return floor(_sun_longitude(julian - 0.5 - _UTC_PLUS_7) / 30)


def _new_moon(number: int) -> float:
    """Return the moment of a new moon as a Julian date of universal time."""
    t = number / 1236.85
    eccentricity = 1 - 0.002516 * t - 0.0000074 * t**2
    arguments = _arguments(number, t)
    moment = _FIRST_NEW_MOON + _SYNODIC_MONTH * number
    moment += 0.00015437 * t**2 - 0.000000150 * t**3 + 0.00000000073 * t**4
    for days, power, *factors in _NEW_MOON_TERMS:
        angle = sum(factor * argument for factor, argument in zip(factors, arguments, strict=True))
        moment += days * eccentricity**power * sin(radians(angle))
    for days, start, rate in _PLANETARY_TERMS:
        moment += days * sin(radians(start + rate * number))
    return moment - _delta_t(moment)


def _arguments(number: int, t: float) -> tuple[float, float, float, float]:
    """Return in degrees the anomalies of sun and moon, the argument of latitude and the node."""
    sun = 2.5534 + 29.10535670 * number - 0.0000014 * t**2 - 0.00000011 * t**3
    moon = 201.5643 + 385.81693528 * number + 0.0107582 * t**2 + 0.00001238 * t**3
    latitude = 160.7108 + 390.67050284 * number - 0.0016118 * t**2 - 0.00000227 * t**3
    node = 124.7746 - 1.56375588 * number + 0.0020672 * t**2 + 0.00000215 * t**3
    return sun, moon, latitude, node


def _sun_longitude(universal: float) -> float:
    """Return the apparent longitude of the sun, 0 to 360 degrees."""
    t = (universal + _delta_t(universal) - 2415020.0) / 36525
    anomaly = radians(358.47583 + 35999.04975 * t - 0.000150 * t**2 - 0.0000033 * t**3)
    longitude = 279.69668 + 36000.76892 * t + 0.0003025 * t**2
    longitude += (1.919460 - 0.004789 * t - 0.000014 * t**2) * sin(anomaly)
    longitude += (0.020094 - 0.000100 * t) * sin(2 * anomaly) + 0.000293 * sin(3 * anomaly)
    for degrees, start, rate in _SUN_TERMS:
        longitude += degrees * sin(radians(start + rate * t))
    # Aberration, and nutation by the moon's node.
    longitude -= 0.00569 + 0.00479 * sin(radians(259.18 - 1934.142 * t))
    return longitude % 360


def _delta_t(julian: float) -> float:
    """Return in days how far even time is ahead of the earth's rotation."""
    year = min(max(2000 + (julian - 2451544.5) / 365.25, _DELTA_T[0][0]), _DELTA_T[-1][0])
    later = next(i for i in range(1, len(_DELTA_T)) if year <= _DELTA_T[i][0])
    (start, low), (end, high) = _DELTA_T[later - 1 : later + 1]
    return (low + (high - low) * (year - start) / (end - start)) / 86400
