"""Each address may search so often; others and plain reads are not touched by it."""

import pytest
from flask import Flask

from api.core.errors import TooManyRequests
from api.search import allowance
from api.search.allowance import AT_ONCE, MOST_ADDRESSES, Allowance


class Watch:
    """Seconds as the test wants them."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_waits_once_it_has_asked_its_share() -> None:
    watch = Watch()
    shared = Allowance(watch)
    for _ in range(AT_ONCE):
        shared.take("203.0.113.9")

    with pytest.raises(TooManyRequests) as refused:
        shared.take("203.0.113.9")

    assert refused.value.headers["Retry-After"] == "1"
    shared.take("203.0.113.10")
    watch.now = 1.0
    shared.take("203.0.113.9")
    shared.take("203.0.113.9")
    with pytest.raises(TooManyRequests):
        shared.take("203.0.113.9")


def test_it_remembers_only_so_many_addresses() -> None:
    shared = Allowance(Watch())

    for number in range(MOST_ADDRESSES + 100):
        shared.take(str(number))

    assert len(shared._left) == MOST_ADDRESSES


def test_t57_a_flood_of_questions_is_answered_429(app: Flask) -> None:
    client = app.test_client()
    allowance.use(Allowance(Watch()))

    statuses = [client.get(f"/v1/search?q=cau+{n}").status_code for n in range(AT_ONCE + 1)]

    refused = client.get("/v1/search?q=con+nua")
    assert statuses == [200] * AT_ONCE + [429]
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["RateLimit"] == f"limit={AT_ONCE}, remaining=0, reset=1"
    assert refused.get_json()["code"] == "too_many_requests"
    assert client.get("/v1/articles").status_code == 200


def test_limits_can_be_turned_off(app: Flask) -> None:
    client = app.test_client()

    statuses = {client.get(f"/v1/search?q=cau+{n}").status_code for n in range(AT_ONCE + 5)}

    assert statuses == {200}
