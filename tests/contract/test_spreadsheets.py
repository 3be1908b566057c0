"""One table is handed out for spreadsheets, written by one module, which disarms formulas."""

import ast
from pathlib import Path

import pytest
from click.testing import CliRunner

from api.application import documents
from api.bundles.cli import export
from api.runtime.jsons import loads
from tests.factories import make, make_article, make_category, make_site

ROOT = Path(__file__).parents[2]
FORMULAS = ("=HYPERLINK(0)", "+1", "-1", "@SUM(1)", "\t=1")
SHEETS = ("csv", "tab-separated", "spreadsheet", "excel")
SHEET = "GET /authoring/v1/statistics/published"
WRITER = "api/text/spreadsheets.py"
WRITERS = {"csv", "openpyxl", "xlsxwriter", "xlwt", "odf", "pandas"}


def test_t08_one_answer_is_documented_as_a_spreadsheet() -> None:
    kinds = {
        (f"{method.upper()} {path}", kind)
        for document in documents().values()
        for path, item in loads(document)["paths"].items()
        for method, operation in item.items()
        if isinstance(operation, dict)
        for response in operation["responses"].values()
        for kind in response.get("content", ())
    }

    assert [each for each in kinds if any(sheet in each[1] for sheet in SHEETS)] == [
        (SHEET, "text/csv")
    ]


def test_t08_one_module_writes_spreadsheets() -> None:
    writing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "api").rglob("*.py")
        if WRITERS & imported(path)
    ]

    assert writing == [WRITER]


def imported(path: Path) -> set[str]:
    """The packages that a file imports, wherever it does."""
    nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
    direct = {each.name for node in nodes if isinstance(node, ast.Import) for each in node.names}
    parts = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
    return {name.partition(".")[0] for name in direct | parts}


@pytest.mark.parametrize("formula", FORMULAS)
def test_t08_a_formula_is_text_in_json_and_in_bundles(client, tmp_path: Path, formula: str) -> None:
    site = make_site(name=formula)
    make_article(site, formula, byline=formula, category=str(make_category(site, "Tin").id))
    make("notice", site, title=formula)

    (article,) = client.get("/v1/articles").get_json()["items"]
    done = CliRunner().invoke(export, [str(tmp_path / "out")], catch_exceptions=False)

    assert article["title"] == article["byline"] == formula.strip()
    assert done.exit_code == 0, done.output
    written = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert {path.suffix for path in written} == {".json", ".jsonl"}
    assert all(loads(line) for path in written for line in path.read_bytes().splitlines())
