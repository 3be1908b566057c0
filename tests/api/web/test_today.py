"""What a home page says of the moment: it ends with it, in every cache."""

import re
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

import pytest
import time_machine
from werkzeug.test import create_environ

from api.http import hosts
from tests.api.delivery.world import revise
from tests.api.web.conftest import Page
from tests.factories import make, make_site

# A Monday, at 11:30 in Viet Nam.
CLOSING = datetime(2026, 7, 13, 4, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOURS = [
    {
        "weekdays": [1, 2, 3, 4, 5],
        "intervals": [
            {"opens": "07:00", "closes": "11:30"},
            {"opens": "13:30", "closes": "17:00"},
        ],
        "valid_from": None,
        "valid_to": None,
    }
]


@pytest.fixture
def site(app):
    """A commune whose office is open in the morning and in the afternoon."""
    return make_site(opening_hours=HOURS)


@pytest.fixture
def clock():
    """The time stands still a second before the office closes."""
    with time_machine.travel(CLOSING - SECOND, tick=False) as clock:
        yield clock


def words(page: Page) -> str:
    """What its main part says, without its markup."""
    return " ".join(re.sub("<[^>]+>", " ", page.part("main")).split()).replace(" ,", ",")


def control(page: Page) -> str:
    return page.headers["Cache-Control"]


def test_a_kept_page_ends_when_the_office_closes(site, visit, clock) -> None:
    before = visit("/")
    kept = visit("/")
    clock.move_to(CLOSING)
    after = visit("/")

    assert "Trụ sở đang mở cửa đến 11:30" in words(before)
    assert "Trụ sở đóng cửa, mở lúc 13:30" in words(after)
    assert (control(before), control(kept)) == ("public, max-age=1",) * 2
    assert parsedate_to_datetime(kept.headers["Expires"]) == CLOSING
    assert parsedate_to_datetime(after.headers["Expires"]) == CLOSING + timedelta(hours=2)
    assert control(after).startswith("public, max-age=15, stale-while-revalidate")


def test_what_the_office_says_has_a_validator_of_its_own(site, visit, clock) -> None:
    known = visit("/").headers["ETag"]

    again = visit("/", **{"If-None-Match": known})
    clock.move_to(CLOSING)
    after = visit("/", **{"If-None-Match": known})

    assert (again.status, after.status) == (304, 200)


def test_what_lies_ready_for_the_server_ends_too(site, app, visit, clock) -> None:
    def ready():
        return app.extensions["cache"].ready(create_environ("/"))

    visit("/")
    hosts.refresh()

    assert ready() is not None
    clock.move_to(CLOSING)
    assert ready() is None


def test_a_page_ends_at_the_start_of_an_entry_and_at_midnight(site, visit, clock) -> None:
    make("calendar_entry", site, date="2026-07-13", title="Tiếp công dân", start_time="14:15")
    clock.move_to(CLOSING + timedelta(hours=2, minutes=44, seconds=50))

    before = visit("/")
    clock.shift(timedelta(seconds=10))
    after = visit("/")
    clock.move_to(datetime(2026, 7, 13, 16, 59, 58, tzinfo=UTC))
    late = visit("/")

    assert control(before) == "public, max-age=10"
    assert "Đang diễn ra" in words(after)
    assert "Đang diễn ra" not in words(before)
    assert control(late) == "public, max-age=2"


def test_at_tet_the_office_is_closed_and_says_when_it_opens(site, visit, clock) -> None:
    clock.move_to(datetime(2027, 2, 8, 2, tzinfo=UTC))
    closed = words(visit("/"))

    revise(site, CLOSING, opening_hours=[{**HOURS[0], "valid_from": "2027-02-08",
                                          "valid_to": "2027-02-08"}])  # fmt: skip

    assert "Trụ sở đóng cửa, mở lại 07:00 Thứ Năm" in closed
    assert "Mùng ba Tết Nguyên Đán" in closed
    assert "Trụ sở đang mở cửa đến 11:30" in words(visit("/"))


def test_a_page_that_does_not_change_by_itself_is_kept(site, app, visit, clock) -> None:
    page = visit("/thong-bao")
    hosts.refresh()

    assert "Expires" not in page.headers
    assert control(page).startswith("public, max-age=15")
    assert app.extensions["cache"].ready(create_environ("/thong-bao")) is not None
