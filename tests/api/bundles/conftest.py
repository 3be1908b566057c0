"""Fixtures for importing inside the test's process."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from api.bundles.cli import import_

Import = Callable[..., Result]


@pytest.fixture
def congxa_import(database: str) -> Import:
    """Runs `congxa import` on the connected database."""

    def run(path: Path, *options: str) -> Result:
        return CliRunner().invoke(import_, [str(path), *options], catch_exceptions=False)

    return run
