"""An instant is read however a client's library writes it, and refused with one that is right."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from marshmallow import ValidationError

from api.http.schemas.times import DateText, Instant, InstantText
from api.runtime import clock
from tests.api.delivery.standing import reader, site, standing_app  # noqa: F401 - fixtures
from tests.factories import NOON, make_article

MOMENT = datetime(2026, 7, 11, 1, 30, tzinfo=UTC)
READ = {
    "Python": ("2026-07-11T08:30:00.123456+07:00", 123_456),
    "JavaScript": ("2026-07-11T01:30:00.123Z", 123_000),
    ".NET, local": ("2026-07-11T08:30:00.1234567+07:00", 123_456),
    ".NET, UTC": ("2026-07-11T01:30:00.0000000Z", 0),
    "Go": ("2026-07-11T08:30:00.123456789+07:00", 123_456),
    "Go, zeros left out": ("2026-07-11T01:30:00.5Z", 500_000),
    "Java and Kotlin": ("2026-07-11T01:30:00.123456789Z", 123_456),
    "Java, no seconds": ("2026-07-11T08:30+07:00", 0),
    "Java, no seconds, UTC": ("2026-07-11T01:30Z", 0),
    "Java, whole seconds": ("2026-07-11T01:30:00Z", 0),
    "Swift, PHP": ("2026-07-11T08:30:00+07:00", 0),
    "small letters": ("2026-07-11t01:30:00z", 0),
    "west of here": ("2026-07-10T20:00:00-05:30", 0),
    "no offset known": ("2026-07-11T01:30:00-00:00", 0),
    "more than a clock has": ("2026-07-11T01:30:00." + "9" * 3_000 + "Z", 999_999),
}
REFUSED = [
    "2026-07-11", "2026-07-11T08:30:00", "2026-07-11T08:30", "2026-07-11T08:30.5+07:00",
    "2026-07-11 08:30:00+07:00", "2026-07-11T08:30:00 07:00", "2026-07-11T08:30:00+0700",
    "2026-07-11T08:30:00+07", "2026-07-11T08:30:00.+07:00", "2026-07-11T08:30:00,5+07:00",
    "2026-07-11T24:00:00Z", "2026-07-11T08:60:00Z", "2026-07-11T08:30:61Z", "2026-13-11T08:30:00Z",
    "2026-02-30T08:30:00Z", "2026-07-11T08:30:00+24:00", "2026-07-11T08:30:00+07:60",
    "20260711T083000Z", "2026-W28-6T08:30:00Z", "0000-01-01T00:00:00Z", "0001-01-01T00:00:00+07:00",
    "9999-12-31T23:59:60Z", "2026-07-11T08:30:00+07:00[Asia/Ho_Chi_Minh]",
    "٢٠٢٦-07-11T08:30:00Z", "1783733400", "", " ", "now", "2026-07-11T08:30:00Z\n",
]  # fmt: skip
REFUSAL = "Not a valid time with an offset, such as "
# Where it shows what is meant, the example is that.
MEANT = {
    "2026-07-11": "2026-07-11T00:00:00+07:00",
    "2026-07-11 ": "2026-07-11T00:00:00+07:00",
    "31/12/2026": "2026-12-31T00:00:00+07:00",
    "1-2-2026 08:30": "2026-02-01T00:00:00+07:00",
    "2026-12-31 23:59": "2026-12-31T23:59:00+07:00",
    "2026-07-11T08:30:00Z\n": "2026-07-11T15:30:00+07:00",
    "2026-07-11T08:30:00+07:60": "2026-07-11T07:30:00+07:00",
    "20260711T083000Z": "2026-07-11T15:30:00+07:00",
    "2026-W28-6T08:30:00Z": "2026-07-11T15:30:00+07:00",
}
EXAMPLE = "2026-07-11T01:30:00Z"


@pytest.mark.parametrize(("written", "microseconds"), READ.values(), ids=READ)
def test_it_is_read_as_others_write_it(written: str, microseconds: int) -> None:
    assert Instant().deserialize(written) == MOMENT + timedelta(microseconds=microseconds)
    assert InstantText().deserialize(written) == "2026-07-11T08:30:00+07:00"


def test_a_leap_second_is_the_one_after_it() -> None:
    for written in ("1990-12-31T23:59:60Z", "1990-12-31T15:59:60-08:00"):
        assert Instant().deserialize(written) == datetime(1991, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize("written", [*REFUSED, *MEANT, None, 1_783_733_400, True, ["2026"]])
def test_anything_else_is_refused_with_a_right_one(written: Any) -> None:
    with pytest.raises(ValidationError) as refused:
        Instant(allow_none=False).deserialize(written)

    if written is not None:
        (said,) = refused.value.messages
        wanted = Instant().deserialize(said.removeprefix(REFUSAL).removesuffix("."))
        assert clock.local(wanted) == MEANT.get(str(written), "2026-07-11T08:30:00+07:00")


DAYS = {"31/12/2026": "2026-12-31", "1.2.2026": "2026-02-01", "31-12-2026 08:30": "2026-12-31",
        "20261231": "2026-12-31", "2026-12-31T08:00": "2026-12-31", "32/12/2026": "2026-07-11",
        "31/12/26": "2026-07-11", "31/12/20266": "2026-07-11", "2026-02-30": "2026-07-11",
        "2026": "2026-07-11", "": "2026-07-11", "\u0661/12/2026": "2026-07-11"}  # fmt: skip


@pytest.mark.parametrize(("written", "right"), DAYS.items())
def test_a_day_is_refused_with_the_one_that_is_meant(written: str, right: str) -> None:
    with pytest.raises(ValidationError) as refused:
        DateText().deserialize(written)

    assert refused.value.messages == [f"Not a valid date, such as {right}."]
    assert DateText().deserialize(right) == right


def test_the_example_of_a_refusal_can_be_pasted(reader, site) -> None:  # noqa: F811
    make_article(site, "Bài", at=NOON)
    for parameter in ("published_after", "published_before", "updated_after"):
        address = f"/v1/articles?site={site.slug}&{parameter}="
        for language in ("en", "vi"):
            headers = {"Accept-Language": language}
            refused = reader.get(f"{address}2026-07-11T08:30:00+07:00", headers=headers)
            assert refused.status_code == 400
            (finding,) = refused.json["errors"]
            assert (finding["parameter"], finding["code"]) == (parameter, "invalid_time")
            assert EXAMPLE in finding["detail"]
        (finding,) = reader.get(f"{address}31/12/2026").json["errors"]
        assert "2026-12-31T00:00:00%2B07:00" in finding["detail"]
        assert reader.get(f"{address}2026-12-31T00:00:00%2B07:00").status_code == 200
        assert reader.get(f"{address}{EXAMPLE}").status_code == 200
        assert reader.get(f"{address}2026-07-11T01:30:00.1234567Z").status_code == 200
