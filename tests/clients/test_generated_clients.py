"""Clients that nobody wrote, made from the OpenAPI document alone, read a running portal."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.clients.conftest import BODY, KEYS, Read, Reading, generate
from tests.clients.growing import growing
from tests.serving import LiveServer

# One process makes the clients, and makes each once.
pytestmark = pytest.mark.xdist_group("clients")
CLIENTS = ["python_reading", "typescript_reading", "generator_python_reading", "fetch_reading"]
PUBLISHED = ("2026-07-11T08:30:00+07:00", 1_783_733_400_000)


@pytest.fixture
def readings(request: pytest.FixtureRequest) -> dict[str, Reading]:
    """All generated clients."""
    return {name: request.getfixturevalue(name) for name in CLIENTS}


def test_they_read_an_article_page_through_a_list_and_follow_the_feed(
    portal: LiveServer, readings: dict[str, Reading], withdrawal: Callable[[], None]
) -> None:
    first = {name: reading(portal.url) for name, reading in readings.items()}
    with growing(portal.url) as later:
        of_a_later_version = {name: reading(later) for name, reading in readings.items()}
    withdrawal()
    second = {
        name: reading(portal.url, first[name]["cursor"]) for name, reading in readings.items()
    }

    for name in readings:
        assert_whole(first[name])
        assert_without_one(second[name])
    # One member more in every object breaks nothing.
    assert of_a_later_version == first


def assert_whole(read: Read) -> None:
    assert sorted(read["titles"]) == [f"Khánh thành cầu {key}" for key in KEYS]
    assert read["article"][:2] == [read["titles"][0], BODY]
    assert read["article"][2] in PUBLISHED
    assert read.get("blocks", ["paragraph"]) == ["paragraph"]
    assert read["batch"] == [True, 3]
    assert read["changes"].count(["article", "upsert", False]) == len(KEYS)


def assert_without_one(read: Read) -> None:
    assert len(read["titles"]) == len(KEYS) - 1
    assert read["changes"] == [["article", "withdraw", True]]


@pytest.mark.parametrize(("generator", "ending"), [("kotlin", "kt"), ("swift6", "swift")])
def test_a_client_is_made_for_phones(tmp_path: Path, generator: str, ending: str) -> None:
    generate(generator, tmp_path)

    made = {path.stem: path.read_text("utf-8") for path in tmp_path.rglob(f"*.{ending}")}
    assert {"Article", "ArticleChange", "Change", "Block", "ParagraphBlock", "Problem"} <= set(made)
    assert [name for name, source in made.items() if not source.strip()] == []
