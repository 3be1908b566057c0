"""SIGHUP starts the workers again; one that comes from a closed terminal ends the server."""

import fcntl
import os
import pty
import re
import signal
import subprocess
import sys
import termios
import urllib.request
from collections.abc import Iterator
from http.client import RemoteDisconnected
from pathlib import Path

import pytest

from tests import serving
from tests.api.server.processes import children, eventually, is_alive, starting, workers


@pytest.fixture
def terminal() -> Iterator[tuple[int, int]]:
    """The two ends of a terminal: ours, and the one that a program gets."""
    ours, its = pty.openpty()
    yield ours, its
    for end in (ours, its):
        try:
            os.close(end)
        except OSError:
            continue


def test_sighup_starts_the_workers_again_and_nobody_is_refused(tmp_path: Path) -> None:
    environ = serving.environment(tmp_path)
    with serving.serving(environ) as server:
        before = workers(server.process.pid)

        server.process.send_signal(signal.SIGHUP)

        eventually(lambda: is_served(server) and not {*before} & {*workers(server.process.pid)})
        eventually(lambda: len(workers(server.process.pid)) == 2)
        assert server.process.poll() is None
        assert "worker died" not in server.log.read_text()
        assert "ticker died" not in server.log.read_text()


def test_sighup_of_the_first_moments_waits_until_there_is_something_to_reload(
    tmp_path: Path,
) -> None:
    with starting(serving.environment(tmp_path)) as server:
        eventually(lambda: is_blocked(server.process.pid))

        server.process.send_signal(signal.SIGHUP)

        eventually(lambda: "start again with the settings of now" in server.log.read_text())
        serving.wait_until_ready(server)
        assert [pid for pid in processes(server) if is_blocked(pid)] == []


def test_a_terminal_that_closes_in_the_first_moments_ends_it(
    tmp_path: Path, terminal: tuple[int, int]
) -> None:
    ours, its = terminal
    server = started_at(its, tmp_path)
    os.close(its)
    eventually(lambda: is_blocked(server.process.pid))

    os.close(ours)

    assert server.process.wait(serving.STOP_SECONDS) == 0


def test_a_terminal_that_closes_ends_it(tmp_path: Path, terminal: tuple[int, int]) -> None:
    ours, its = terminal
    server = started_at(its, tmp_path)
    os.close(its)
    serving.wait_until_ready(server)
    process, started = server.process, children(server.process.pid)

    process.send_signal(signal.SIGHUP)  # by hand, while the terminal is there
    eventually(lambda: not {*started} <= {*children(process.pid)} and is_served(server))
    assert process.poll() is None
    os.close(ours)

    assert process.wait(serving.STOP_SECONDS) == 0
    assert [pid for pid in started if is_alive(pid)] == []


def started_at(its: int, folder: Path) -> serving.LiveServer:
    """`congxa serve` that has only just been asked to start, at a terminal."""
    environ = serving.environment(folder)
    log = folder / "serve.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [serving.CONGXA, "serve"], env=environ, stdin=its, stdout=output, stderr=output,
            preexec_fn=lambda: adopt(its),
        )  # fmt: skip
    return serving.LiveServer(f"http://127.0.0.1:{environ['CONGXA_PORT']}", process, environ, log)


def adopt(its: int) -> None:
    """Make a terminal that of a session of one's own."""
    os.setsid()
    fcntl.ioctl(its, termios.TIOCSCTTY, 0)


def processes(server: serving.LiveServer) -> list[int]:
    return [server.process.pid, *children(server.process.pid)]


def is_blocked(pid: int) -> bool:
    """Whether SIGHUP alone waits before this process; before it runs its program, all do."""
    found = re.search(r"^SigBlk:\s*([0-9a-f]+)$", Path(f"/proc/{pid}/status").read_text(), re.M)
    return bool(found and int(found[1], 16) == 1 << (signal.SIGHUP - 1))


def is_served(server: serving.LiveServer) -> bool:
    try:
        with urllib.request.urlopen(f"{server.url}/healthz", timeout=10) as answer:
            return bool(answer.status == 200)
    except RemoteDisconnected:
        # A worker that ends closes what has asked nothing yet; a GET is then sent again by
        # whoever follows RFC 9112 §9.3.1. One that is refused is an error.
        return False


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_waits_for_no_lock_of_whom_it_interrupts(number: signal.Signals) -> None:
    code = _HELD.format(number=int(number))
    done = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)

    try:
        assert done.communicate(timeout=30)[0] == b"noted\n"
    finally:
        done.kill()


# SIGTERM and SIGHUP come at any moment: also to who holds the lock of granian's event.
_HELD = """
import os, signal, threading
from api.gateway.supervisor import Supervisor
from api.runtime.wakeup import Wakeup

held = Supervisor.__new__(Supervisor)
held.main_loop_interrupt, held._wakeup = threading.Event(), Wakeup()
signal.signal(signal.SIGTERM, held.signal_handler_interrupt)
signal.signal(signal.SIGHUP, held.signal_handler_reload)
with held.main_loop_interrupt._cond:
    os.kill(os.getpid(), {number})
print("noted")
"""
