"""The rules of the search, case by case, the same on both databases."""

import pytest

from tests.api.search.corpus import CASES
from tests.api.search.portal import Portal


@pytest.mark.parametrize(("q", "names"), CASES, ids=[q for q, _ in CASES])
def test_it_finds_what_the_corpus_says_in_its_order(
    portal: Portal, q: str, names: list[str]
) -> None:
    assert portal.found(q, prefix="true") == names
