"""A copy of a site says as of when it is, to who is sent it instead of the program's page."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from api.web import files
from api.web.prerendering import standing_in
from api.web.prerendering.following import Copy
from tests.factories import make_article

AT = datetime(2026, 7, 12, 3, 30, tzinfo=UTC)


@pytest.fixture
def copy(app, settings, site, tmp_path: Path) -> Copy:
    make_article(site, "Khánh thành cầu")
    return Copy(app.wsgi_app, files.read(settings.frontend_dir), tmp_path / "site", None)


def said(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.rglob("copied.html"))]


def test_f27_it_is_as_of_its_last_look_once_all_is_written(copy, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with time_machine.travel(AT, tick=False) as clock:
        copy.catch_up(0)
        before = copy.site.is_waiting, said(folder)
        copy.catch_up()
        first = said(folder)
        clock.shift(timedelta(minutes=1))
        copy.catch_up()

    assert before == (True, [])
    assert first == [
        '<p class="kept-copy" role="status">Cổng đang tạm ngừng. Bản lưu lúc 10:30 12-07-2026.</p>',
        '<p class="kept-copy" role="status">The portal is down for now. Copy saved at 10:30'
        " 12-07-2026.</p>",
    ]
    assert [each.replace("10:31", "10:30") for each in said(folder)] == first
    assert copy.look_through() == []


def test_f27_a_page_that_cannot_be_asked_keeps_the_time(copy, tmp_path: Path) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        copy.catch_up()
        copy.site.failed.add("/")
        ask, copy.site.ask = copy.site.ask, lambda path: ask(path)._replace(status=503)
        clock.shift(timedelta(minutes=1))
        copy.catch_up()

    assert all("10:30" in each for each in said(tmp_path / "site"))


def test_nothing_that_somebody_wrote_is_an_order_to_nginx() -> None:
    page = b"""<img alt="<!--# include virtual='/x' -->"><main>"""

    made = standing_in.with_room(page, "/en")

    assert made == (
        b"""<img alt="<!-- # include virtual='/x' -->">"""
        b"""<!--# include virtual="/en/copied.html" --><main>"""
    )
