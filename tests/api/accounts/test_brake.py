"""T30: whoever guesses is slowed down, by account and by network, and nobody is shut out."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta

import pytest

from api.accounts.entry import brake
from api.accounts.models import SignInBrake
from api.db import databases
from api.runtime import config
from api.runtime.errors import TooManyRequests
from api.runtime.runtime import current
from tests.api.accounts.conftest import PASSWORD
from tests.api.accounts.test_sessions import sign_in
from tests.factories import NOON
from tests.sizes import SIZES

HOUR = timedelta(hours=1)
HERE, THERE = b"\x0a\x00\x00\x01", b"\x0a\x00\x00\x02"


@pytest.fixture(autouse=True)
def limited(app) -> None:
    """The limits that all other tests leave out."""
    config.configure(replace(config.config(), rate_limits=True))


def is_tried(about: str, network: bytes, at) -> bool:
    try:
        brake.take(brake.tries(about, network, at), at)
    except TooManyRequests:
        return False
    return True


def tried_in_an_hour(who) -> int:
    """How many of guesses spread over an hour are looked at; `who` says who makes each."""
    guesses = SIZES["T30"].items
    return sum(is_tried(*who(each), NOON + HOUR * each / guesses) for each in range(guesses))


def test_t30_one_network_is_looked_at_no_more_than_thirty_times_an_hour() -> None:
    assert 10 < tried_in_an_hour(lambda each: (f"ai{each}@xa.vn", HERE)) <= 30


def test_t30_nor_is_one_account_from_however_many_networks() -> None:
    assert 10 < tried_in_an_hour(lambda each: ("mai@xa.vn", bytes([10, 0, each % 250, 1]))) <= 30


def test_t30_the_owner_comes_in_from_where_they_were_while_others_guess() -> None:
    brake.give_back(brake.tries("mai@xa.vn", HERE, NOON), NOON)
    while is_tried("mai@xa.vn", THERE, NOON):
        pass

    assert not is_tried("mai@xa.vn", b"\x0a\x00\x00\x03", NOON)
    assert is_tried("mai@xa.vn", HERE, NOON)


def test_what_succeeds_is_not_counted_and_what_is_long_ago_is_forgotten() -> None:
    for _ in range(3 * brake.FREE):
        tries = brake.tries("mai@xa.vn", HERE, NOON)
        brake.take(tries, NOON)
        brake.give_back(tries, NOON)
    while is_tried("an@xa.vn", THERE, NOON):
        pass

    assert is_tried("an@xa.vn", HERE, NOON + HOUR)
    brake.sweep(NOON + 3 * HOUR)
    assert [each.failures for each in SignInBrake.select()] == [0]


def test_t30_guesses_at_once_are_counted_one_by_one(app) -> None:
    runtime = current()

    def guess(_number: int) -> bool:
        try:
            return is_tried("mai@xa.vn", HERE, NOON)
        finally:
            databases.close()

    with ThreadPoolExecutor(8) as pool:
        looked_at = sum(pool.map(runtime.bound(guess), range(40)))

    assert looked_at == brake.FREE


def test_t30_a_guess_too_many_is_answered_429_with_the_wait(client, member) -> None:
    told = [sign_in(client, f"sai {each}") for each in range(brake.FREE + 1)]

    assert [each.status_code for each in told] == [401] * brake.FREE + [429]
    assert told[-1].headers["Retry-After"] == "1"
    assert told[-1].headers["RateLimit"] == f"limit={brake.FREE}, remaining=0, reset=1"
    right = sign_in(client, PASSWORD)
    assert right.status_code == 429
    unknown = sign_in(client, "sai", "la@yenhoa.example")
    assert (unknown.status_code, unknown.data) == (429, told[-1].data)
    rows = repr([each.__data__ for each in SignInBrake.select()])
    assert "yenhoa" not in rows
    assert "127.0.0.1" not in rows
