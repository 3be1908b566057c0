"""What is looked at is of one moment, whatever is published meanwhile."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from api.db import databases
from api.operations import consistency
from api.runtime import runtime
from tests.factories import make_article, make_site


@pytest.mark.parametrize(
    ("between", "look"),
    [
        ("_live_hashes", consistency.altered_rows),
        ("_sums", lambda: [*consistency.wrong_digests()]),
    ],
)
def test_what_is_published_meanwhile_is_not_taken_for_altered(
    database: str, monkeypatch: pytest.MonkeyPatch, between: str, look: Callable[[], list[str]]
) -> None:
    site, read = make_site(), getattr(consistency, between)

    def publish() -> None:
        make_article(site)
        databases.close()

    def reading(*given: Any) -> Any:
        found = read(*given)
        with ThreadPoolExecutor(1) as thread:
            thread.submit(runtime.current().bound(publish)).result()
        return found

    monkeypatch.setattr(consistency, between, reading)

    assert look() == []
