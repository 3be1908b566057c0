"""Each network may search so often; others and plain reads are not touched by it."""

from ipaddress import IPv6Network

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api.http.networks import network_of
from api.runtime.allowances import MOST_KNOWN, Allowance
from api.runtime.errors import TooManyRequests
from api.search import rate_limit
from api.search.rate_limit import A_SECOND, AT_ONCE
from tests.factories import make_site
from tests.sizes import SIZES

ONE = network_of("203.0.113.9")
OTHER = network_of("203.0.113.10")


class Watch:
    """Seconds as the test wants them."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_network_waits_once_it_has_asked_its_share() -> None:
    watch = Watch()
    shared = Allowance(AT_ONCE, A_SECOND, watch)
    for _ in range(AT_ONCE):
        shared.take(ONE)

    with pytest.raises(TooManyRequests) as refused:
        shared.take(ONE)

    assert refused.value.headers["Retry-After"] == "1"
    shared.take(OTHER)
    watch.now = 1.0
    shared.take(ONE)
    shared.take(ONE)
    with pytest.raises(TooManyRequests):
        shared.take(ONE)


def test_it_remembers_only_so_many_networks() -> None:
    shared = Allowance(AT_ONCE, A_SECOND, Watch())

    for number in range(MOST_KNOWN + 100):
        shared.take(number.to_bytes(4))

    assert len(shared._left) == MOST_KNOWN


def test_t57_a_flood_of_questions_is_answered_429(app: Flask) -> None:
    client = app.test_client()
    rate_limit.use(Allowance(AT_ONCE, A_SECOND, Watch()))

    statuses = [client.get(f"/v1/search?q=cau+{n}").status_code for n in range(AT_ONCE + 1)]

    refused = client.get("/v1/search?q=con+nua")
    assert statuses == [200] * AT_ONCE + [429]
    assert refused.headers["Retry-After"] == "1"
    assert refused.headers["RateLimit"] == f"limit={AT_ONCE}, remaining=0, reset=1"
    assert refused.get_json()["code"] == "too_many_requests"
    assert client.get("/v1/articles").status_code == 200


def test_t57_all_addresses_of_a_network_share_one_allowance(app: Flask) -> None:
    make_site()
    client = app.test_client()
    rate_limit.use(Allowance(AT_ONCE, A_SECOND, Watch()))
    network = IPv6Network("2402:800:61c4:7::/64")
    spread = network.num_addresses // SIZES["T57"].items
    addresses = [str(network[number * spread]) for number in range(SIZES["T57"].items)]

    statuses = [ask(client, f"/v1/search?q=cau+{n}", each) for n, each in enumerate(addresses)]

    assert statuses.count(200) == AT_ONCE
    assert statuses.count(429) == len(addresses) - AT_ONCE
    assert ask(client, "/v1/search?q=cau", "2402:800:61c4:8::1") == 200
    assert ask(client, "/tim-kiem?q=cau", addresses[1]) == 429


@pytest.mark.parametrize("other", ["::ffff:203.0.113.9", "203.0.113.9:4711"])
def test_t57_no_spelling_of_an_address_has_an_allowance_of_its_own(app: Flask, other: str) -> None:
    client = app.test_client()
    rate_limit.use(Allowance(AT_ONCE, A_SECOND, Watch()))

    for number in range(AT_ONCE):
        ask(client, f"/v1/search?q=cau+{number}", "203.0.113.9")

    assert ask(client, "/v1/search?q=con+nua", other) == 429


def ask(client: FlaskClient, address: str, visitor: str) -> int:
    return client.get(address, environ_base={"REMOTE_ADDR": visitor}).status_code


def test_limits_can_be_turned_off(app: Flask) -> None:
    client = app.test_client()

    statuses = {client.get(f"/v1/search?q=cau+{n}").status_code for n in range(AT_ONCE + 5)}

    assert statuses == {200}
