"""Each telephone number of a field can be dialled, in pages as the server fills them."""

import json
from pathlib import Path

import pytest

from api.shell import render
from api.shell.phones import phone_parts

FIXTURES = Path(__file__).parents[2] / "frontend" / "fixtures"
# What scripts render is held to the same file, by tests/frontend/phones.test.mjs.
CASES = json.loads((FIXTURES / "phones.json").read_text())


@pytest.mark.parametrize(("text", "markup"), CASES)
def test_the_numbers_of_a_field_can_be_dialled_one_by_one(text: str, markup: str) -> None:
    lists = render._jinja.get_template("lists.html").module

    assert str(lists.phone(text)) == markup


def test_a_text_made_to_be_read_for_ever_is_read_at_once() -> None:
    assert phone_parts("0 " * 50_000)
