"""Runs the installed `congxa` as its own processes, for tests that need the real server."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tests import forking

CONGXA = Path(sys.executable).with_name("congxa")
START_SECONDS = 60
LOG_LINES = 40
"""As many of the last lines as a failed test shows."""
STOP_SECONDS = 40
"""The server gives its workers ten seconds, its ticker ten more, and then folds what is left."""


@dataclass(frozen=True)
class LiveServer:
    """A server that answers at `url`, and the process that supervises it."""

    url: str
    process: subprocess.Popen[bytes]
    environ: Mapping[str, str]
    log: Path


def environment(folder: Path, **variables: str) -> dict[str, str]:
    """An environment in which `congxa` keeps everything in `folder` and answers on a free port.

    Its file of settings is an empty one, so that it reads none of whoever runs the tests.
    """
    port = free_port()
    (folder / "congxa.env").touch(0o600)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "HOME": str(folder),
        "CONGXA_CONFIG": str(folder / "congxa.env"),
        "CONGXA_DATABASE_URL": f"sqlite:///{folder}/congxa.db",
        "CONGXA_MEDIA_DIR": str(folder / "media"),
        "CONGXA_STATE_DIR": str(folder / "state"),
        "CONGXA_PORT": str(port),
        "CONGXA_BASE_URL": f"http://127.0.0.1:{port}",
        "CONGXA_WORKERS": "2",
        **variables,
    }


def congxa(
    environ: Mapping[str, str], *arguments: str, check: bool = True, given: str = ""
) -> subprocess.CompletedProcess[str]:
    """Run one command to its end, `given` a text; a failure shows what it printed."""
    command = [CONGXA, *arguments]
    done = subprocess.run(
        command, env=dict(environ), input=given, capture_output=True, text=True, check=False
    )
    return checked(done, check)


def quick(
    environ: Mapping[str, str], *arguments: str, check: bool = True
) -> subprocess.CompletedProcess[str]:
    """The same without a second for loading modules, for tests that run many commands."""
    return checked(forking.run(environ, arguments), check)


def checked(
    done: subprocess.CompletedProcess[str], check: bool
) -> subprocess.CompletedProcess[str]:
    """What a command has ended with; a failure shows what it printed."""
    if check and done.returncode:
        raise AssertionError(f"{' '.join(map(str, done.args))}: {done.returncode}\n{done.stderr}")
    return done


@contextlib.contextmanager
def serving(environ: Mapping[str, str]) -> Iterator[LiveServer]:
    """`congxa serve` for as long as the block lasts, stopped by SIGTERM.

    A failure shows the last lines of its log.
    """
    log = Path(environ["HOME"]) / "serve.log"
    with log.open("ab") as output:
        process = subprocess.Popen(
            [CONGXA, "serve"], env=dict(environ), stdout=output, stderr=output, process_group=0
        )
    server = LiveServer(f"http://127.0.0.1:{environ['CONGXA_PORT']}", process, environ, log)
    try:
        wait_until_ready(server)
        yield server
    except BaseException as error:
        error.add_note("\n".join(log.read_text(errors="replace").splitlines()[-LOG_LINES:]))
        raise
    finally:
        stop(server)


def wait_until_ready(server: LiveServer) -> None:
    """Return once /readyz answers 200; raise with the log when that does not come."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            status = server.process.wait(timeout=0.05)
            raise AssertionError(f"congxa serve ended with {status}\n{server.log.read_text()}")
        with contextlib.suppress(OSError, urllib.error.HTTPError):
            urllib.request.urlopen(f"{server.url}/readyz", timeout=2).close()
            return
    raise AssertionError(f"congxa serve did not become ready\n{server.log.read_text()}")


def stop(server: LiveServer) -> int:
    """End the server as an operator would and return its exit status; leave no child behind."""
    with contextlib.suppress(ProcessLookupError):
        server.process.send_signal(signal.SIGTERM)
    try:
        return server.process.wait(timeout=STOP_SECONDS)
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(server.process.pid, signal.SIGKILL)
        server.process.wait()


def free_port() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
