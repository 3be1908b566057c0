"""Clients that nobody wrote, made from the OpenAPI document alone, read a running portal."""

from collections.abc import Callable

import pytest

from tests.clients.conftest import BODY, KEYS, Reading
from tests.serving import LiveServer

# One process makes the clients, and makes each once.
pytestmark = pytest.mark.xdist_group("clients")
CLIENTS = ["python_reading", "typescript_reading"]


@pytest.fixture(params=CLIENTS)
def reading(request: pytest.FixtureRequest) -> Reading:
    """One of the generated clients."""
    found: Reading = request.getfixturevalue(request.param)
    return found


def test_it_reads_an_article_pages_through_a_list_and_follows_the_feed(
    portal: LiveServer, reading: Reading, withdrawal: Callable[[], None]
) -> None:
    first = reading(portal.url)
    withdrawal()
    second = reading(portal.url, first["cursor"])

    assert sorted(first["titles"]) == [f"Khánh thành cầu {key}" for key in KEYS]
    assert first["article"] == [first["titles"][0], BODY, "2026-07-11T08:30:00+07:00"]
    assert first["batch"] == [True, 3]
    assert first["changes"].count(["article", "upsert", False]) == len(KEYS)
    assert len(second["titles"]) == len(KEYS) - 1
    assert second["changes"] == [["article", "withdraw", True]]
