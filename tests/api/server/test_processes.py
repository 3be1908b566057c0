"""The supervisor: ends its children, starts dead ones again, and leaves none behind."""

import os
import signal
import time
import urllib.request
from pathlib import Path

import pytest

from api.server import STOP_SECONDS
from tests import serving
from tests.api.server.processes import children, eventually, is_alive, starting, ticker, workers


@pytest.fixture
def environ(tmp_path: Path) -> dict[str, str]:
    """Settings of a server of one's own."""
    return serving.environment(tmp_path)


def answers(server: serving.LiveServer) -> bool:
    with urllib.request.urlopen(f"{server.url}/healthz", timeout=5) as response:
        return response.status == 200


def test_sigterm_ends_it_and_all_of_its_children(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        supervisor = server.process.pid
        started = eventually(lambda: ticker(supervisor) and children(supervisor))

        status = serving.stop(server)

        assert status == 0
        assert len(started) == 3
        assert [pid for pid in started if is_alive(pid)] == []
        assert [line for line in server.log.read_text().splitlines() if " INFO " not in line] == []


def test_ctrl_c_ends_it_like_sigterm(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        started = eventually(lambda: ticker(server.process.pid) and children(server.process.pid))

        # Those of them that it reached by itself would look as if they had died.
        assert {os.getpgid(pid) for pid in started}.isdisjoint({server.process.pid})
        os.killpg(server.process.pid, signal.SIGINT)

        assert server.process.wait(serving.STOP_SECONDS) == 0
        assert [pid for pid in started if is_alive(pid)] == []
        assert "died" not in server.log.read_text()
        assert "Traceback" not in server.log.read_text()


def test_it_can_be_ended_while_its_workers_start(environ: dict[str, str]) -> None:
    with starting(environ) as server:
        supervisor = server.process.pid
        started = eventually(lambda: len(workers(supervisor)) == 2 and children(supervisor))

        begun = time.monotonic()
        status = serving.stop(server)

        assert status == 0
        assert time.monotonic() - begun < STOP_SECONDS
        assert [pid for pid in started if is_alive(pid)] == []


def test_a_killed_child_is_started_again(environ: dict[str, str]) -> None:
    with serving.serving(environ) as server:
        supervisor = server.process.pid
        first_ticker = eventually(lambda: ticker(supervisor))
        first_workers = workers(supervisor)

        os.kill(first_workers[0], signal.SIGKILL)
        os.kill(first_ticker, signal.SIGKILL)

        # First the ticker: until it has its name it looks like one of the workers.
        eventually(lambda: ticker(supervisor) not in (None, first_ticker))
        eventually(
            lambda: len(workers(supervisor)) == 2 and first_workers[0] not in workers(supervisor)
        )
        assert first_workers[1] in workers(supervisor)
        serving.wait_until_ready(server)
        assert all(answers(server) for _ in range(20))
        assert "the ticker died and is started again" in server.log.read_text()


def test_the_children_of_a_killed_supervisor_end_and_a_new_one_starts(
    environ: dict[str, str],
) -> None:
    with serving.serving(environ) as server:
        started = eventually(lambda: ticker(server.process.pid) and children(server.process.pid))

        os.kill(server.process.pid, signal.SIGKILL)

        eventually(lambda: not any(is_alive(pid) for pid in started))
        with serving.serving(environ) as second:
            assert answers(second)
            assert serving.stop(second) == 0
