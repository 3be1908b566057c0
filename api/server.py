"""`congxa serve`: the HTTP server with its workers, and the ticker beside them.

The process that is started supervises: it ends its children on SIGTERM, starts a dead one again,
and a child whose supervisor was killed ends by itself, so that a new start finds a clean house.
"""

import contextlib
import gc
import logging
import multiprocessing
import os
import resource
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from api.db import databases
from api.folders import check_frontend
from api.gateway import signals
from api.gateway.ports import check_port
from api.gateway.silence import Watch
from api.http.watched import tally
from api.media.sandbox import pool
from api.preparation import tally_of
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.clock import now
from api.setting.table import PREFIX
from api.settings import Settings, SettingsError, as_environment
from api.views import commands, salts, tasks
from api.views.salts import Salts

TICKER_RESTART_SECONDS = 1.0
STOP_SECONDS = 10
ORPHAN_SECONDS = 1
HEADER_SECONDS = 30
MOST_CONNECTIONS = 10_000
"""Of one worker at a time; further ones wait in the kernel."""
_log = logging.getLogger(__name__)


def serve(settings: Settings, reread: Callable[[], Settings] | None = None) -> None:
    """Serve until SIGTERM or SIGINT; SIGHUP starts the workers again with what `reread` gives."""
    check_port(settings.host, settings.port)
    salts.use(Salts())
    commands.renew_salts(now())
    databases.close()
    pool.close()  # What `congxa demo` needed for its pictures.
    # Connections and threads must not be carried into children: they begin from nothing.
    multiprocessing.set_start_method("fork", force=True)
    # No picture of memory is to reach a disk: it would hold addresses, and the salt.
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    _allow_many_connections()
    tally.begin_anew(tally_of(settings))
    current, parent = Current(settings, reread or (lambda: settings)), os.getpid()
    server = _granian(settings)
    _tell(server, current, signals.setter(parent))
    # What is there now is nobody's to look through again: a worker would make it its own.
    gc.freeze()
    server.serve(target_loader=lambda: _load(current, parent), wrap_loader=False)


def _tell(server: Any, current: "Current", set_signals: Callable[[], None]) -> None:
    """Have what goes on beside the workers begin, be renewed and end with the server."""
    ticker = Ticker(salts.current().descriptor, lambda: current.settings)
    server.on_startup(set_signals)
    server.on_startup(ticker.start)
    server.on_reload(current.reload)
    server.on_reload(ticker.restart)
    server.on_shutdown(ticker.stop)
    server.on_shutdown(lambda: tasks.fold_rest(now()))


class Current:
    """What workers begin with: settings and, made before they are forked, their routes.

    So a worker is there in half the time and shares most of its memory with the others. A bad new
    setting or page leaves the old ones in force.
    """

    def __init__(self, settings: Settings, reread: Callable[[], Settings]) -> None:
        self.settings = settings
        self.routed = _routed(settings)
        self._reread = reread

    def reload(self) -> None:
        """Take settings and pages as they are now."""
        try:
            settings = self._reread()
            check_frontend(settings.frontend_dir)
            self.settings, self.routed = settings, _routed(settings)
        except SettingsError as error:
            _log.error("the settings stay as they were: %s", error)
        else:
            _log.info("the workers start again with the settings of now")


def _routed(settings: Settings) -> Any:
    from api import application

    return application.routed(settings)


_FIXED: dict[str, Any] = {
    "respawn_interval": 0.1,
    "websockets": False,
    "log_access": False,
    "workers_kill_timeout": STOP_SECONDS,
}


def _granian(settings: Settings) -> Any:
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.http import HTTP1Settings

    from api.gateway.notices import Notices
    from api.gateway.supervisor import BACKLOG, Supervisor, listening

    return Supervisor(
        target="api",
        address=settings.host,
        port=settings.port,
        sockets=listening(settings.host, settings.port, settings.workers),
        notices=Notices(settings.host, settings.port),
        interface=Interfaces.RSGI,
        loop=Loops.uvloop,
        # A silent connection has a deadline in HTTP/1 alone: HTTP/2, and whoever has yet to show
        # which of the two it speaks, would stay for ever.
        http=HTTPModes.http1,
        workers=settings.workers,
        backlog=BACKLOG,
        backpressure=MOST_CONNECTIONS,
        http1_settings=HTTP1Settings(header_read_timeout=HEADER_SECONDS * 1_000),
        log_dictconfig=_LOGGING,
        **_FIXED,
    )


def _allow_many_connections() -> None:
    """As many open files as the system lets this user have: each connection is one."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _load(current: Current, parent: int) -> Any:
    """The application, in a worker that has just begun."""
    from api.application import gateway
    from api.gateway import shortcut

    # In a group of its own, so that Ctrl-C reaches it only through the supervisor.
    os.setpgid(0, 0)
    threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    Watch(current.settings.port).start()
    made = gateway(current.routed, current.settings)
    counting = tally.current()
    if counting is not None:
        counting.keep_adding()
    shortcut.install(made.at_once)
    # Whoever had this place may have been killed between a commit and what follows on the disk.
    alarms.sound(Alarm.MEDIA)
    return made


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
    # Whoever starts the server again must not wait for a client of the old one.
    time.sleep(ORPHAN_SECONDS)
    os._exit(1)


class Ticker:
    """The ticker's process, started again when it dies."""

    def __init__(self, salts_descriptor: int, settings: Callable[[], Settings]) -> None:
        self._salts = salts_descriptor
        self._settings = settings
        self._stopping = threading.Event()
        self._is_replaced = False
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._watcher = threading.Thread(target=self._watch, daemon=True)

    def start(self) -> None:
        """Start it, and watch over it."""
        self._spawn()
        self._watcher.start()

    def restart(self) -> None:
        """Let another one take its place."""
        with self._turn:
            self._is_replaced = True
            if self._process is not None:
                self._process.terminate()

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
                    command, process_group=0, pass_fds=(self._salts,), env=self._environ()
                )

    def _environ(self) -> dict[str, str]:
        """The settings in force here: those in the file may be half written by now."""
        others = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        return {**others, **as_environment(self._settings())}

    def _watch(self) -> None:
        while self._process is not None:
            self._process.wait()
            if self._stopping.wait(TICKER_RESTART_SECONDS):
                return
            if not self._is_replaced:
                _log.error("the ticker died and is started again")
            self._is_replaced = False
            self._spawn()


_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"_granian": {"level": "WARNING", "propagate": True, "handlers": []}},
}
