"""The program on the page for apps does what the page says: it is pasted from there and run."""

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest

from api.richtext.blocks import BLOCKS
from tests import serving
from tests.clients.conftest import KEYS, run
from tests.serving import LiveServer

PAGE = Path(__file__).parents[2] / "docs" / "integrate" / "mobile.md"
APP, BLAKE2B, CHOOSE = re.findall(r"```js\n(.*?)```", PAGE.read_text("utf-8"), re.DOTALL)
NAME = "Xã Yên Hòa"


def start(folder: Path, server: LiveServer) -> list[str]:
    """Start the app; what it showed."""
    return app_at(folder, server.url)


def app_at(folder: Path, url: str) -> list[str]:
    """Start the app of a portal at an address; what it showed."""
    (folder / "app.mjs").write_text(APP, "utf-8")
    (folder / "blake2b.mjs").write_text(BLAKE2B, "utf-8")
    return run(["node", folder / "app.mjs", url, folder / "state.json"]).splitlines()


def test_an_app_starts_offline_and_learns_what_changed(
    portal: LiveServer, withdrawal: Callable[[], None], tmp_path: Path
) -> None:
    first = start(tmp_path, portal)
    withdrawal()
    second = start(tmp_path, portal)
    serving.stop(portal)
    offline = start(tmp_path, portal)

    assert first == ["nothing yet", f"{NAME}: {len(KEYS)}"]
    assert second == [f"{NAME}: {len(KEYS)}", f"{NAME}: {len(KEYS) - 1}"]
    assert offline == [f"{NAME}: {len(KEYS) - 1}", "offline"]
    objects = json.loads((tmp_path / "state.json").read_text("utf-8"))["objects"]
    assert not any(each["title"].endswith(KEYS[0]) for each in objects.values())


def test_a_batch_of_ids_tells_what_was_taken_away(
    portal: LiveServer, withdrawal: Callable[[], None]
) -> None:
    kept = {each["id"] for each in batch(portal, "?limit=100&fields=id")}
    withdrawal()
    still = batch(portal, f"?ids={','.join(kept)}&limit=100&fields=id,version")

    assert len(kept) == len(KEYS)
    assert all(each.keys() == {"id", "version"} for each in still)
    assert len(kept - {each["id"] for each in still}) == 1


def batch(server: LiveServer, query: str) -> list[dict[str, Any]]:
    with urlopen(f"{server.url}/v1/articles{query}") as answer:
        items: list[dict[str, Any]] = json.load(answer)["items"]
    return items


FILES = [
    {"width": width, "format": format, "bytes": width * size}
    for width in (320, 640, 1280)
    for format, size in (("avif", 10), ("webp", 12), ("jpeg", 20))
]


@pytest.mark.parametrize(
    ("pixels", "options", "chosen"),
    [
        (300, {}, (320, "avif")),
        (321, {}, (640, "avif")),
        (4_000, {}, (1280, "avif")),
        (600, {"formats": ["jpeg"]}, (640, "jpeg")),
        (1_000, {"budget": 7_000}, (640, "avif")),
        (300, {"budget": 10}, None),
    ],
)
def test_it_chooses_the_smallest_picture_that_fills_its_place(
    tmp_path: Path, pixels: int, options: dict[str, Any], chosen: tuple[int, str] | None
) -> None:
    asked = json.dumps([{"renditions": FILES}, pixels, options])
    program = f"{CHOOSE}\nconsole.log(JSON.stringify(choose(...{asked})));"
    (tmp_path / "choose.mjs").write_text(program, "utf-8")

    found = json.loads(run(["node", tmp_path / "choose.mjs"]))

    assert (found and (found["width"], found["format"])) == chosen


def test_the_page_tells_of_every_kind_of_block() -> None:
    kinds = re.findall(r"^- `([a-z]+)`:", BLOCKS, re.MULTILINE)

    assert len(kinds) == 8
    assert [kind for kind in kinds if f"\n| `{kind}` |" not in PAGE.read_text("utf-8")] == []
