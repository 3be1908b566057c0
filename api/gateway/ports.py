"""Whether a port can be had, asked before anything of an installation is touched."""

import errno
import socket
import time

PORT_SECONDS = 3


class PortTaken(RuntimeError):
    """Somebody listens on the port already."""


def check_port(host: str, port: int) -> None:
    """Refuse a port in use: the server's own sockets would silently share it."""
    until = time.monotonic() + PORT_SECONDS
    while (error := _refusal(host, port)) is not None:
        # The workers of a server that was killed are about to end.
        if error.errno != errno.EADDRINUSE or time.monotonic() > until:
            raise PortTaken(f"{host}:{port} cannot be used: {error.strerror}") from error
        time.sleep(0.1)


def _refusal(host: str, port: int) -> OSError | None:
    """Why a port cannot be had now."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            return error
    return None
