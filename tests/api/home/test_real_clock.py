"""What is due happens within a second of its time in the real server, and no cache outlives it."""

import json
import math
import threading
import time
import urllib.request
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest

from api.runtime.clock import local
from tests import serving
from tests.api.media.samples import encoded, picture

LATEST = 1.0
STALE = ("stale-while-revalidate", "stale-if-error")
PATHS = {"/v1/notices": True, "/v1/banners": False, "/v1/home": True}
"""Addresses, and whether they show the words of the test before the moment."""
PAUSE = threading.Event()


class Read(NamedTuple):
    """An answer: when it was asked for and had, whether the words are in it, how long it keeps."""

    path: str
    asked: float
    had: float
    is_there: bool
    control: str


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    """A commune whose notice ends and whose banner begins at a moment that is written later."""
    folder = tmp_path / "bundle"
    (folder / "media").mkdir(parents=True)
    (folder / "media/a.png").write_bytes(encoded(picture(), "PNG"))
    (folder / "site.json").write_text(json.dumps({"slug": "yen-hoa", "name": "Xã Yên Hòa"}))
    return folder


def write(bundle: Path, moment: float) -> None:
    at = local(datetime.fromtimestamp(moment, UTC))
    notice = {"key": "n", "title": "NGHE", "expires_at": at}
    image = {"file": "media/a.png", "alt": "Anh"}
    banner = {"key": "b", "placement": "header", "image": image, "label": "XEM", "starts_at": at}
    (bundle / "notices.jsonl").write_text(json.dumps(notice) + "\n")
    (bundle / "banners.jsonl").write_text(json.dumps(banner) + "\n")


def read(server: serving.LiveServer, path: str, word: bytes) -> Read:
    asked = time.time()
    with urllib.request.urlopen(f"{server.url}{path}", timeout=20) as answer:
        body, control = answer.read(), answer.headers["Cache-Control"]
    return Read(path, asked, time.time(), word in body, control)


def imported_before(environ: dict[str, str], bundle: Path) -> float:
    """Import it with a moment that is still to come; the moment."""
    for lead in (6, 15, 40):
        moment = float(math.ceil(time.time()) + lead)
        write(bundle, moment)
        serving.congxa(environ, "import", str(bundle))
        if time.time() < moment - 1:
            return moment
    raise AssertionError("an import of three lines took 40 seconds")


def test_what_is_due_happens_within_a_second_and_no_cache_outlives_it(tmp_path, bundle) -> None:
    environ = serving.environment(tmp_path)
    write(bundle, math.ceil(time.time()) + 3600)
    serving.congxa(environ, "import", str(bundle))
    with serving.serving(environ) as server:
        moment = imported_before(environ, bundle)
        reads = [*reads_until(server, moment + 2 * LATEST)]

    slowest = max(each.had - each.asked for each in reads)
    for each in reads:
        is_old = each.is_there == PATHS[each.path]
        if each.had < moment:
            assert is_old, each
        if each.asked > moment + LATEST + slowest:
            assert not is_old, each
        if is_old and each.asked < moment:
            assert each.asked + max_age(each.control) <= moment, each
            assert not any(name in each.control for name in STALE), each
    assert {each.path for each in reads if each.had < moment} == set(PATHS)


def reads_until(server: serving.LiveServer, end: float) -> Iterator[Read]:
    """What the addresses say, over and over."""
    while time.time() < end:
        yield read(server, "/v1/notices", b"NGHE")
        yield read(server, "/v1/banners", b"XEM")
        yield read(server, "/v1/home", b"NGHE")
        PAUSE.wait(0.02)


def max_age(control: str) -> int:
    """The seconds of a Cache-Control."""
    return int(control.partition("max-age=")[2].partition(",")[0])
