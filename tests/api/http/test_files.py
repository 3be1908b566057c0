"""How a file is sent: the whole, one part of it, or nothing (RFC 9110 §13 and §14)."""

from datetime import UTC, datetime
from typing import Any

import pytest

from api.http.files import Part, RangeNotSatisfiable, Sending, Version, how_to_send, part_of
from api.runtime.errors import ApiError

SIZE = 1_000
FILE = Version('"abc"', datetime(2026, 7, 11, 1, 30, tzinfo=UTC), SIZE)
WEAK = FILE._replace(etag='W/"abc"')
SAME_DAY = "Sat, 11 Jul 2026 01:30:00 GMT"

PARTS = {
    "bytes=0-0": (0, 0),
    "bytes=0-499": (0, 499),
    "bytes=500-": (500, 999),
    "bytes=999-": (999, 999),
    "bytes=999-999": (999, 999),
    "bytes=0-999": (0, 999),
    "bytes=0-1000": (0, 999),
    "bytes=0-99999999999999999999": (0, 999),
    "bytes=007-08": (7, 8),
    "bytes=-1": (999, 999),
    "bytes=-1000": (0, 999),
    "bytes=-1001": (0, 999),
    "BYTES=1-2": (1, 2),
    "Bytes=1-2": (1, 2),
    "bytes=1-2,": (1, 2),
    "bytes=, ,1-2 , ": (1, 2),
    "bytes= 1-2": (1, 2),
}
WHOLE = [
    "", " ", "bytes", "bytes=", "bytes=,", "bytes=-", "bytes=a-b", "bytes=1", "bytes=1-2-3",
    "bytes=--1", "bytes=+1-2", "bytes=1.0-2", "bytes=0x1-2", "bytes=2-1", "bytes=1 - 2",
    "bytes=0-1,2-3", "bytes=0-1, -1", "bytes=2000-,0-1", "bytes=2000-,3000-", "bytes=-1,-2",
    "bytes 0-1", "bytes:0-1", "byte=0-1", "items=0-1", "seconds=0-1", "none=0-1", "bytes=\u0661-2",
    "bytes=\u00b2-3", "=0-1", "0-1", "bytes=0-1;q=1", "bytes=0-1\n", "bytes=" + "9" * 21 + "-",
    "bytes=" + "9" * 5_000 + "-", "bytes=" + ",".join(["0-1"] * 500),
]  # fmt: skip
BEHIND = ["bytes=1000-", "bytes=1000-1000", "bytes=99999999999999999999-", "bytes=-0", "bytes=-000"]


@pytest.mark.parametrize(("asked", "part"), PARTS.items())
def test_one_part_is_sent(asked: str, part: tuple[int, int]) -> None:
    found = part_of(asked, SIZE)

    assert found == Part(*part)


@pytest.mark.parametrize("asked", WHOLE)
def test_what_is_no_single_part_is_answered_with_the_whole(asked: str) -> None:
    assert part_of(asked, SIZE) is None


@pytest.mark.parametrize("asked", BEHIND)
def test_what_begins_behind_the_end_is_refused_with_the_length(asked: str) -> None:
    with pytest.raises(RangeNotSatisfiable) as refused:
        part_of(asked, SIZE)

    assert refused.value.headers == {"Content-Range": "bytes */1000"}


CASES: list[tuple[dict[str, str], Any]] = [
    ({}, Sending(200)),
    ({"RANGE": "bytes=0-1"}, Sending(206, Part(0, 1))),
    ({"RANGE": "bytes=0-1", "IF_RANGE": '"abc"'}, Sending(206, Part(0, 1))),
    ({"RANGE": "bytes=0-1", "IF_RANGE": SAME_DAY}, Sending(206, Part(0, 1))),
    ({"RANGE": "bytes=0-1", "IF_RANGE": '"abd"'}, Sending(200)),
    ({"RANGE": "bytes=0-1", "IF_RANGE": 'W/"abc"'}, Sending(200)),
    ({"RANGE": "bytes=0-1", "IF_RANGE": "Sat, 11 Jul 2026 01:30:01 GMT"}, Sending(200)),
    ({"RANGE": "bytes=0-1", "IF_RANGE": "yesterday"}, Sending(200)),
    ({"RANGE": "bytes=2000-", "IF_RANGE": '"abd"'}, Sending(200)),
    ({"RANGE": "bytes=2000-"}, 416),
    ({"RANGE": "bytes=2000-", "METHOD": "HEAD"}, Sending(200)),
    ({"RANGE": "bytes=0-1", "METHOD": "HEAD"}, Sending(200)),
    ({"IF_RANGE": '"abd"'}, Sending(200)),
    ({"IF_NONE_MATCH": '"abc"', "RANGE": "bytes=0-1"}, Sending(304)),
    ({"IF_NONE_MATCH": 'W/"abc"'}, Sending(304)),
    ({"IF_NONE_MATCH": "*", "RANGE": "bytes=2000-"}, Sending(304)),
    ({"IF_NONE_MATCH": '"abd"', "IF_MODIFIED_SINCE": SAME_DAY}, Sending(200)),
    ({"IF_MODIFIED_SINCE": SAME_DAY, "RANGE": "bytes=0-1"}, Sending(304)),
    ({"IF_MODIFIED_SINCE": "Sat, 11 Jul 2026 01:29:59 GMT"}, Sending(200)),
    ({"IF_MATCH": '"abc"', "RANGE": "bytes=0-1"}, Sending(206, Part(0, 1))),
    ({"IF_MATCH": '"abd"', "RANGE": "bytes=0-1"}, 412),
]


def decided(headers: dict[str, str], version: Version) -> Any:
    environ = {"REQUEST_METHOD": headers.get("METHOD", "GET")}
    environ |= {f"HTTP_{name}": value for name, value in headers.items() if name != "METHOD"}
    try:
        return how_to_send(environ, version)
    except ApiError as refusal:
        return refusal.status


@pytest.mark.parametrize(("headers", "expected"), CASES)
def test_headers_decide_in_the_order_of_the_rules(headers: dict[str, str], expected: Any) -> None:
    assert decided(headers, FILE) == expected


def test_a_weak_tag_proves_to_nobody_that_the_beginning_is_held() -> None:
    for held in ('W/"abc"', '"abc"'):
        assert decided({"RANGE": "bytes=0-1", "IF_RANGE": held}, WEAK) == Sending(200)
    assert decided({"IF_NONE_MATCH": 'W/"abc"'}, WEAK) == Sending(304)
