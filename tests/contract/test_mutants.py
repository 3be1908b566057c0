"""What `make mutants` breaks is still there, once, and so is the test that notices."""

import pytest

from tests.guards import Guard
from tests.mutants import all_guards, found


def test_there_is_a_guard_of_every_room() -> None:
    guards = all_guards()

    assert len(guards) >= 60
    assert len({(each.symbol, each.text) for each in guards}) == len(guards)


@pytest.mark.parametrize("guard", all_guards(), ids=lambda guard: guard.symbol)
def test_a_guard_and_its_test_stand_just_once(guard: Guard) -> None:
    mutant = found(guard)

    assert guard.instead in mutant.broken


@pytest.mark.parametrize(
    "wrong", [{"text": "no such text"}, {"symbol": "claimed"}, {"test": "test_of_nothing"}]
)
def test_one_that_has_gone_is_told(wrong: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="tests of that name"):
        found(all_guards()[0]._replace(**wrong))
