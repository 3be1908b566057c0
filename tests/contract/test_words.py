"""The glossary is short, and each of its words stands where it says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MOST = 50
ROW = re.compile(r"^\| (.+?) \| .+ \| `([\w/.]+)` `(\w+)` \|$", re.MULTILINE)
TABLE = (ROOT / "docs/words.md").read_text("utf-8").split("|---|---|---|\n")[1]
ROWS = ROW.findall(TABLE)


def test_the_glossary_is_short_and_has_no_row_of_another_form() -> None:
    assert 20 < len(ROWS) <= MOST
    assert len(ROWS) == len(TABLE.splitlines())
    assert len({word for word, _, _ in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("word", "path", "name"), ROWS, ids=[word for word, _, _ in ROWS])
def test_a_word_of_the_glossary_is_found_in_the_code(word: str, path: str, name: str) -> None:
    source = (ROOT / path).read_text("utf-8")
    defined = rf"(?:\b(?:class|def)\s+{name}\b|^\s*{name}\b[^=\n]*=|\b{name}:)"

    assert re.search(defined, source, re.MULTILINE), f"{word}: {path} defines no {name}"
