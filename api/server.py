"""`congxa serve`: the WSGI server with its workers, and the ticker beside them.

The process that is started supervises: it ends its children on SIGTERM, starts a dead one again,
and a child whose supervisor was killed ends by itself, so that a new start finds a clean house.
"""

import logging
import multiprocessing
import os
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, cast

from api.core import db
from api.core.clock import now
from api.settings import Settings
from api.viewcounts import commands, salts, tasks
from api.viewcounts.salts import Salts

TICKER_RESTART_SECONDS = 1.0
STOP_SECONDS = 10
BLOCKING_THREADS = 4
_log = logging.getLogger(__name__)


class PortTaken(RuntimeError):
    """Somebody listens on the port already."""


def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT."""
    check_port(settings.host, settings.port)
    salts.use(Salts())
    commands.renew_salts(now())
    db.close()
    # Connections and threads must not be carried into children: they begin from nothing.
    multiprocessing.set_start_method("fork", force=True)
    # No picture of memory is to reach a disk: it would hold addresses, and the salt.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    parent = os.getpid()
    server = _granian(settings)
    ticker = Ticker(salts.current().descriptor)
    server.on_startup(_signals(parent, signal.getsignal(signal.SIGHUP)))
    server.on_startup(ticker.start)
    server.on_shutdown(ticker.stop)
    server.on_shutdown(lambda: tasks.fold_rest(now()))
    server.serve(target_loader=lambda: _load(settings, parent), wrap_loader=False)


def _granian(settings: Settings) -> Any:
    from granian import Granian
    from granian.constants import Interfaces

    return Granian(
        target="api",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=BLOCKING_THREADS,
        respawn_failed_workers=True,
        respawn_interval=0.1,
        workers_kill_timeout=STOP_SECONDS,
        websockets=False,
        log_access=False,
        log_dictconfig=_LOGGING,
    )


def _signals(parent: int, hangup: Any) -> Callable[[], None]:
    """What sets the signals that end the supervisor, and a worker that has none of its own yet."""

    def set_handlers() -> None:
        end = cast("Callable[..., Any]", signal.getsignal(signal.SIGTERM))

        def handle(*args: Any) -> None:
            # A worker begins with the supervisor's handlers, which would end nothing there.
            end(*args) if os.getpid() == parent else os._exit(0)

        signal.signal(signal.SIGTERM, handle)
        signal.signal(signal.SIGINT, handle)
        # A closed terminal ends the server as well, unless `nohup` asked otherwise.
        signal.signal(signal.SIGHUP, hangup if hangup is signal.SIG_IGN else handle)

    return set_handlers


def _load(settings: Settings, parent: int) -> Callable[..., Any]:
    """The application, in a worker that has just begun."""
    from api import create_app

    # In a group of its own, so that Ctrl-C reaches it only through the supervisor.
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    return create_app(settings)


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(STOP_SECONDS)
    os._exit(1)


def check_port(host: str, port: int) -> None:
    """Refuse a port in use: the server's own sockets would silently share it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise PortTaken(f"{host}:{port} cannot be used: {error.strerror}") from error


class Ticker:
    """The ticker's process, started again when it dies."""

    def __init__(self, salts_descriptor: int) -> None:
        self._salts = salts_descriptor
        self._stopping = threading.Event()
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it, and watch over it."""
        self._spawn()
        self._watcher.start()

    def stop(self) -> None:
        """End it, and wait for its last tick."""
        with self._turn:
            self._stopping.set()
        process = self._process
        if process is None:
            return
        process.terminate()
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def _spawn(self) -> None:
        command = [sys.executable, "-P", "-m", "api.cli", "worker"]
        command += ["--parent", str(os.getpid()), "--salts", str(self._salts)]
        with self._turn:
            if not self._stopping.is_set():
                # In a group of its own, so that Ctrl-C reaches it only through `stop`.
                self._process = subprocess.Popen(  # noqa: S603 - our own
                    command, process_group=0, pass_fds=(self._salts,)
                )

    def _watch(self) -> None:
        while self._process is not None:
            self._process.wait()
            if self._stopping.wait(TICKER_RESTART_SECONDS):
                return
            _log.error("the ticker died and is started again")
            self._spawn()


_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"_granian": {"level": "WARNING", "propagate": True, "handlers": []}},
}
