"""What an import said, and what it left to be read."""

import json
from typing import Any

from click.testing import Result

from api.articles.models import Article


def live(slug: str) -> dict[str, Any]:
    """The public object at an address."""
    found: dict[str, Any] = json.loads(Article.get(Article.slug == slug).whole)
    return found


def summary(result: Result) -> str:
    """The line that sums up an import that was done."""
    assert result.exit_code == 0, result.stderr
    return str(result.stdout.strip())


def faults_of(result: Result) -> list[str]:
    """What was printed, but for the last line, which sums up."""
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert (
        lines[-1] == f"congxa: {len(lines) - 1} fault{'s' * (len(lines) > 2)}; nothing was changed"
    )
    return lines[:-1]
