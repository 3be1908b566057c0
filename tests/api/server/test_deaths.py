"""However often workers die, they are started again, and the server goes on (F33)."""

import os
import signal
import urllib.request
from pathlib import Path

from api.gateway.supervisor import QUIET_SECONDS, Pauses
from tests import serving
from tests.api.server.processes import eventually, workers
from tests.sizes import SIZES

LONGEST_PAUSE = 4.0


def test_f33_no_number_of_deaths_ends_it(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        supervisor = server.process.pid
        for _ in range(SIZES["F33"].rounds):
            killed = eventually(lambda: workers(supervisor))[0]
            os.kill(killed, signal.SIGKILL)
            eventually(lambda pid=killed: pid not in workers(supervisor))
        eventually(lambda: len(workers(supervisor)) == 2)

        serving.wait_until_ready(server)
        deaths = [line for line in server.log.read_text().splitlines() if "worker died" in line]
        assert len(deaths) == SIZES["F33"].rounds
        assert all(" CRITICAL " in line and "signal 9" in line for line in deaths)
        assert serving.stop(server) == 0


def test_f33_a_death_after_a_reload_is_told_like_any_other(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path, CONGXA_WORKERS="1")
    with serving.serving(environ) as server:
        supervisor = server.process.pid

        def told() -> int:
            return server.log.read_text().count("worker died")

        for deaths in (1, 2, 3):  # the third is followed by a pause, in which it is reloaded
            os.kill(eventually(lambda: workers(supervisor))[0], signal.SIGKILL)
            eventually(lambda count=deaths: told() == count)
        server.process.send_signal(signal.SIGHUP)
        reloaded = eventually(lambda: workers(supervisor))
        os.kill(reloaded[0], signal.SIGKILL)

        eventually(lambda: told() == 4)
        eventually(lambda: workers(supervisor) and workers(supervisor) != reloaded)


def test_f03_one_that_hangs_is_started_again_while_others_answer(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        before = workers(server.process.pid)
        os.kill(before[0], signal.SIGSTOP)

        eventually(lambda: before[0] not in workers(server.process.pid), seconds=20)
        # Who had connected to it meanwhile is answered by the next one, or connects anew.
        eventually(lambda: len(workers(server.process.pid)) == 2)
        for _ in range(20):
            with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
                assert answer.status == 200
        assert before[1] in workers(server.process.pid)
        assert "worker hangs: number" in server.log.read_text()


def test_f33_both_workers_may_die_at_once(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        before = workers(server.process.pid)
        for pid in before:
            os.kill(pid, signal.SIGKILL)

        # Whoever comes meanwhile waits in the sockets that the supervisor keeps open.
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=20) as answer:
            assert answer.status == 200
        eventually(lambda: len(workers(server.process.pid)) == 2)
        assert set(before).isdisjoint(workers(server.process.pid))


def test_a_start_right_after_a_killed_supervisor_is_served(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        os.kill(server.process.pid, signal.SIGKILL)

        # The orphans may still answer for a moment, so it is asked for its own workers.
        with serving.serving(environ) as second:
            eventually(lambda: len(workers(second.process.pid)) == 2)
            serving.wait_until_ready(second)
            assert serving.stop(second) == 0


def test_pauses_grow_with_deaths_that_follow_each_other() -> None:
    pauses = Pauses()

    taken = [pauses.after_death(0, at) for at in range(8)]

    assert taken == [0, 0, 0.5, 1, 2, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]
    assert pauses.after_death(1, 8) == 0
    assert pauses.after_death(0, 8 + QUIET_SECONDS) == 0
