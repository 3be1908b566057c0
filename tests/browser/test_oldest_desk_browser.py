"""The oldest browser that the desk promises to work in (Chromium 108) opens and writes with it."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import nginx, serving
from tests.browser import engines
from tests.demo import LoadedDemo, people_of

ENGINE = engines.Engine(sys.executable, "PyQt6", "make test installs PyQt6-WebEngine 6.5")
PLACES = ("", "noi-dung", "lich", "khan", "bao-cao", "tai-khoan", "sap-xep/banner")
FORMS = ("article", "notice", "page", "legal_document", "calendar_entry", "banner", "category")
WIDTHS = (360, 1280)
# QtWebEngine is built without paying and USB, and says so where a policy forbids them.
NOT_BUILT_IN = "Permissions-Policy header: Unrecognized feature"
TITLE, TEXT = "Lịch phát quà Tết", "Mời bà con đến nhận quà."
# What a page is called once it is there, and how far something sticks out of it.
SHOWN = """(() => {
  const title = document.querySelector("main:not([aria-busy]) h1, main:not([aria-busy]) .title");
  const root = document.documentElement;
  return title && JSON.stringify([location.pathname, root.scrollWidth - innerWidth]);
})()"""
FOCUS = """(() => {
  const field = document.querySelector(%s);
  if (!field) return null;
  field.focus();
  return true;
})()"""
# Keys reach a page when it has time for them; what is asked of it overtakes them.
TYPED = """(() => {
  const field = document.querySelector(%s);
  return (field.value || field.textContent).includes(%s) || null;
})()"""
# What the server has, once the page says that it is saved.
STORED = r"""(() => {
  if (!/Đã lưu \d\d:\d\d/.test(document.body.textContent)) return null;
  const asked = new XMLHttpRequest();
  asked.open("GET", location.pathname.replace(/.*\/viet\/notice/, "/authoring/v1/notices"), false);
  asked.send();
  return asked.responseText;
})()"""


@pytest.fixture(scope="module", autouse=True)
def engine() -> None:
    """A Python that has the engine: our own."""
    engines.demand(ENGINE)


@pytest.fixture
def desk(tmp_path: Path, demo: LoadedDemo) -> Iterator[tuple[str, tuple[str, str]]]:
    """Where the desk of a demo answers over TLS, and its approver.

    Elsewhere this engine keeps no cookie that is for HTTPS alone, not from this machine either.
    """
    front = nginx.ports(tmp_path)
    environ = serving.environment(tmp_path, CONGXA_BASE_URL=front.url, CONGXA_PROXY_HOPS="1")
    people = people_of(demo.into(environ))
    with (
        serving.serving(environ) as server,
        nginx.ending_tls(server.url, front.plain, front.tls, front.certificate),
    ):
        yield f"{front.url}/desk/", people["Publisher"]


def typing(field: str, keys: str) -> engines.Step:
    return {"script": FOCUS % json.dumps(field), "keys": keys}


def typed(field: str, text: str) -> list[engines.Step]:
    """Type it, and wait until it is there."""
    return [typing(field, text), {"script": TYPED % (json.dumps(field), json.dumps(text))}]


def at(address: str, width: int = 1280, script: str = SHOWN) -> engines.Step:
    return {"address": address, "width": width, "script": script}


def test_the_oldest_browser_of_the_desk_opens_each_screen_and_writes(
    desk: tuple[str, tuple[str, str]], tmp_path: Path
) -> None:
    root, (mail, password) = desk
    screens = [*PLACES, *(f"viet/{each}" for each in FORMS)]
    coming_in = [at(f"{root}vao"), typing("[name=email]", f"{mail}\t{password}\n"),
                 {"script": "document.querySelector('[data-sign-in]') ? null : true"}]  # fmt: skip
    visits = [at(root + path, width) for width in WIDTHS for path in screens]
    writing = [at(f"{root}viet/notice"), *typed("[name=title]", TITLE),
               *typed("[contenteditable]", TEXT), {"script": STORED}]  # fmt: skip

    told = taken([*coming_in, *visits, *writing], tmp_path)

    assert [each for _found, said in told for each in said if NOT_BUILT_IN not in each] == []
    shown = [json.loads(found) for found, _said in told[len(coming_in) :][: len(visits)]]
    assert shown == [[f"/desk/{path}", 0] for _width in WIDTHS for path in screens]
    kept = told[-1][0]
    assert TITLE in kept
    assert f"<p>{TEXT}</p>" in kept


def taken(steps: list[engines.Step], home: Path) -> list[Any]:
    told = engines.taken(ENGINE, steps, home)
    assert len(told) == len(steps), told[-1:]
    return told
