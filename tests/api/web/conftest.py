"""What tests of the filled pages share: a small frontend, and a way to read what was filled in."""

import re
import shutil
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import orjson
import pytest

from api.settings import Settings
from api.web import files
from api.web.javascript.engine import Engine
from tests.factories import make_site

FRONTEND = Path(__file__).parents[3] / "frontend"
DESK = "desk/desk.html"
STARTS = {"404": "not-found"}
PAGE = """<!doctype html>
<html lang="vi">
  <head>
    <title>Cổng thông tin</title>
    <!-- head -->
    <!-- scripts -->
    <script type="module" src="/pages/{start}.start.js"></script>
    <!-- end of scripts -->
  </head>
  <body>
    <header class="site-header"><p>khung</p></header>
    <div data-emergency aria-live="polite"></div>
    <main class="wrap" id="noi-dung" tabindex="-1" aria-busy="true">
      <p data-loading>Đang tải</p><noscript>Cần JavaScript</noscript>
    </main>
    <footer class="site-footer"></footer>
  </body>
</html>
"""


@pytest.fixture(scope="session")
def small_frontend(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frontend's modules, with a small file for every kind of page; nobody writes in it."""
    folder = tmp_path_factory.mktemp("small") / "frontend"
    shutil.copytree(FRONTEND, folder, ignore=shutil.ignore_patterns("*.html"))
    shutil.copy(FRONTEND / DESK, folder / DESK)
    for page in Engine(files.read(FRONTEND)).pages:
        (folder / page.file).write_text(PAGE.format(start=STARTS.get(page.name, page.name)))
    return folder


@pytest.fixture
def settings(settings: Settings, small_frontend: Path) -> Settings:
    """With that frontend: it is the same for all, so that its routes are made once."""
    return replace(settings, frontend_dir=small_frontend)


@pytest.fixture
def site(app):
    """The only site."""
    return make_site(address="Xóm 5, xã Yên Hòa", phone="0238 000 0000", email="a@yenhoa.example")


@pytest.fixture
def visit(client):
    """Opens an address as a browser does."""

    def visit(address: str, **headers: str) -> "Page":
        accept = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8", **headers}
        return Page(client.get(address, headers=accept))

    return visit


class Page(HTMLParser):
    """A page as it arrived: its head and texts, and the data inside it."""

    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer
        self.status = answer.status_code
        self.headers = answer.headers
        self.html: str = answer.get_data(as_text=True)
        self.title = ""
        self.meta: dict[str, str] = {}
        self.links: dict[str, str] = {}
        self.languages: dict[str, str] = {}
        self.alternates: list[tuple[str, str, str]] = []
        self.scripts: dict[str, list[str]] = {}
        self._inside = ""
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        self._inside = values.get("type", tag) if tag == "script" else tag
        if tag == "meta":
            self.meta[values.get("property") or values.get("name", "")] = values.get("content", "")
        if tag == "link":
            self.links[values["rel"]] = values["href"]
            if values["rel"] == "alternate" and "hreflang" in values:
                self.languages[values["hreflang"]] = values["href"]
            elif values["rel"] == "alternate":
                self.alternates.append((values["type"], values["title"], values["href"]))

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title":
            self.title += data
        elif self._inside.startswith("application/"):
            self.scripts.setdefault(self._inside, []).append(data)

    @property
    def handed(self) -> Any:
        """What the page's own scripts are given."""
        (data,) = self.scripts["application/json"]
        return orjson.loads(data)

    @property
    def linked_data(self) -> Any:
        """What machines are told."""
        (data,) = self.scripts["application/ld+json"]
        return orjson.loads(data)

    def part(self, tag: str) -> str:
        """What stands between the tags of that name."""
        found = re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", self.html, re.DOTALL)
        assert found, f"no {tag}"
        return found[1]
