"""The HTTP server's supervisor: its sockets outlive its workers, and no number of deaths ends it.

A worker that dies is started again, at once at first and then with growing pauses; each death is
one line of the log that begins with `worker died`. One that hangs is ended (`worker hangs`).
"""

import logging
import socket
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from granian._granian import SocketHolder
from granian.server.mp import MPServer, WorkerProcess

from api.gateway.notices import Notices
from api.gateway.pulse import Pulse
from api.runtime.wakeup import Wakeup

BACKLOG = 2_048
QUIET_SECONDS = 60.0
"""A worker that lived so long begins without a pause again."""
_PAUSES = (0.0, 0.0, 0.5, 1.0, 2.0, 4.0)
# Linux's number of it, which Python names from 3.12 on: more than this waits outside of the kernel,
# so that a client's progress is seen in small steps.
_TCP_NOTSENT_LOWAT = 25
_UNSENT_BYTES = 128 * 1024

_LOOK_SECONDS = 0.2
TOLD_AGAIN_SECONDS = 2
"""So long a worker is told to end once a second."""

_log = logging.getLogger(__name__)


class Supervisor(MPServer):
    """granian with a listening socket for each worker that stays while the worker comes and goes.

    Whoever connects while a worker starts again waits in its queue instead of being refused.
    """

    def __init__(
        self, *args: Any, sockets: list[socket.socket], notices: Notices, **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.workers_kill_timeout = (self.workers_kill_timeout or 0) - TOLD_AGAIN_SECONDS
        self._notices = notices
        self._looks: list[Callable[[], None]] = [notices.look]
        self._sockets = sockets
        self.pulse = Pulse(len(sockets))
        self._pauses = Pauses()
        self._restart_at: dict[int, float] = {}
        self._wakeup = Wakeup()

    # granian's own set an event (see `Wakeup`).
    def signal_handler_interrupt(self, *_: Any) -> None:
        """Note that the server is to end."""
        self.interrupt_signal = True
        self._wakeup.call()

    def signal_handler_reload(self, *_: Any) -> None:
        """Note that the workers are to start again."""
        self.reload_signal = True
        self._wakeup.call()

    def on_look(self, hook: Callable[[], None]) -> None:
        """Have `hook` called again and again, from the start to the end."""
        self._looks.append(hook)

    def let_go(self) -> None:
        """Close, in a child that serves nobody, what clients connect to."""
        for listener in self._sockets:
            listener.close()

    def _init_shared_socket(self) -> None:
        # granian's own sockets would end with each worker.
        self._ssp = self._shd = self._sfd = self._sso = None

    def _spawn_worker(self, idx: int, **how: Any) -> WorkerProcess:  # type: ignore[override]
        # Its own types know one argument, its code asks for three.
        holder: Any = SocketHolder
        self._shd = holder(self._sockets[idx].fileno(), False, BACKLOG)
        # Whoever asked for it, a reload included: its next death is one of its own.
        self._restart_at.pop(idx, None)
        self.pulse.begin(idx)
        worker = super()._spawn_worker(idx=idx, **how)
        # No thread that waits for its end too, and logs it in words of its own.
        worker._watch = lambda: None  # type: ignore[method-assign]
        return worker

    def _serve_loop(self, spawn_target: Any, target_loader: Any) -> None:
        # granian's own loop ends the server when a worker dies twice within 5.5 seconds.
        while not self.interrupt_signal:
            self._wakeup.wait(_LOOK_SECONDS)
            for look in self._looks:
                look()
            self._restart_dead(spawn_target, target_loader)
            if self.reload_signal and not self.interrupt_signal:
                self._reload(spawn_target, target_loader)
        self._notices.end()
        self.interrupt_children.clear()

    def _stop_workers(self) -> None:
        # One that comes just as a worker begins is lost to it, and it would be waited for in vain.
        for _ in range(TOLD_AGAIN_SECONDS):
            for worker in self.wrks:
                worker.terminate()
            if _have_ended(self.wrks, within=1.0):
                break
        super()._stop_workers()

    def _restart_dead(self, spawn_target: Any, target_loader: Any) -> None:
        for index, worker in enumerate(self.wrks):
            if worker.is_alive():
                self._end_if_lost(index, worker)
                continue
            if index not in self._restart_at:
                self._restart_at[index] = time.monotonic() + self._announced(index, worker)
            if time.monotonic() >= self._restart_at[index]:
                self._respawn_workers([index], spawn_target, target_loader)

    def _end_if_lost(self, index: int, worker: WorkerProcess) -> None:
        """Who connected to one that hangs would wait for it, while others answer."""
        if self.pulse.is_lost(index):
            _log.critical("worker hangs: number %d, process %s", index + 1, worker.inner.pid)
            worker.inner.kill()

    def _announced(self, index: int, worker: WorkerProcess) -> float:
        """Say that a worker has died; in how many seconds it is started again."""
        pause = self._pauses.after_death(index, time.monotonic())
        code = worker.inner.exitcode or 0
        how = f"signal {-code}" if code < 0 else f"status {code}"
        _log.critical(
            "worker died: number %d, process %s, %s; it is started again in %.1f s",
            index + 1, worker.inner.pid, how, pause,
        )  # fmt: skip
        return pause


def _have_ended(workers: Sequence[WorkerProcess], within: float) -> bool:
    until = time.monotonic() + within
    while any(worker.is_alive() for worker in workers):
        if time.monotonic() > until:
            return False
        time.sleep(0.02)
    return True


class Pauses:
    """How long to wait before a worker is started again: longer each time it dies soon after."""

    def __init__(self) -> None:
        self._deaths: dict[int, list[float]] = {}

    def after_death(self, index: int, at: float) -> float:
        """The pause in seconds after the worker `index` has died at a time."""
        recent = [death for death in self._deaths.get(index, []) if at - death < QUIET_SECONDS]
        self._deaths[index] = [*recent, at]
        return _PAUSES[min(len(recent), len(_PAUSES) - 1)]


def listening(host: str, port: int, count: int) -> list[socket.socket]:
    """As many sockets at one address; the kernel deals new connections out among them."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    return [_listening(family, (host, port)) for _ in range(count)]


def _listening(family: int, address: tuple[str, int]) -> socket.socket:
    made = socket.socket(family)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    if sys.platform == "linux":
        made.setsockopt(socket.IPPROTO_TCP, _TCP_NOTSENT_LOWAT, _UNSENT_BYTES)
    made.bind(address)
    made.listen(BACKLOG)
    made.setblocking(False)
    return made
