"""JSON that is short to write and dear to read is refused before it is parsed (T52)."""

import contextlib
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.runtime.jsons import dumps, loads
from api.text import json_bounds
from api.text.json_bounds import DEEPEST, MOST_VALUES

VALUES = st.recursive(
    st.text(alphabet='a,"\\[]{}', max_size=9) | st.integers(-9, 9),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(alphabet='[,"\\', max_size=3), inner),
)


@pytest.mark.parametrize("one", [b"{}", b"[]", b"1", b'"a"', b'","', b'"\\","'])
def test_t52_it_refuses_more_values_than_content_has(one: bytes) -> None:
    json_bounds.check(b"[" + b",".join([one] * (MOST_VALUES // 2 - 1)) + b"]")

    with pytest.raises(ValueError, match="more than 5,000 values"):
        json_bounds.check(b"[" + b",".join([one] * (MOST_VALUES + 1)) + b"]")


@pytest.mark.parametrize(("begin", "end"), [(b"[", b"]"), (b'{"a":', b"}"), (b'["[",', b"]")])
def test_t52_it_refuses_a_deep_nest(begin: bytes, end: bytes) -> None:
    json_bounds.check(begin * DEEPEST + b"1" + end * DEEPEST)

    with pytest.raises(ValueError, match="deeper than 32 levels"):
        json_bounds.check(begin * (DEEPEST + 1) + b"1" + end * (DEEPEST + 1))


@pytest.mark.parametrize("text", ["a, b; c", "[[[{{{", '\\",\\"[', "\\"])
def test_what_stands_in_a_text_is_no_value(text: str) -> None:
    json_bounds.check(dumps({"body_html": text * 100_000, "tags": ["a", "b"]}))


@pytest.mark.parametrize(
    "line", ['"' + '\\"' * 2_400_000, '"' * 4_900_000, '"",' * 1_600_000, "\\" * 4_900_000]
)
def test_t55_it_takes_one_look_at_the_longest_line(line: str) -> None:
    begin = time.process_time()

    with contextlib.suppress(ValueError):
        json_bounds.check(line.encode())

    assert time.process_time() - begin < 2


@given(VALUES)
def test_small_json_passes_whatever_its_texts_hold(value: object) -> None:
    if depth(value) <= DEEPEST:
        json_bounds.check(dumps(value))
    assert loads(dumps(value)) == value


def depth(value: object) -> int:
    inside = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return (isinstance(value, dict | list)) + max(map(depth, inside), default=0)
