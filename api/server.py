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
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from api import installation, ticker
from api.db import databases
from api.folders import check_frontend
from api.gateway import heaps, signals
from api.gateway.ports import check_port
from api.gateway.silence import Watch
from api.http.watched import tally
from api.media.sandbox import pool
from api.preparation import log_to_stderr, tally_of
from api.runtime import alarms
from api.runtime.alarms import Alarm
from api.runtime.clock import now
from api.settings import Settings, SettingsError
from api.views import commands, salts, tasks
from api.views.salts import Salts

TICKER_NAME = "congxa-ticker"
"""By which it is told from the workers, in `ps` and `top`."""
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
    heaps.share()
    tally.begin_anew(tally_of(settings))
    current, parent = Current(settings, reread or (lambda: settings)), os.getpid()
    server = _granian(settings)
    _tell(server, current, signals.setter(parent))
    # What is there now is nobody's to look through again: a worker would make it its own.
    gc.freeze()
    beat = server.pulse.beat
    server.serve(target_loader=lambda: _load(current, parent, beat), wrap_loader=False)


def _tell(server: Any, current: "Current", set_signals: Callable[[], None]) -> None:
    """Have what goes on beside the workers begin, be renewed and end with the server."""
    beside = Ticker(current, server.let_go)
    server.on_startup(set_signals)
    server.on_startup(beside.start)
    server.on_look(beside.look)
    server.on_reload(current.reload)
    server.on_reload(beside.restart)
    server.on_shutdown(beside.stop)
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


def _load(current: Current, parent: int, beat: Callable[[], None]) -> Any:
    """The application, in a worker that has just begun."""
    from api.application import gateway
    from api.gateway import shortcut

    # In a group of its own, so that Ctrl-C reaches it only through the supervisor.
    os.setpgid(0, 0)
    threading.Thread(target=_live_with, args=(parent, beat), daemon=True).start()
    Watch(current.settings.port).start()
    made = gateway(current.routed, current.settings)
    shortcut.install(made.at_once)
    # Whoever had this place may have been killed between a commit and what follows on the disk.
    alarms.sound(Alarm.MEDIA)
    return made


def _live_with(parent: int, beat: Callable[[], None]) -> None:
    """Say that this process goes on, as long as its supervisor is there; then end."""
    while os.getppid() == parent:
        beat()
        time.sleep(0.2)
    os.kill(os.getpid(), signal.SIGTERM)
    # Whoever starts the server again must not wait for a client of the old one.
    time.sleep(ORPHAN_SECONDS)
    os._exit(1)


class Ticker:
    """The ticker's process, forked as workers are, and again when it dies.

    `begin` is called in it first.
    """

    def __init__(self, current: Current, begin: Callable[[], None]) -> None:
        self._current = current
        self._begin = begin
        self._process: multiprocessing.Process | None = None
        self._is_replaced = False
        self._restart_at = 0.0

    def start(self) -> None:
        """Start it."""
        arguments = (self._begin, self._current.settings, os.getpid())
        # A daemon: a supervisor that fails on its way does not wait for it for ever.
        self._process = multiprocessing.Process(target=_tick, args=arguments, daemon=True)
        self._process.start()
        self._is_replaced, self._restart_at = False, 0.0

    def look(self) -> None:
        """Start it again if it has died: at once in place of another one, else after a pause."""
        if self._process is None or self._process.is_alive():
            return
        if not self._restart_at:
            self._restart_at = time.monotonic()
            if not self._is_replaced:
                _log.error("the ticker died and is started again")
                self._restart_at += TICKER_RESTART_SECONDS
        if time.monotonic() >= self._restart_at:
            self.start()

    def restart(self) -> None:
        """Let another one take its place."""
        self._is_replaced = True
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """End it, and wait for its last tick."""
        if self._process is None:
            return
        self._process.terminate()
        self._process.join(STOP_SECONDS)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()


def _tick(begin: Callable[[], None], settings: Settings, parent: int) -> None:
    """What the ticker's process does."""
    # In a group of its own, so that Ctrl-C reaches it only through `Ticker.stop`.
    os.setpgid(0, 0)
    with contextlib.suppress(OSError):
        Path("/proc/self/comm").write_text(TICKER_NAME, "utf-8")
    begin()
    log_to_stderr(settings.log_level, settings.log_format)
    installation.to_work_for(settings)
    ticker.run(parent=parent)


_LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "loggers": {"_granian": {"level": "WARNING", "propagate": True, "handlers": []}},
}
