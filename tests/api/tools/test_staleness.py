"""`congxa mirror` takes no answer that a cache gave in the portal's place for the portal's own."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest

from tests.api.tools.conftest import Mirror
from tests.api.tools.portals import Exchange, Proxy
from tests.api.tools.world import files_in


def with_headers(**headers: Any) -> Any:
    """What a cache says of an answer of the feed."""

    def fault(exchange: Exchange) -> None:
        if exchange.is_page:
            for name, value in headers.items():
                exchange.headers[name.replace("_", "-")] = value

    return fault


OLD = {
    "an age, though it asks each time": {"Cache_Control": "no-cache", "Age": "1"},
    "an age, and no life": {"Age": "5"},
    "an age beyond its life": {"Cache_Control": "public, max-age=15", "Age": "16"},
    "an age beyond its shared life": {"Cache_Control": "max-age=99, s-maxage=5", "Age": "6"},
    "an endless age": {"Cache_Control": "max-age=15", "Age": "9" * 400},
    "stale": {"Warning": '110 - "Response is Stale"'},
    "not revalidated": {"Warning": '111 cache.example "Revalidation Failed"'},
    "disconnected": {"Warning": '112 - "Disconnected Operation"'},
    "the id of another request": {"X_Request_Id": "b3f1"},
}


@pytest.mark.parametrize("said", OLD)
def test_f35_it_refuses_what_a_cache_had_too_long(
    spoilt: Proxy, copy: Mirror, folder: Path, said: str
) -> None:
    spoilt.faults.append(with_headers(**OLD[said]))

    done = copy()

    assert (done.exit_code, done.stdout) == (1, "")
    assert done.stderr.startswith("congxa: a cache in front of the portal gives, in its place, an")
    assert files_in(folder) == {}


OWN = {
    "no age": {"Cache_Control": "no-cache"},
    "asked this moment": {"Cache_Control": "no-cache", "Age": "0"},
    "an age within its life": {"Cache_Control": "public, max-age=15", "Age": "15"},
    "no number": {"Age": "soon"},
    "another warning": {"Warning": '214 - "Transformation Applied"'},
}


@pytest.mark.parametrize("said", OWN)
def test_it_takes_what_no_cache_had_too_long(spoilt: Proxy, copy: Mirror, said: str) -> None:
    spoilt.faults.append(with_headers(**OWN[said]))

    done = copy()

    assert (done.exit_code, done.stderr) == (0, "")


def test_it_gets_on_with_a_proxy_that_gives_each_request_an_id_of_its_own(
    spoilt: Proxy, copy: Mirror
) -> None:
    ids = count(1)
    spoilt.faults.append(lambda exchange: exchange.headers.set("X-Request-Id", str(next(ids))))

    done = copy()

    assert (done.exit_code, done.stderr) == (0, "")


def test_f35_it_finds_out_two_caches_that_take_turns(spoilt: Proxy, copy: Mirror) -> None:
    turns = count()
    spoilt.faults.append(
        lambda exchange: exchange.headers.set("X-Request-Id", "ab"[next(turns) % 2])
    )

    done = copy()

    assert done.exit_code == 1
    assert done.stderr.endswith("an answer that it has kept from an earlier request\n")
