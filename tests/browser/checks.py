"""What every page of the frontend is held to, whatever is on it."""

import json
from typing import Any
from urllib.request import urlopen

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import Watched
from tests.serving import LiveServer

WIDTHS = pytest.mark.parametrize("watched", [360, 1280], indirect=True)


def assert_nothing_sticks_out(page: Page) -> None:
    """Nobody has to scroll sideways."""
    wide, window = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide <= window


def assert_no_complaints(watched: Watched) -> None:
    """Nothing in the console, nothing refused by the server or by the page's policy."""
    assert watched.complaints == []
    assert watched.refused == []
    assert watched.policy_reports() == []


def answer_of(server: LiveServer, path: str) -> Any:
    """What the API says at a path."""
    with urlopen(f"{server.url}{path}", timeout=10) as answer:
        return json.load(answer)
