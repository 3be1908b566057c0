"""Tables as CSV for spreadsheet programs, in which no text becomes a formula."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

BOM = "\ufeff"
"""Without it Excel takes UTF-8 for the code page of the machine."""
# A program whose locale separates by `;` or a tab begins a cell behind one. Full-width signs are
# read like the others, and blanks before one are not looked at.
_FORMULA = re.compile(r"(^|[;\t\r\n])(?=\s*[=+\-@\uff1d\uff0b\uff0d\uff20]|[\t\r\n])")


def as_csv(rows: Iterable[Sequence[object]]) -> bytes:
    """The rows by RFC 4180; a text that a program would calculate begins with `'`."""
    sheet = io.StringIO()
    csv.writer(sheet, quoting=csv.QUOTE_ALL).writerows([*map(_cell, row)] for row in rows)
    return (BOM + sheet.getvalue()).encode()


def _cell(value: object) -> str:
    """Numbers are ours; any other text may be anybody's."""
    if value is None:
        return ""
    return str(value) if isinstance(value, int) else _FORMULA.sub(r"\1'", str(value))
