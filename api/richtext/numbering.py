"""How the items of a list count: as letters, Roman or Arabic numbers."""

_NO_ROMAN = 4_000
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l")),
    *((40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def counted_as(numbering: str, number: int) -> str:
    """A number as a list of this `type` shows it: `3`, `c`, `iii`."""
    if numbering in ("a", "A") and number > 0:
        counted = _letters(number)
    elif numbering in ("i", "I") and 0 < number < _NO_ROMAN:
        counted = _roman(number)
    else:
        return str(number)
    return counted.upper() if numbering.isupper() else counted


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(ord("a") + last) + letters
    return letters


def _roman(number: int) -> str:
    numeral = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        numeral += letters * count
    return numeral
