"""Content that would run a script wherever it is taken for markup, opened in a browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests import serving
from tests.api.bundles.bundles import write_photo
from tests.browser.conftest import WATCH_POLICY
from tests.hostile.xss import FILE, payloads
from tests.serving import LiveServer
from tests.sizes import SIZES

PAYLOADS: list[str] = json.loads(FILE.read_text("utf-8"))[: SIZES["T01"].items]
EACH = 4
CHUNKS = [PAYLOADS[first : first + EACH] for first in range(0, len(PAYLOADS), EACH)]
# They end whatever a payload leaves open, so that the next one is read as markup again.
CLOSED = "--></title></textarea></style></script></noscript></iframe></xmp></template></svg></math>"
AT = "2026-07-11T08:30:00+07:00"
ALLOWED = ["http:", "https:", "mailto:", "tel:", "webcal:"]
WRONG = """(allowed) => {
  const wrong = [];
  for (const element of document.body.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      // The page itself paints placeholders behind its images.
      const isStyle = name === "style" && !element.matches("img");
      if (name.startsWith("on") || isStyle || name === "srcdoc") wrong.push(element.outerHTML);
    }
    if ("href" in element && !allowed.includes(element.protocol)) wrong.push(element.outerHTML);
    if (element.matches("iframe, object, embed, svg, math, base, meta, style")) {
      wrong.push(element.outerHTML);
    }
    if (element.matches("script:not(#handed)")) wrong.push(element.outerHTML);
  }
  return wrong;
}"""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """A portal whose every text is hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    environ = serving.environment(folder)
    serving.congxa(environ, "import", str(bundle(folder / "bundle")))
    with serving.serving(environ) as server:
        yield server


def test_the_corpus_is_what_its_generator_makes() -> None:
    assert json.loads(FILE.read_text("utf-8")) == payloads()
    assert len(payloads()) >= 500


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "no scripts"])
def test_t01_no_content_runs_as_script(
    server: LiveServer, browser: Browser, has_scripts: bool
) -> None:
    context = browser.new_context(java_script_enabled=has_scripts)
    if has_scripts:
        context.add_init_script(WATCH_POLICY)
    page = context.new_page()
    happened: list[str] = []
    page.on("dialog", lambda dialog: (happened.append(dialog.message), dialog.dismiss()))
    page.on("console", lambda message: _note(happened, message.text))

    for path in paths():
        answer = page.goto(server.url + path)
        assert answer is not None
        assert answer.status == 200, path
        if has_scripts:
            assert_rendered_and_tame(page)

    context.close()
    assert happened == []


def assert_rendered_and_tame(page: Page) -> None:
    """The page's own view is there, nothing was refused, and nothing in it could act."""
    page.wait_for_selector("#display", state="attached")
    assert page.evaluate("window.policyReports") == []
    assert page.evaluate(WRONG, ALLOWED) == []


def _note(happened: list[str], text: str) -> None:
    if "Content Security Policy" in text or "TrustedHTML" in text:
        happened.append(text)


def paths() -> list[str]:
    """Every page on which some of it stands."""
    own = [
        f"/{folder}/{kind}-{number}"
        for number in range(len(CHUNKS))
        for folder, kind in (
            ("bai-viet", "bai"),
            ("thong-bao", "so"),
            ("trang", "trang"),
            ("chuyen-muc", "muc"),
        )
    ]
    searches = [f"/tim-kiem?q={quote(words)}" for words in ("alert", "script", "img src")]
    echoes = [f"/tim-kiem?q={quote(line(each, 100))}" for each in CHUNKS]
    standing = [
        "/",
        "/thong-bao",
        "/lien-he",
        "/lanh-dao",
        "/so-do-cong",
        "/lich-lam-viec/2026-W28",
    ]
    return [*standing, *searches, *echoes, *own]


def bundle(folder: Path) -> Path:
    """A portal with the payloads in every place that an editor can write to."""
    folder.mkdir()
    write_photo(folder, "x.jpg")
    first = CHUNKS[0]
    site = {
        "slug": "yen-hoa",
        "name": line(first, 200),
        "organisation": line(first[1:], 300),
        "address": line(first[2:], 300),
        "licence": line(first, 1000),
        "province": line(first[3:], 100),
        "responsible_person": {"name": line(first, 100), "title": line(first, 200)},
        "phone": line(first, 50),
        "hotline": line(first[1:], 50),
    }
    (folder / "site.json").write_text(json.dumps(site))
    for name, make in LINES.items():
        rows = [{"key": f"k{number}", **make(number, chunk)} for number, chunk in enumerate(CHUNKS)]
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    return folder


def line(chunk: list[str], longest: int) -> str:
    """As many of the payloads as fit into one line; a word where none does."""
    text = "x"
    for each in chunk:
        more = text + " " + "".join(c if c.isprintable() else " " for c in each)
        text = more if len(more) <= longest else text
    return text


def markup(chunk: list[str]) -> str:
    """The payloads as a body, the image of ours among them."""
    own = "<figure><img src='media/x.jpg' alt=\"%s\"><figcaption>%s</figcaption></figure>"
    written = (own % (line(chunk, 400).replace('"', "&quot;"), chunk[0]), *chunk)
    return "".join(f"<p>{_typed(each)}</p>{CLOSED}" for each in written)


def _typed(text: str) -> str:
    return "".join(c for c in text if c.isprintable() or c in "\t\n")


def _article(number: int, chunk: list[str]) -> dict[str, Any]:
    words = line(chunk, 500)
    cover = {
        "file": "media/x.jpg",
        "alt": words,
        "caption": line(chunk, 900),
        "credit": line(chunk, 200),
    }
    return {
        "slug": f"bai-{number}",
        "title": words,
        "lead": line(chunk, 2000),
        "body_html": markup(chunk),
        "byline": line(chunk[number % EACH :], 200),
        "category": f"k{number}",
        "cover": cover,
        "tags": [line([each], 100) for each in chunk],
        "featured": number < EACH,
        "source": {"name": line(chunk, 200), "url": "https://bao.example.vn/?a='&b=1"},
        "corrections": [{"at": AT, "note": words}],
        "published_at": AT,
    }


def _notice(number: int, chunk: list[str]) -> dict[str, Any]:
    turned = chunk[number % EACH :]
    return {
        "slug": f"so-{number}",
        "title": line(chunk, 500),
        "body_html": markup(chunk),
        "number": line(turned, 100),
        "kind": line(chunk, 100),
        "issuer": line(chunk, 200),
        "signer": line(chunk, 100),
        "signer_title": line(chunk, 200),
        "areas": [line(chunk, 100)],
        "urgency": "emergency" if number < EACH else "normal",
        "published_at": AT,
    }


LINES = {
    "categories": lambda number, chunk: {"slug": f"muc-{number}", "name": line(chunk, 100)},
    "officials": lambda number, chunk: {
        "name": line(chunk[number % EACH :], 100),
        "position": line(chunk, 200),
        "unit": line(chunk, 200),
        "duties": line(chunk, 3_000),
        "biography": line(chunk, 5_000),
        "phone": line(chunk, 50),
    },
    "articles": _article,
    "notices": _notice,
    "banners": lambda number, chunk: {
        "placement": "sidebar",
        "image": {"file": "media/x.jpg", "alt": line(chunk, 500)},
        "label": line(chunk, 200),
        "link": "https://lienket.example.vn/?a='&b=1",
    },
    "calendar": lambda number, chunk: {
        "date": "2026-07-11",
        "title": line(chunk, 2000),
        "location": line(chunk, 500),
        "chair": line(chunk, 300),
        "attendees": line(chunk, 2000),
        "note": line(chunk, 2000),
        "status_note": line(chunk, 500),
    },
    "pages": lambda number, chunk: {
        "slug": f"trang-{number}",
        "title": line(chunk, 500),
        "body_html": markup(chunk),
    },
}
