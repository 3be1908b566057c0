"""The house is in order: sizes, unfinished work, the changelog, the trust table, the migrations."""

import ast
import re
import subprocess
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from symtable import SymbolTable, symtable

import pytest

ROOT = Path(__file__).parents[2]
FILE_LINES = 250
FILE_BYTES = 1_000_000
FUNCTION_LINES = 25
TEST_NAME_LETTERS = 80
FOLDER_FILES = 16

# Going over is a conversation, not a crime: each exception says why.
LONGER_FILES: dict[str, str] = {
    "api/migrations/content/0022_unheld_media.py": "every table of the first schema, a flat list",
}
LONGER_FUNCTIONS: dict[str, str] = {}

# Words that say when something was, or that it is one of several, and never what it is.
SAYS_NOTHING = {"told", "there", "written", "each", "found", "kept"}
# What is in front of everybody is not renamed: members of answers, and a column with one of them.
PUBLIC_FIELDS = {
    "api/completeness/models.py SiteScore.found",
    "api/completeness/schemas.py EvidenceSchema.found",
    "api/completeness/schemas.py GapSchema.found",
    "api/criteria/gaps.py Gap.found",
    "api/criteria/rules.py Seen.found",
}

TRUST_ROW = re.compile(r"^\| *([TFV][0-9]{2})\b[^|]*\|[^|]*\|([^|]*)\|", re.MULTILINE)
WORD = re.compile(r"[A-Za-z_]+")
TEST_NAME = re.compile(r"`(tests/[^`:]+)::([A-Za-z0-9_]+)`")


def python_files(*folders: str) -> list[Path]:
    return [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]


def files_of_tests() -> list[Path]:
    return [path for path in python_files("tests") if "node_modules" not in path.parts]


def is_fixture(function: ast.FunctionDef) -> bool:
    return any("pytest.fixture" in ast.unparse(each) for each in function.decorator_list)


def test_files_are_short_enough_to_read() -> None:
    lengths = {name(p): len(p.read_text("utf-8").splitlines()) for p in python_files("api")}
    longer = {file for file, lines in lengths.items() if lines > FILE_LINES}

    assert longer == set(LONGER_FILES)


def test_folders_are_small_enough_to_survey() -> None:
    # Migrations are a sequence: their folder grows by nature, and nobody surveys it.
    files = [p for p in python_files("api") if "migrations" not in p.parts]
    folders = Counter(name(p.parent) for p in files if p.name != "__init__.py")

    assert {each: files for each, files in folders.items() if files > FOLDER_FILES} == {}


def test_nothing_large_or_packed_is_kept_in_the_tree() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    files = [ROOT / each for each in listed.stdout.decode().split("\0") if each]

    assert [name(each) for each in files if each.stat().st_size > FILE_BYTES] == []
    assert [name(each) for each in files if each.suffix in {".whl", ".so", ".pyc", ".jar"}] == []


def test_functions_are_short_enough_to_read() -> None:
    longer = {
        f"{name(path)}::{function}"
        for path in python_files("api")
        for function, lines in functions(path)
        if lines > FUNCTION_LINES
    }

    assert longer == set(LONGER_FUNCTIONS)


def test_names_say_what_a_thing_is() -> None:
    files = [path for path in python_files("api") if "migrations" not in path.parts]
    empty = {
        f"{name(path)} {bound}"
        for path in files
        for bound in bound_names(symtable(path.read_text("utf-8"), name(path), "exec"))
        if bound.rpartition(".")[2].strip("_") in SAYS_NOTHING
    }

    assert empty == PUBLIC_FIELDS


def test_names_of_tests_are_short_enough_to_read() -> None:
    definition = re.compile(r"^(?:async )?def (test_\w+)", re.MULTILINE)
    texts = [path.read_text("utf-8") for path in files_of_tests()]
    names = [name for text in texts for name in definition.findall(text)]

    assert [each for each in names if len(each) > TEST_NAME_LETTERS] == []


def test_fixtures_are_found_in_the_readme_of_the_tests() -> None:
    listed = re.findall(
        r"^\| `(\w+)` \| `([\w/.]+)` \| .+ \|$", (ROOT / "tests/README.md").read_text("utf-8"), re.M
    )
    shared = {
        (node.name, str(path.relative_to(ROOT / "tests")))
        for path in files_of_tests()
        if not path.name.startswith("test_")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef) and is_fixture(node)
    }

    assert set(listed) == shared


def test_no_work_is_left_for_later_in_a_comment() -> None:
    marks = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")
    suffixes = {".py", ".js", ".mjs", ".css", ".html", ".md", ".toml"}
    folders = ("api", "frontend", "tests", "docs")
    found = [p for folder in folders for p in (ROOT / folder).rglob("*") if p.suffix in suffixes]
    paths = [path for path in found if "node_modules" not in path.parts]

    assert [name(p) for p in paths if marks.search(p.read_text("utf-8"))] == []


def test_the_walks_through_the_code_name_files_and_what_stands_in_them() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    named = re.findall(r"`((?:[a-z_]+/)+[a-z_]+\.py)`(?:\*\*)?(?: `([A-Za-z_.]+)`)?", text)
    places = [
        (ROOT / "api" / file.removeprefix("api/"), names)
        for file, names in named
        if not file.startswith("tests/")
    ]
    wrong = [
        f"{name(path)} {names}"
        for path, names in places
        if not path.exists() or not set(names.split(".")) <= {"", *WORD.findall(path.read_text())}
    ]

    assert len(places) > 20
    assert wrong == []


def test_the_architecture_page_names_what_there_is() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    sources = [path.read_text("utf-8") for path in python_files("api", "tests")]
    known = {word for source in sources for word in WORD.findall(source)}
    drawn = [block for block in text.split("```")[1::2] if "──▶" in block]
    named = set(re.findall(r"`([a-z]+(?:_[a-z]+)+|[A-Z][a-z]+(?:[A-Z][a-z]+)+)`", text))
    named |= {word for block in drawn for word in re.findall(r"\b[A-Z][A-Za-z]+\b", block)}

    assert len(named) > 20
    assert named - known == set()


def test_the_changelog_has_a_place_for_what_is_unreleased() -> None:
    headings = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.MULTILINE)

    assert headings[0] == "Unreleased"


def trust_rows() -> list[tuple[str, str]]:
    return TRUST_ROW.findall((ROOT / "docs/trust.md").read_text("utf-8"))


def test_the_trust_table_has_rows_and_each_once() -> None:
    ids = [row for row, _ in trust_rows()]

    assert ids
    assert ids == sorted(set(ids))


@pytest.mark.parametrize(("row", "cell"), trust_rows(), ids=[row for row, _ in trust_rows()])
def test_a_trust_row_names_tests_that_exist(row: str, cell: str) -> None:
    named = TEST_NAME.findall(cell)

    assert named, f"{row} names no test as `tests/path.py::test_name`"
    assert [f"{file}::{test}" for file, test in named if not defines(ROOT / file, test)] == []


def name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def bound_names(table: SymbolTable) -> Iterator[str]:
    """The variables, parameters, functions and imports of a scope and of those inside of it."""
    for symbol in table.get_symbols():
        if symbol.is_parameter() or symbol.is_assigned() or symbol.is_imported():
            is_field = table.get_type() == "class" and not symbol.is_namespace()
            yield f"{table.get_name()}.{symbol.get_name()}" if is_field else symbol.get_name()
    for inner in table.get_children():
        yield from bound_names(inner)


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.lineno + 1


def defines(path: Path, test: str) -> bool:
    if not path.is_file():
        return False
    source = path.read_text("utf-8")
    if path.suffix != ".py":
        return test in source
    return any(function == test for function, _ in functions(path))
