"""Much is done beside each other, answered in order, and never waited for in vain."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from itertools import pairwise

import pytest

from api.bundles.importing import workers
from api.bundles.importing.workers import WorkerLost, in_order
from api.db import databases
from api.db.databases import execute


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    """As many processes on every machine."""
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


@pytest.fixture
def nobody_left() -> Iterator[None]:
    """Sees to it that no process outlives the test."""
    yield
    assert multiprocessing.active_children() == []


def squared(number: int) -> Callable[[], tuple[int, int]]:
    return lambda: (number**2, os.getpid())


def test_it_answers_in_order_from_several_processes(database: str, nobody_left: None) -> None:
    answers = list(in_order(squared, range(40)))

    assert [answer for answer, _ in answers] == [number**2 for number in range(40)]
    assert len({process for _, process in answers}) == 3
    assert os.getpid() not in {process for _, process in answers}


@pytest.mark.parametrize("count", [0, 1, workers.FEW])
def test_a_few_values_cost_no_process(database: str, count: int) -> None:
    answers = list(in_order(squared, range(count)))

    assert answers == [(number**2, os.getpid()) for number in range(count)]


def test_one_core_gets_no_more_processes(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)

    answers = list(in_order(squared, range(20)))

    assert {process for _, process in answers} == {os.getpid()}


def test_each_is_ended_after_all_before_it(database: str, nobody_left: None) -> None:
    def begin(number: int) -> Callable[[], tuple[float, float]]:
        begun = time.monotonic()
        # The first of them takes the longest.
        total = sum(range(400_000 if number % 3 == 0 else 10))
        return lambda: (begun + 0 * total, time.monotonic())

    times = list(in_order(begin, range(12)))

    assert all(before[1] < after[1] for before, after in pairwise(times))
    assert any(before[1] > after[0] for before, after in pairwise(times))


def test_values_and_answers_of_any_size_pass(database: str, nobody_left: None) -> None:
    def begin(value: bytes) -> Callable[[], bytes]:
        return lambda: value * 2

    values = [bytes([number]) * 1_000_000 for number in range(8)]

    assert list(in_order(begin, values)) == [value * 2 for value in values]


def test_each_process_has_connections_of_its_own(database: str, nobody_left: None) -> None:
    execute("SELECT 1")

    def begin(number: int) -> Callable[[], int]:
        return lambda: int(execute("SELECT ?", (number,)).fetchone()[0])

    assert list(in_order(begin, range(9))) == list(range(9))
    assert execute("SELECT 1").fetchone()[0] == 1
    assert not databases.db.is_closed()


def test_no_process_begins_with_an_open_file_of_sqlite(database: str, nobody_left: None) -> None:
    """Its locks are not passed on, so both would take them for their own."""
    execute("SELECT 1")

    def begin(number: int) -> Callable[[], list[str]]:
        handles = (f"/proc/self/fd/{each}" for each in os.listdir("/proc/self/fd"))
        found = [os.readlink(each) for each in handles if os.path.islink(each)]
        return lambda: [each for each in found if each.endswith((".db", "-wal", "-shm"))]

    assert list(in_order(begin, range(9))) == [[]] * 9


def test_what_a_value_left_is_gone_before_the_next(database: str, nobody_left: None) -> None:
    answers = list(in_order(_ringed, range(40)))

    # One ring is there when it is made: that of the value itself.
    assert set(answers) == {1}


class _Ring:
    """Holds itself, so that only the search for such rings finds it."""

    alive = 0

    def __init__(self) -> None:
        self.own = self
        _Ring.alive += 1

    def __del__(self) -> None:
        _Ring.alive -= 1


def _ringed(_number: int) -> Callable[[], int]:
    _Ring()
    return lambda: _Ring.alive


@pytest.mark.parametrize("is_late", [False, True])
def test_what_fails_there_is_raised_here(database: str, nobody_left: None, is_late: bool) -> None:
    def fail(number: int) -> int:
        if number == 5:
            raise OSError(28, "the disk is full")
        return number

    def begin(number: int) -> Callable[[], int]:
        begun = number if is_late else fail(number)
        return lambda: fail(begun)

    answers: list[int] = []
    with pytest.raises(OSError, match="the disk is full"):
        answers.extend(in_order(begin, range(30)))

    assert answers == [0, 1, 2, 3, 4]


def test_a_process_that_is_killed_is_an_error(database: str, nobody_left: None) -> None:
    def begin(number: int) -> Callable[[], int]:
        if number == 4:
            os.kill(os.getpid(), signal.SIGKILL)
        return lambda: number

    with pytest.raises(WorkerLost):
        list(in_order(begin, range(30)))


def test_processes_end_with_an_import_that_is_given_up(database: str, nobody_left: None) -> None:
    def give_up() -> None:
        for answer in in_order(squared, range(30)):
            if answer[0] == 4:
                raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        give_up()
