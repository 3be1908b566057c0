"""The frontend's views in the embedded engine: bounded, alone, and never the reader's problem."""

import shutil
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import quickjs

from api.settings import Settings
from api.web import files
from api.web.javascript.engine import Engine
from api.web.javascript.joiner import NotJoined, joined, joined_apart, joined_in_parts
from tests.factories import make_article

FRONTEND = Path(__file__).parents[3] / "frontend"
WORDS = {"i18n/vi.json": b"{}", "i18n/en.json": b"{}"}
VIEWS = """
export const described = '{"frame":{},"pages":{}}';
let runs = 0;
const PAGES = {
  count: () => runs += 1,
  loop: () => { for (;;); },
  fill: () => { const kept = []; for (;;) kept.push("x".repeat(1_000_000) + kept.length); },
  dive: (found) => PAGES.dive(found) + 1,
  number: () => 7,
  part: () => runs += 1,
  reach: () => [typeof fetch, typeof require, typeof process, typeof XMLHttpRequest].join(),
};
export function parts(language, words, { name }) {
  const said = PAGES[name]();
  if (name === "number") return said;
  const error = name === "part" ? "broken" : "";
  return [200, "indexed", "", "", "", "", "", "", "", said, error].join("\u001e");
}
"""


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """A frontend in which the view of an article fails."""
    folder = shutil.copytree(settings.frontend_dir, tmp_path / "frontend")
    view = folder / "components" / "article" / "article.js"
    view.write_text(view.read_text("utf-8").replace("${article.title}", "${article.no.title}"))
    return replace(settings, frontend_dir=folder)


def engine_of(source: str = VIEWS) -> Engine:
    return Engine({**WORDS, "pages.js": source.encode()})


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("{}", "'frame'"),
        ('{"frame":{},"pages":{"home":{"at":["/"],"aks":{}}}}', "unexpected .* 'aks'"),
        ('{"frame":{},"pages":{"home":{"at":["/"],"reads":{"q":"("}}}}', "home: .* q"),
    ],
)
def test_what_a_page_says_of_itself_must_be_understood(said: str, why: str) -> None:
    with pytest.raises(NotJoined, match=rf"^pages\.js: its pages cannot be understood: .*{why}"):
        engine_of(f"export const described = {said!r};")


def main_of(engine: Engine, name: str) -> str | None:
    parts = engine.parts(name, "vi", b'{"name":"%s"}' % name.encode())
    return parts and parts.main


@pytest.mark.parametrize("name", ["loop", "fill", "dive", "number", "none"])
def test_a_view_that_fails_gives_nothing_and_is_told_once(name: str, caplog) -> None:
    engine = engine_of()

    assert [main_of(engine, name) for _ in range(2)] == [None, None]

    told = [each for each in caplog.messages if each.startswith(f"the view of {name} has failed")]
    assert len(told) == 1


def test_a_context_in_which_something_failed_is_not_used_again() -> None:
    engine = engine_of()

    before = [main_of(engine, "count") for _ in range(2)]
    main_of(engine, "fill")
    after = [main_of(engine, "count") for _ in range(2)]

    assert before == after == ["1", "2"]


def test_a_part_that_fails_takes_its_context_with_it_and_leaves_the_others(caplog) -> None:
    engine = engine_of()

    assert [main_of(engine, "part") for _ in range(2)] == ["1", "1"]
    assert caplog.text.count("the view of part has failed") == 1


def test_a_view_reaches_nothing() -> None:
    assert main_of(engine_of(), "reach") == ",".join(["undefined"] * 4)


def test_threads_never_share_a_context() -> None:
    engine = engine_of()
    said: list[str | None] = []

    def ask() -> None:
        said.extend(main_of(engine, "count") for _ in range(200))

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    assert len(said) == 800
    assert None not in said


def test_modules_keep_their_scopes_and_run_once() -> None:
    sources = {
        "pages.js": 'import { one } from "./a.js";\nimport { two as second } from "./b.js";\n'
        "const own = 0;\nexport function names() {\n  return [own, one(), second()].join();\n}\n"
        'export const later = () => import("./a.js");\n',
        "a.js": 'import { counted } from "./c.js";\nconst own = counted();\n'
        "export function one() {\n  return own;\n}\n",
        "b.js": 'import {\n  counted,\n} from "./c.js";\nconst own = counted();\n'
        "export const two = () => own;\n",
        "c.js": "let runs = 0;\nexport function counted() {\n  return runs += 1;\n}\n",
    }
    script = joined({name: text.encode() for name, text in sources.items()}, "pages.js")

    assert script.count("let runs = 0;") == 1
    assert engine_of_script(script) == "0,1,2"


def engine_of_script(script: str) -> str:
    import quickjs

    context = quickjs.Context()
    context.eval(script)
    return str(context.eval("entry.names()"))


@pytest.mark.parametrize(
    "line",
    [
        "export default function names() {}",
        "export { names };",
        'export * from "./a.js";',
        'import all from "./a.js";',
        'import * as all from "./a.js";',
        'import "./a.js";',
        "const here = import.meta.url;",
        "const later = import(name);",
        "  import { a } from './a.js';",
        "export let changing = 1;",
        "export const { a } = b;",
        "export const a = 1, b = 2;",
        "export const a = /;,/,\n  b = [];",
    ],
)
def test_a_form_that_the_joiner_does_not_know_stops_the_start(line: str) -> None:
    source = "// import { a } from nowhere\nconst x = 1;\n" + line + "\n"

    with pytest.raises(NotJoined, match=r"^pages\.js:3: a form of import or export"):
        joined({"pages.js": source.encode(), "a.js": b""}, "pages.js")


@pytest.mark.parametrize(
    "line",
    [
        "await Promise.resolve();",
        "for await (const each of all) {}",
        "const a = 1; export const b = a;",
        "const = ;",
        "const x = 2;",
        'import { x } from "./a.js";',
        "return x;",
        "}); (() => {",
    ],
)
def test_what_is_no_javascript_stops_the_start(line: str) -> None:
    """A module's own faults, and what only a module knows: the joined script would not run."""
    files = {"pages.js": f"const x = 1;\n\n{line}\n".encode(), "a.js": b"export const x = 1;"}

    with pytest.raises(NotJoined, match=r"^pages\.js:3: [^\n]+$"):
        joined(files, "pages.js")


def test_what_an_editor_writes_before_a_module_is_no_part_of_it() -> None:
    files = {"pages.js": 'import { a } from "./a.js";'.encode("utf-8-sig"), "a.js": b""}

    with pytest.raises(NotJoined, match=r"^pages\.js: a\.js exports no a$"):
        joined(files, "pages.js")


def test_a_value_goes_to_its_own_semicolon() -> None:
    value = '[(a, b = ";") => { return `;${a}`; }, /;/, ";"]'

    assert joined(
        {"pages.js": f"export const x = {value};\nexport const y = 1;\n".encode()}, "pages.js"
    )


@pytest.mark.parametrize(
    ("sources", "why"),
    [
        ({"pages.js": 'import { a } from "./a.js";'}, r"^a\.js: there is no such file"),
        ({"pages.js": 'import { a } from "./a.js";', "a.js": ""}, r"exports no a$"),
        (
            {"pages.js": 'import { a } from "./a.js";', "a.js": 'import { b } from "./pages.js";'},
            r"^pages\.js: it imports itself, by way of pages\.js > a\.js$",
        ),
    ],
)
def test_what_a_browser_would_refuse_is_refused_here(sources: dict[str, str], why: str) -> None:
    with pytest.raises(NotJoined, match=why):
        joined({name: text.encode() for name, text in sources.items()}, "pages.js")


def test_a_room_stands_behind_what_it_shares_with_all() -> None:
    sources = {
        "start.js": b'import { a } from "./a.js";\nconst x = a;\nexport const b = x;\n',
        "a.js": b"export const a = [1];\n",
        "room.js": b'import { a } from "./a.js";\nimport { c } from "./c.js";\n'
        b"export const screen = [a, c];\n",
        "c.js": b"export const c = 3;\n",
    }

    scripts = joined_apart(sources, "start.js", ["room.js"])

    assert b"const c" not in scripts["start.js"].encode()
    context = quickjs.Context()
    context.eval(scripts["start.js"])
    context.eval(scripts["room.js"])
    assert context.eval("room.screen[0] === modules.$module0.a && room.screen[1]") == 3


def test_what_is_asked_for_later_is_a_script_that_runs_once_over_what_is_there() -> None:
    sources = {
        "start.js": b'import { a } from "./a.js";\nexport const own = a;\n'
        b'const l = () => import("./later.js");\nconst n = () => import("./next.js");\n',
        "a.js": b"export const a = [1];\n",
        "later.js": b'import { a } from "./a.js";\nimport { b } from "./b.js";\n'
        b'export const both = [a, b];\nexport const x = () => import("./a.js");\n',
        "next.js": b'import { b } from "./b.js";\nexport const again = b;\n',
        "b.js": b"export const b = {};\n",
    }
    parts: dict[str, str] = {}

    def put(path: str, script: str) -> str:
        parts[path] = script
        return f"/named/{path}"

    script = joined_in_parts(sources, "start.js", put)

    assert "const b" not in script
    assert 'import("/named/later.js").then(() => globalThis.modules["later.js"])' in script
    context = quickjs.Context()
    for each in (script, parts["later.js"], parts["next.js"]):
        context.eval(each)
    assert context.eval(
        'modules["later.js"].both[0] === modules["a.js"].a'
        ' && modules["next.js"].again === modules["b.js"].b'
    )


def test_every_module_of_the_frontend_can_be_joined() -> None:
    sources = files.read(FRONTEND)

    for path in sorted(sources):
        if path.endswith(".js") and path != "pages/early.js":
            assert joined(sources, path)


def test_a_page_whose_view_fails_goes_out_unfilled_and_is_no_error(visit, site, caplog) -> None:
    make_article(site, "Khánh thành cầu Đá")

    page = visit("/bai-viet/khanh-thanh-cau-da")

    assert page.status == 200
    assert page.title == "Khánh thành cầu Đá – Xã Yên Hòa"
    assert "Đang tải" in page.part("main")
    assert "<template data-scripts>" not in page.html
    assert page.handed["answers"]
    assert "the view of article has failed" in caplog.text
