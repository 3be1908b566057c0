"""The canonical form of JSON is that of RFC 8785, by its own vectors."""

import json
import math
import struct
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.runtime.canonical import _text, canonical, hash_of, hashed

# RFC 8785, appendix B: a double by its bits, and how it is written.
NUMBERS = {
    "0000000000000000": "0",
    "8000000000000000": "0",
    "0000000000000001": "5e-324",
    "8000000000000001": "-5e-324",
    "7fefffffffffffff": "1.7976931348623157e+308",
    "ffefffffffffffff": "-1.7976931348623157e+308",
    "4340000000000000": "9007199254740992",
    "c340000000000000": "-9007199254740992",
    "4430000000000000": "295147905179352830000",
    "44b52d02c7e14af5": "9.999999999999997e+22",
    "44b52d02c7e14af6": "1e+23",
    "44b52d02c7e14af7": "1.0000000000000001e+23",
    "444b1ae4d6e2ef4e": "999999999999999700000",
    "444b1ae4d6e2ef4f": "999999999999999900000",
    "444b1ae4d6e2ef50": "1e+21",
    "3eb0c6f7a0b5ed8c": "9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d": "0.000001",
    "41b3de4355555553": "333333333.3333332",
    "41b3de4355555554": "333333333.33333325",
    "41b3de4355555555": "333333333.3333333",
    "41b3de4355555556": "333333333.3333334",
    "41b3de4355555557": "333333333.33333343",
    "becbf647612f3696": "-0.0000033333333333333333",
    "43143ff3c1cb0959": "1424953923781206.2",
}


@pytest.mark.parametrize("bits", NUMBERS)
def test_numbers_are_written_as_the_rfc_does(bits: str) -> None:
    (number,) = struct.unpack(">d", bytes.fromhex(bits))

    assert canonical([number]) == f"[{NUMBERS[bits]}]".encode()


def test_a_value_is_written_as_in_the_example_of_the_rfc() -> None:
    value = orjson.loads(
        r"""{
          "numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
          "string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
          "literals": [null, true, false]
        }"""
    )

    assert canonical(value).decode() == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        r'"string":"€$\u000f\nA' + "'" + r'B\"\\\\\"/"}'
    )


def test_names_stand_in_the_order_of_their_utf_16() -> None:
    names = ["\u20ac", "\r", "\ufb33", "1", "\U0001f600", "\u0080", "\u00f6"]

    found = orjson.loads(canonical(dict.fromkeys(names)))

    assert [*found] == ["\r", "1", "\u0080", "\u00f6", "\u20ac", "\U0001f600", "\ufb33"]


@pytest.mark.parametrize(
    ("number", "written"),
    [(2**53, "9007199254740992"), (2**53 + 1, "9007199254740992"), (10**15 + 1, str(10**15 + 1)),
     (-(2**63), "-9223372036854776000"), (2**64 - 1, "18446744073709552000"), (-1, "-1")],
)  # fmt: skip
def test_a_whole_number_is_what_every_language_makes_of_it(number: int, written: str) -> None:
    assert canonical({"n": number}) == f'{{"n":{written}}}'.encode()


@pytest.mark.parametrize("text", ['\\" 1.5', "1e9", "\\", '\\\\"', "12345678901234567890", '":'])
def test_what_looks_like_a_number_in_a_text_is_text(text: str) -> None:
    value = {"b": text, "a": f"😀{text}"}

    assert canonical(value).decode() == json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


@pytest.mark.parametrize("number", [math.inf, -math.inf, math.nan])
def test_what_json_cannot_hold_has_no_form(number: float) -> None:
    with pytest.raises(ValueError, match="no such number"):
        canonical([number])


TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
LEAVES = st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | TEXTS
VALUES = st.recursive(
    LEAVES | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
)


@given(VALUES)
def test_the_quick_way_and_the_long_way_are_one(value: Any) -> None:
    assert canonical(value) == _text(value).encode()


@given(VALUES)
def test_it_says_the_same_whatever_the_order_of_names(value: Any) -> None:
    def turned(part: Any) -> Any:
        if isinstance(part, dict):
            return {name: turned(part[name]) for name in reversed(part)}
        return [*map(turned, part)] if isinstance(part, list) else part

    assert hash_of(turned(value)) == hash_of(value)


@pytest.mark.parametrize("value", [{"z": ("a", 1.0), "a": "é"}, [None, 10**17], ["1.5"]])
def test_bytes_with_their_hash_keep_the_order_that_was_given(value: Any) -> None:
    packed = hashed(value)

    assert packed == orjson.dumps(value)
    assert packed.hash == hash_of(orjson.loads(bytes(packed)))


def test_a_hash_is_that_of_other_programs() -> None:
    # printf '{"a":1}' | b2sum -l 128
    assert hash_of({"a": 1.0}) == "2c6b113b8dd15ffbded9860b43eb0c6c"


def test_a_number_behind_others_is_found() -> None:
    assert canonical({"a": [None, 1.0], "b": {"c": [2.0]}}) == b'{"a":[null,1],"b":{"c":[2]}}'
