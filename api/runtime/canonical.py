"""JSON in its canonical form (RFC 8785), so that whoever holds an object makes the same hash of it.

It takes what was read from JSON; what has no such form, as infinity, is a ValueError.
"""

import math
from decimal import Decimal
from hashlib import blake2b
from typing import Any

import orjson

_WITH_MEMBERS = frozenset({dict, list})
_ALWAYS_PLAIN = frozenset({str, bool, type(None)})
_LARGEST = 2**53
"""Whole numbers up to here are exact in every language; others are what a double makes of them."""


class Hashed(bytes):
    """The bytes of a JSON value that know the `hash` of its canonical form."""

    hash: str


def hashed(value: Any) -> Hashed:
    """The bytes of a value with its members as they come, and with its hash."""
    packed = Hashed(orjson.dumps(value))
    packed.hash = hash_of(value)
    return packed


def digest(data: bytes) -> str:
    """The hash that names bytes, the same in every process: BLAKE2b, 16 bytes in hexadecimal."""
    return blake2b(data, digest_size=16).hexdigest()


def hash_of(value: Any) -> str:
    """The digest of the canonical form."""
    return digest(canonical(value))


def canonical(value: Any) -> bytes:
    """The one form that RFC 8785 gives this value."""
    packed = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    return packed if _is_plain(value) else _text(value).encode()


def _is_plain(value: Any) -> bool:
    """Whether orjson, which is quick, writes and orders all of it as the RFC wants."""
    waiting: list[Any] = [[value]]
    for item in waiting:
        is_dict = type(item) is dict
        # Names sort by UTF-8 as by UTF-16 unless one holds a character that takes four bytes.
        if is_dict and not "".join(item).isascii():
            return False
        values = item.values() if is_dict else item
        # Asking for the kinds of all at once is many times quicker than asking one by one.
        if _ALWAYS_PLAIN.issuperset(map(type, values)):
            continue
        for inner in values:
            if type(inner) in _WITH_MEMBERS:
                waiting.append(inner)
            elif not (inner is None or isinstance(inner, str) or _is_exact(inner)):
                return False
    return True


def _is_exact(value: Any) -> bool:
    return isinstance(value, int) and abs(value) <= _LARGEST


def _text(value: Any) -> str:
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{_text(name)}:{_text(value[name])}" for name in names) + "}"
    if isinstance(value, list | tuple):
        return "[" + ",".join(map(_text, value)) + "]"
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > _LARGEST):
        return _number(float(value))
    return orjson.dumps(value).decode()


def _number(value: float) -> str:
    """A double as ECMAScript writes it: the fewest digits that lead back to it."""
    if not math.isfinite(value):
        raise ValueError("JSON has no such number")
    sign, all_digits, exponent = Decimal(repr(value)).as_tuple()
    point = len(all_digits) + int(exponent)
    digits = "".join(map(str, all_digits)).rstrip("0")
    return ("-" if sign and digits else "") + _with_point(digits, point)


def _with_point(digits: str, point: int) -> str:
    if not digits:
        return "0"
    if 0 < point <= 21:
        whole, rest = digits[:point].ljust(point, "0"), digits[point:]
        return f"{whole}.{rest}" if rest else whole
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    first, rest = digits[0], digits[1:]
    return f"{first}{'.' + rest if rest else ''}e{point - 1:+d}"
