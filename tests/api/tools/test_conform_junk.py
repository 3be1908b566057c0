"""`congxa conform` ends with its findings whatever a portal sends."""

import random
from typing import Any

import orjson
import pytest
from click.testing import CliRunner

from api.tools.cli import conform
from tests.api.tools.portals import Exchange, Proxy

on_one_database = pytest.mark.parametrize("standing_app", ["sqlite"], indirect=True)

JUNK: list[Any] = [
    None, True, 0, -1, 2**63, 1.5, "", "x", "\u202e\x1b[2J", "a b\r\nc", "/v1/xã?cursor=\0",
    [], [[]], {},
    {"items": None}, {"items": [None]}, {"items": [{}]}, {"items": [{"id": "/../x y"}], "next": 7},
    {"items": [{"id": {}, "site": []}], "next": "http://[", "more": True, "cursor": "\n"},
    {"items": [{"object": {"id": 1}}], "more": False, "digest": []}, {"errors": 3, "code": {}},
    {"sites": [{"slug": "xã hội", "name": 1, "url": 2, "api": 3}]}, {"sites": 7},
]  # fmt: skip


def replaced(value: Any, choice: random.Random) -> Any:
    """The same with something in it replaced by junk."""
    if choice.random() < 0.03:
        return choice.choice(JUNK)
    if isinstance(value, dict):
        return {name: replaced(each, choice) for name, each in value.items()}
    return [replaced(each, choice) for each in value] if isinstance(value, list) else value


@on_one_database
@pytest.mark.parametrize("seed", range(12))
def test_it_tells_what_it_finds_in_junk(front: Proxy, address: str, seed: int) -> None:
    choice = random.Random(seed)  # noqa: S311 - a reproducible test

    def spoil(exchange: Exchange) -> None:
        if exchange.body and exchange.headers.get("Content-Type", "").endswith("json"):
            exchange.body = orjson.dumps(replaced(exchange.json, choice))

    front.faults.append(spoil)

    done = CliRunner().invoke(conform, [address])

    assert isinstance(done.exception, SystemExit), done.exception
    assert " broken, " in done.stdout.splitlines()[-1]
    assert "\x1b" not in done.stdout
