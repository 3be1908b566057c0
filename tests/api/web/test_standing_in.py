"""A copy of a site says as of when it is, to who is sent it instead of the program's page."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from api.publishing import commands
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from api.sites.queries import get_only
from api.web import files
from api.web.prerendering import standing_in
from api.web.prerendering.folder import MANIFEST
from api.web.prerendering.following import Copy
from tests.factories import make_article

AT = datetime(2026, 7, 12, 3, 30, tzinfo=UTC)


@pytest.fixture
def copies(app, settings, site, tmp_path: Path) -> Callable[[], Copy]:
    """Takes the copy of a site up, as a run does that begins."""
    make_article(site, "Khánh thành cầu")
    frontend = files.read(settings.frontend_dir)
    return lambda: Copy(app.wsgi_app, frontend, tmp_path / "site", None)


@pytest.fixture
def copy(copies) -> Copy:
    return copies()


def said(folder: Path) -> list[str]:
    return [path.read_text("utf-8") for path in sorted(folder.rglob("copied.html"))]


def test_f27_it_is_as_of_its_last_look(copy, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    with time_machine.travel(AT, tick=False) as clock:
        copy.catch_up()
        first = said(folder)
        clock.shift(timedelta(minutes=1))
        copy.catch_up()

    assert first == [
        '<p class="kept-copy" role="status">Cổng đang tạm ngừng. Bản lưu lúc 10:30 12-07-2026.</p>',
        '<p class="kept-copy" role="status">The portal is down for now. Copy saved at 10:30'
        " 12-07-2026.</p>",
    ]
    assert [each.replace("10:31", "10:30") for each in said(folder)] == first
    assert copy.look_through() == []


def test_f27_while_pages_wait_it_is_as_of_when_the_first_of_them_was_right(
    site, copies, tmp_path: Path
) -> None:
    times = list[str]()

    def look(copy: Copy, seconds: float = 0) -> None:
        copy.catch_up(seconds)
        assert copy.site.is_waiting == (seconds == 0)
        times.append(said(tmp_path / "site")[0].partition(" lúc ")[2][:5])
        clock.shift(timedelta(minutes=1))

    with time_machine.travel(AT, tick=False) as clock:
        copy = copies()
        look(copy)  # 10:30: nearly nothing is written yet.
        look(copy)
        look(copy, 60)
        make_article(site, "Hội thao")
        look(copy)  # 10:33: of what was written until 10:32.
        look(copy)
        again = copies()
        look(again)
        look(again)
        look(again, 60)

    assert times == ["10:30", "10:30", "10:32", "10:32", "10:32", "10:32", "10:32", "10:37"]


def test_f27_a_page_that_cannot_be_asked_keeps_the_time(copy, tmp_path: Path) -> None:
    with time_machine.travel(AT, tick=False) as clock:
        copy.catch_up()
        copy.site.failed["/"] = AT
        ask, copy.site.ask = copy.site.ask, lambda path: ask(path)._replace(status=503)
        clock.shift(timedelta(minutes=1))
        copy.catch_up()

    assert all("10:30" in each for each in said(tmp_path / "site"))


def test_f27_a_copy_at_rest_notes_nothing_more(copy, tmp_path: Path) -> None:
    def noted() -> int:
        return len((tmp_path / "site" / MANIFEST).read_text("utf-8").splitlines())

    with time_machine.travel(AT, tick=False) as clock:
        copy.catch_up()
        lines = noted()
        for _ in range(5):
            clock.shift(timedelta(minutes=1))
            copy.catch_up()

    assert noted() == lines
    assert all("10:35" in each for each in said(tmp_path / "site"))


def test_f27_what_could_not_be_written_is_once_it_can_be(copy, tmp_path: Path) -> None:
    copy.catch_up(0)
    page = tmp_path / "site/bai-viet/khanh-thanh-cau/index.html"
    page.mkdir(parents=True)
    with pytest.raises(OSError, match="Is a directory"):
        copy.catch_up()

    page.rmdir()
    copy.catch_up()
    copy.catch_up()

    assert page.is_file()


def test_a_name_with_a_tag_in_it_is_no_page(copies, database: str, tmp_path: Path) -> None:
    rename = {"slug": "yen-hoa", "name": "Xã <main> & <!--# echo -->"}
    site = get_document(get_only("yen-hoa").id)
    commands.save(site, rename, OPERATOR, AT)
    commands.publish(site, OPERATOR, AT)

    copies().catch_up()

    manifest = json.loads((tmp_path / "site/manifest.webmanifest").read_bytes())
    assert manifest["name"] == rename["name"]


def test_nothing_that_somebody_wrote_is_an_order_to_nginx() -> None:
    page = b"""<img alt="<!--# include virtual='/x' -->"><main>"""

    made = standing_in.with_room(page, "/en")

    assert made == (
        b"""<img alt="<!-- # include virtual='/x' -->">"""
        b"""<!--# include virtual="/en/copied.html" --><main>"""
    )
