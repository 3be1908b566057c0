"""Reads JSON strictly: what two readers could understand differently is refused, not guessed."""

import json
import math
from typing import Any, NoReturn

from api.text import json_bounds

_LONGEST_NAME = 60


class BadJson(ValueError):
    """A text that is not JSON, and in which of its lines."""

    def __init__(self, error: json.JSONDecodeError) -> None:
        # A line that is cut would else be wrong where the next one begins.
        text = error.doc.rstrip()
        is_cut = bool(text) and (error.pos >= len(text) or "Unterminated" in error.msg)
        end = json.JSONDecodeError("it is cut off", text, len(text))
        at = end if is_cut else error
        super().__init__(at.msg)
        self.line, self.column = at.lineno, at.colno


def parse(raw: bytes) -> Any:
    """The value of a JSON text in UTF-8.

    Raise BadJson for what is none, ValueError for a name given twice, a number that does not fit 64
    bits, half of a surrogate pair, and more values or a deeper nest than content ever has.
    """
    json_bounds.check(raw)
    try:
        value = _DECODER.decode(raw.decode())
    except UnicodeDecodeError as error:
        raise ValueError("not UTF-8") from error
    except json.JSONDecodeError as error:
        raise BadJson(error) from error
    if b"\\u" in raw:
        _refuse_half_characters(value)
    return value


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise ValueError("holds half a surrogate pair, which is no character") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        end = "…" if len(twice) > _LONGEST_NAME else ""
        raise ValueError(f"“{twice[:_LONGEST_NAME]}{end}” is given twice")
    return members


def _integer(digits: str) -> int:
    if len(digits) > 20 or abs(int(digits)) >= 2**63:
        raise ValueError(f"{digits[:20]}… is too large a number")
    return int(digits)


def _finite(digits: str) -> float:
    if not math.isfinite(float(digits)):
        raise ValueError(f"{digits[:20]} is too large a number")
    return float(digits)


def _no(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a number of JSON")


_DECODER = json.JSONDecoder(
    object_pairs_hook=_unique, parse_int=_integer, parse_float=_finite, parse_constant=_no
)
