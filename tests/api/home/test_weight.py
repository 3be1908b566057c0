"""A home page is light: a start over a poor network is one small answer."""

import gzip
import urllib.request
from typing import Any

import orjson
import pytest

from api.home.pictures import BANNER, COVER, light
from api.runtime.jsons import dumps
from tests.serving import LiveServer

LIGHT = 15_000
FILES = [(width, format) for width in (320, 640, 960, 1280) for format in ("avif", "webp", "jpeg")]


def test_the_home_page_of_the_demo_is_under_15_kb_compressed(live_server: LiveServer) -> None:
    asked = urllib.request.Request(
        f"{live_server.url}/v1/home", headers={"Accept-Encoding": "gzip"}
    )

    with urllib.request.urlopen(asked) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        sent = answer.read()

    home = orjson.loads(gzip.decompress(sent))
    assert len(home["articles"]) == 12
    assert all(len(each["cover"]["renditions"]) == 3 for each in home["articles"])
    assert len(sent) < LIGHT


def test_a_picture_tells_the_size_of_each_file_before_it_is_loaded(live_server: LiveServer) -> None:
    with urllib.request.urlopen(f"{live_server.url}/v1/home") as answer:
        files = orjson.loads(answer.read())["articles"][0]["cover"]["renditions"]

    for each in files:
        with urllib.request.urlopen(each["url"]) as answer:
            assert len(answer.read()) == each["bytes"], each


def shown(files: list[tuple[int, str]], wanted: Any) -> list[tuple[int, str]]:
    """The files that are left of an object's picture."""
    renditions = [{"width": width, "format": format} for width, format in files]
    item = dumps({"cover": {"placeholder": "data:", "renditions": renditions}})
    cover = orjson.loads(light(item, "cover", wanted))["cover"]
    assert cover["placeholder"] is None
    return [(each["width"], each["format"]) for each in cover["renditions"]]


@pytest.mark.parametrize(
    ("files", "wanted", "left"),
    [
        (FILES, COVER, [(320, "avif"), (640, "jpeg"), (960, "avif")]),
        (FILES, BANNER, [(640, "avif"), (640, "jpeg"), (1280, "avif")]),
        (FILES[:3], COVER, [(320, "avif"), (320, "jpeg")]),
        ([(320, "avif"), (500, "avif")], COVER, [(320, "avif"), (500, "avif")]),
        ([], COVER, []),
    ],
)
def test_a_picture_keeps_the_files_nearest_to_its_place(files, wanted, left) -> None:
    assert shown(files, wanted) == left


def test_an_object_without_a_picture_stays_as_it_is() -> None:
    assert light(b'{"cover":null}', "cover", COVER) == b'{"cover":null}'
