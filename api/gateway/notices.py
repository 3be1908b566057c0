"""Tells systemd (`Type=notify`) that the service answers and that it ends, if it wants to know."""

import contextlib
import os
import socket

_ASKED = b"GET /healthz HTTP/1.0\r\n\r\n"
_PATIENCE = 1.0
_ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - compared, not bound


class Notices:
    """What is told of a server at an address, if somebody has asked to be told."""

    def __init__(self, host: str, port: int) -> None:
        self._place = _ANYWHERE.get(host, host), port
        # A child that inherits it must not speak for us.
        self._listener = os.environ.pop("NOTIFY_SOCKET", "")
        self._is_ready = not self._listener

    def look(self) -> None:
        """Tell once that requests are answered, as soon as they are."""
        if not self._is_ready and self._answers():
            self._is_ready = True
            self._tell("READY=1")

    def end(self) -> None:
        """Tell that the service ends."""
        if self._listener:
            self._tell("STOPPING=1")

    def _answers(self) -> bool:
        with (
            contextlib.suppress(OSError),
            socket.create_connection(self._place, _PATIENCE) as line,
        ):
            line.sendall(_ASKED)
            return line.recv(64).partition(b" ")[2].startswith(b"200")
        return False

    def _tell(self, what: str) -> None:
        # A name that begins with "@" is one outside of the file system (sd_notify(3)).
        name = self._listener.replace("@", "\0", 1)
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as line:
            line.sendto(what.encode(), name)
