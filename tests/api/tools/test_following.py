"""`congxa mirror --follow` waits as it is asked to, goes on after failures, and ends cleanly."""

import re
import signal
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from api.tools.client import Portal
from api.tools.errors import Refused
from api.tools.following import LONGEST_OBEYED, LONGEST_WAIT, Follower
from api.tools.index import State
from api.tools.mirroring import Mirror
from tests.api.tools.conftest import Mirror as Running
from tests.api.tools.paper import Paper, Row, row_of
from tests.api.tools.portals import Exchange, Proxy, served
from tests.api.tools.world import files_in
from tests.serving import CONGXA

AT = datetime(2026, 11, 24, 5, 0, tzinfo=UTC)


class Ended(Exception):
    """The test has seen enough."""


def waits(spoilt: Proxy, folder: Path, rounds: int, between: Callable[[int], object]) -> list[Any]:
    """How long it waits each time; `between` hears of every wait, by its number."""
    seconds: list[float] = []
    said: list[str] = []

    def wait(for_: float) -> None:
        seconds.append(for_)
        between(len(seconds))
        if len(seconds) == rounds:
            raise Ended

    with served(spoilt) as address:
        mirror = Mirror(Portal(address), folder, State(address, None, ()))
        try:
            follower = Follower(mirror, said.append, lambda report: None, 60)
            follower.follow(wait, lambda: AT)
        except Ended:
            return [seconds, said]
        finally:
            mirror.close()
    raise AssertionError("it ended by itself")


def told(spoilt: Proxy, folder: Path, interval: float, changes: dict[int, Row]) -> list[Any]:
    """What it tells in three minutes, with the seconds at which it does; rows come meanwhile."""
    lines: list[tuple[int, str]] = []
    seconds = [0.0]

    def wait(for_: float) -> None:
        seconds[0] += for_
        spoilt.inner.rows += [row for at, row in changes.items() if at == seconds[0]]
        if seconds[0] > 180:
            raise Ended

    with served(spoilt) as address:
        mirror = Mirror(Portal(address), folder, State(address, None, ()))
        follower = Follower(mirror, print, lambda report: None, interval,
                            lambda line: lines.append((int(seconds[0]), line)))  # fmt: skip
        with pytest.raises(Ended):
            follower.follow(wait, lambda: AT + timedelta(seconds=seconds[0]))
        mirror.close()
    return lines


@pytest.mark.parametrize(
    ("interval", "times"),
    [
        (1, [0, 60, 120, 180]),
        (45, [0, 45, 90, 135, 180]),
        (60, [0, 60, 120, 180]),
        (90, [0, 90, 180]),
    ],
)
def test_it_tells_once_a_minute_that_all_is_well(
    spoilt: Proxy, folder: Path, interval: float, times: list[int]
) -> None:
    lines = told(spoilt, folder, interval, {})

    assert [at for at, _line in lines] == times
    assert lines[0][1] == "2026-11-24T12:00:00+07:00 Identical: 3 objects; 3 written, 0 removed."
    assert lines[1][1].endswith("+07:00 Identical: 3 objects; 0 written, 0 removed.")


def test_it_tells_of_each_change_when_it_comes(spoilt: Proxy, folder: Path) -> None:
    lines = told(spoilt, folder, 5, {25: row_of(7), 30: row_of(8)})

    assert lines[1] == (25, "2026-11-24T12:00:25+07:00 Identical: 4 objects; 1 written, 0 removed.")
    assert [at for at, _line in lines] == [0, 25, 30, 90, 150]


def busy(status: int, retry_after: str | None = None) -> Callable[[Exchange], None]:
    """A fault of a portal that has no time."""

    def fault(exchange: Exchange) -> None:
        exchange.status = status
        if retry_after is not None:
            exchange.headers["Retry-After"] = retry_after

    return fault


def test_it_waits_longer_each_time_and_as_before_once_all_is_well(spoilt: Proxy, folder) -> None:
    spoilt.faults.append(busy(503))

    seconds, said = waits(
        spoilt, folder, 8, lambda number: spoilt.faults.clear() if number == 6 else None
    )

    assert seconds == [120, 240, 480, LONGEST_WAIT, LONGEST_WAIT, LONGEST_WAIT, 60, 60]
    assert said[0] == "the change feed: the portal answers 503; asking again in 120 s"


@pytest.mark.parametrize(
    ("asked", "seconds"),
    [
        ("300", 300),
        ("1", 60),
        ("Tue, 24 Nov 2026 05:10:00 GMT", 600),
        ("Tue, 24 Nov 2026 04:00:00 GMT", 60),
        ("86400", LONGEST_OBEYED),
        ("9" * 5_000, LONGEST_OBEYED),
        ("soon", 120),
        ("-5", 120),
        ("١٢", 120),
        ("Tue, 99 Nov 2026 99:00:00 GMT", 120),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_it_waits_as_long_as_it_is_asked_to(
    spoilt: Proxy, folder: Path, status: int, asked: str, seconds: float
) -> None:
    spoilt.faults.append(busy(status, asked.encode().decode("latin-1")))

    waited, _said = waits(spoilt, folder, 1, lambda number: None)

    assert waited == [seconds]


@pytest.mark.parametrize("status", [403, 503])
def test_it_shows_what_the_portal_says_itself(spoilt: Proxy, copy: Running, status: int) -> None:
    def refuse(exchange: Exchange) -> None:
        exchange.status = status
        exchange.json = {"title": "No", "detail": "Xã \x1b[2Jnày\nđang bảo trì." + "…" * 999}

    spoilt.faults.append(refuse)

    done = copy()

    assert done.stderr.startswith(
        f"congxa: the change feed: the portal answers {status}: Xã ?[2Jnày đang bảo trì.…"
    )
    assert (len(done.stderr) < 400, done.stderr.count("\n")) == (True, 1)


def test_it_goes_on_after_an_answer_that_was_cut_off(spoilt: Proxy, folder: Path) -> None:
    spoilt.faults.append(lambda exchange: exchange.headers.set("X-Cut", "9"))

    seconds, said = waits(spoilt, folder, 2, lambda number: spoilt.faults.clear())

    assert seconds == [120, 60]
    assert "the answer was cut off after 9 of" in said[0]
    assert len(files_in(folder)) == 4


def test_it_does_not_ask_again_what_was_refused(spoilt: Proxy, folder: Path) -> None:
    spoilt.faults.append(busy(403))

    with pytest.raises(Refused, match="the portal answers 403"):
        waits(spoilt, folder, 1, lambda number: None)


def test_it_brings_what_changed_between_two_looks(
    paper: Paper, spoilt: Proxy, folder: Path
) -> None:
    def change(number: int) -> None:
        paper.rows.append(row_of(100 + number))
        if number == 2:
            paper.rows[2] |= {"seq": 150, "op": "delete", "object": None}

    waits(spoilt, folder, 3, change)

    held = files_in(folder)
    assert f"article/{row_of(102)['id']}.json" in held
    assert f"article/{row_of(3)['id']}.json" not in held


def test_it_ends_when_the_copy_cannot_be_made_identical(spoilt: Proxy, folder: Path) -> None:
    def lie(exchange: Exchange) -> None:
        if exchange.is_page:
            page = exchange.json
            page["digest"]["count"] += 1
            exchange.json = page

    spoilt.faults.append(lie)

    with pytest.raises(AssertionError, match="it ended by itself"):
        waits(spoilt, folder, 1, lambda number: None)


@pytest.mark.parametrize("end", [signal.SIGINT, signal.SIGTERM])
def test_ctrl_c_ends_it_cleanly(spoilt: Proxy, folder: Path, end: signal.Signals) -> None:
    with served(spoilt) as address:
        command = [CONGXA, "mirror", address, str(folder), "--follow", "--interval", "1"]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        while len(spoilt.asked) < 3:
            assert process.poll() is None
        process.send_signal(end)
        out, error = process.communicate(timeout=30)

    line = rb"\d{4}-\d\d-\d\dT\S{8}\+07:00 Identical: 3 objects; 3 written, 0 removed\.\n"
    assert (process.returncode, error) == (0, b"")
    assert re.fullmatch(line + rb"Ended\.\n", out)
    assert len(files_in(folder)) == 4
