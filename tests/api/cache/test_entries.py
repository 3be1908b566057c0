"""What one worker keeps: under tags, for half a minute, and within a bound of memory."""

import threading
from types import SimpleNamespace

import pytest

from api.cache.entries import LONGEST_SECONDS, Entries, Entry


def entry(*tags: str, body: bytes = b"{}") -> Entry:
    return Entry("200 OK", [], body, 'W/"1"', tags, is_timed=True)


@pytest.fixture
def time() -> SimpleNamespace:
    return SimpleNamespace(now=1_000.0)


@pytest.fixture
def entries(time) -> Entries:
    return Entries(seq=5, most_bytes=100_000, seconds=lambda: time.now)


def test_it_keeps_what_was_made_when_the_log_stood_where_it_stands(entries) -> None:
    kept, missed = entry("a"), entry("a")

    entries.put(("/v1", ""), kept, seq=5)
    entries.put(("/v1", "x"), missed, seq=4)

    assert entries.get(("/v1", "")) is kept
    assert entries.get(("/v1", "x")) is None


def test_it_drops_what_a_change_names_and_nothing_else(entries) -> None:
    for key, tags in (("a", ("one", "two")), ("b", ("two",)), ("c", ("three",))):
        entries.put((key, ""), entry(*tags), seq=5)

    entries.drop(["one", "unknown"], seq=6)

    assert entries.get(("a", "")) is None
    assert entries.get(("b", "")) is not None
    assert entries.get(("c", "")) is not None
    assert entries.seq == 6


def test_it_never_follows_the_log_backwards(entries) -> None:
    entries.drop([], seq=9)
    entries.drop([], seq=7)

    assert entries.seq == 9


def test_it_forgets_everything_after_a_restore(entries) -> None:
    entries.put(("a", ""), entry("one"), seq=5)

    entries.clear(seq=2)

    assert entries.get(("a", "")) is None
    assert entries.seq == 2


def test_counts_in_it_are_never_a_minute_old(entries, time) -> None:
    entries.put(("a", ""), entry("one"), seq=5)

    time.now += LONGEST_SECONDS - 0.1
    assert entries.get(("a", "")) is not None
    time.now += 0.2
    assert entries.get(("a", "")) is None
    assert LONGEST_SECONDS + 15 <= 60  # what it keeps, and what a browser may after that


def test_it_stays_within_its_bound_and_lets_the_oldest_go(entries) -> None:
    for number in range(200):
        entries.put((f"/{number}", ""), entry(f"tag-{number}", body=b"x" * 1_000), seq=5)

    kept = [n for n in range(200) if entries.get((f"/{n}", "")) is not None]
    assert kept == list(range(200 - len(kept), 200))
    assert 5 < len(kept) < 20


def test_what_is_asked_for_stays_longer_than_what_came_after_it(entries) -> None:
    entries.put(("hot", ""), entry("hot"), seq=5)

    for number in range(200):
        entries.put((f"/{number}", ""), entry("cold"), seq=5)
        assert entries.get(("hot", "")) is not None

    assert entries.get(("/0", "")) is None


def test_a_long_address_counts_too(entries) -> None:
    for number in range(50):
        entries.put(("/v1", f"{number}" + "x" * 30_000), entry("a"), seq=5)

    assert len(entries) <= 3


def test_one_answer_does_not_push_out_many(entries) -> None:
    for number in range(10):
        entries.put((f"/{number}", ""), entry("a", body=b"x" * 1_000), seq=5)

    entries.put(("/v1/changes", ""), entry("a", body=b"x" * 10_000), seq=5)

    assert len(entries) == 10
    assert entries.get(("/v1/changes", "")) is None


@pytest.mark.parametrize("most", [0, 10_000])
def test_what_is_larger_than_all_of_it_is_not_kept(most) -> None:
    entries = Entries(seq=5, most_bytes=most)

    entries.put(("a", ""), entry("a", body=b"x" * 20_000), seq=5)
    entries.put(("b", ""), entry("b"), seq=5)

    assert len(entries) == 0


def test_putting_an_address_again_replaces_it(entries) -> None:
    entries.put(("a", ""), entry("old"), seq=5)
    newer = entry("new")
    entries.put(("a", ""), newer, seq=5)
    entries.drop(["old"], seq=6)

    assert entries.get(("a", "")) is newer
    assert len(entries) == 1


def test_many_threads_leave_it_whole(entries) -> None:
    def work(thread: int) -> None:
        for number in range(200):
            entries.put((f"/{thread}/{number % 20}", ""), entry(f"t{number % 7}"), entries.seq)
            entries.drop([f"t{number % 5}"], entries.seq + number % 2)
            entries.get((f"/{thread}/{number % 20}", ""))

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()

    entries.drop([f"t{number}" for number in range(7)], entries.seq)
    assert len(entries) == 0
    assert entries.size == 0
