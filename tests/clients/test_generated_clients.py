"""Clients that nobody wrote, made from the OpenAPI document alone, read a running portal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clients.conftest import BODY, KEYS, Reading, generate
from tests.clients.growing import growing
from tests.serving import LiveServer

# One process makes the clients, and makes each once.
pytestmark = pytest.mark.xdist_group("clients")
CLIENTS = ["python_reading", "typescript_reading", "generator_python_reading", "fetch_reading"]
PUBLISHED = ("2026-07-11T08:30:00+07:00", 1_783_733_400_000)


@pytest.fixture(params=CLIENTS)
def reading(request: pytest.FixtureRequest) -> Reading:
    """One of the generated clients."""
    found: Reading = request.getfixturevalue(request.param)
    return found


def test_it_reads_an_article_pages_through_a_list_and_follows_the_feed(
    portal: LiveServer, reading: Reading, withdrawal: Callable[[], None]
) -> None:
    first = reading(portal.url)
    with growing(portal.url) as later:
        of_a_later_version = reading(later)
    withdrawal()
    second = reading(portal.url, first["cursor"])

    assert sorted(first["titles"]) == [f"Khánh thành cầu {key}" for key in KEYS]
    assert first["article"][:2] == [first["titles"][0], BODY]
    assert first["article"][2] in PUBLISHED
    assert first.get("blocks", ["paragraph"]) == ["paragraph"]
    assert first["batch"] == [True, 3]
    assert first["changes"].count(["article", "upsert", False]) == len(KEYS)
    assert len(second["titles"]) == len(KEYS) - 1
    assert second["changes"] == [["article", "withdraw", True]]
    # One member more in every object breaks nothing.
    assert of_a_later_version == first


@pytest.mark.parametrize(("generator", "ending"), [("kotlin", "kt"), ("swift6", "swift")])
def test_a_client_is_made_for_phones(tmp_path: Path, generator: str, ending: str) -> None:
    generate(generator, tmp_path)

    made = {path.stem: path.read_text("utf-8") for path in tmp_path.rglob(f"*.{ending}")}
    assert {"Article", "ArticleChange", "Change", "Block", "ParagraphBlock", "Problem"} <= set(made)
    assert [name for name, source in made.items() if not source.strip()] == []
