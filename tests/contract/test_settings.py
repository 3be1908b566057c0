"""The README and the settings name the same variables."""

import re
from pathlib import Path

import pytest

from api.settings import SETTINGS

README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
NAMES = [setting.name for setting in SETTINGS]


@pytest.mark.parametrize("name", NAMES)
def test_a_setting_stands_in_the_readme(name: str) -> None:
    assert f"`{name}`" in README


def test_the_readme_names_no_setting_that_is_not_there() -> None:
    named = set(re.findall(r"CONGXA_[A-Z0-9_]*[A-Z0-9]", README))

    assert {name for name in named if not name.startswith("CONGXA_TEST_")} == set(NAMES)
