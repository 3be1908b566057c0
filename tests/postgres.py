"""A PostgreSQL server for the tests: the one named, else one started from Debian's programs.

`CONGXA_TEST_POSTGRES` names a server on which databases may be made (a URL without a database).
What is started here keeps nothing: no fsync, its own folder, a port of its own on 127.0.0.1.
"""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import psycopg
import pytest

PROGRAMS = Path("/usr/lib/postgresql")
PREFIX = "congxa-postgres-"
START_SECONDS = 30
# A database is five hundred files, made and deleted for each test: ext4 takes a third of a second
# of the processor for them, memory next to nothing.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - what lies there is a folder of our own making
ENOUGH_BYTES = 2_000_000_000
OPTIONS = {
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "200",
    "shared_buffers": "32MB",
    "autovacuum": "off",
    "max_wal_size": "256MB",
    "unix_socket_directories": "",
    "listen_addresses": "127.0.0.1",
    "logging_collector": "off",
    "log_min_messages": "fatal",
}


class Server:
    """A running server, and the databases that tests ask of it."""

    def __init__(self, address: str, pid: int | None = None) -> None:
        self.address = address.rstrip("/")
        self._pid = pid
        self._numbers = count(1)

    def create(self, template: str = "template1") -> str:
        """Make a database like `template` and return its URL."""
        name = f"congxa_test_{os.getpid()}_{next(self._numbers)}"
        # Files are copied in two thirds of the time that writing each block to the log takes.
        self._execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return f"{self.address}/{name}"

    def drop(self, url: str) -> None:
        """Remove a database, whoever is still connected to it."""
        self._execute(f'DROP DATABASE IF EXISTS "{url.rsplit("/", 1)[1]}" WITH (FORCE)')

    def rename(self, url: str, new: str) -> None:
        """Let a database have the address of another one."""
        old_name, new_name = (each.rpartition("/")[2] for each in (url, new))
        self._execute(f'ALTER DATABASE "{old_name}" RENAME TO "{new_name}"')

    @contextlib.contextmanager
    def frozen(self) -> Iterator[None]:
        """All processes of a server of our own stopped: its kernel answers for it, nobody else."""
        self._signal(signal.SIGSTOP)
        try:
            yield
        finally:
            self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        assert self._pid is not None, "only a server that was started here can be stopped"
        # First the one that starts others.
        os.kill(self._pid, number)
        for child in Path(f"/proc/{self._pid}/task/{self._pid}/children").read_text().split():
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), number)

    def _execute(self, sql: str) -> None:
        with psycopg.connect(f"{self.address}/postgres", autocommit=True) as connection:
            connection.execute(sql.encode())


@contextlib.contextmanager
def running() -> Iterator[Server]:
    """A server for as long as the block lasts; skips the test where there is none to be had."""
    named = os.environ.get("CONGXA_TEST_POSTGRES")
    if named:
        yield Server(named)
    else:
        with started() as server:
            yield server


@contextlib.contextmanager
def started() -> Iterator[Server]:
    """A server of our own for as long as the block lasts, even where another one is named."""
    programs = _programs()
    if programs is None:
        pytest.skip("no PostgreSQL: set CONGXA_TEST_POSTGRES or install the package postgresql")
    place = _place()
    sweep(place)
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=place))
    try:
        with _started(programs, folder) as server:
            yield server
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep(place: Path) -> None:
    """Take away what runs have left here that were killed: their servers ended with them."""
    for folder in place.glob(f"{PREFIX}*"):
        is_young = time.time() - folder.stat().st_mtime < START_SECONDS
        if not is_young and not _is_running(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_running(folder: Path) -> bool:
    """Whether the process still lives that the first line of a server's own file names."""
    with contextlib.suppress(OSError, ValueError, IndexError):
        pid = int((folder / "data" / "postmaster.pid").read_text().splitlines()[0])
        return b"postgres" in Path(f"/proc/{pid}/cmdline").read_bytes()
    return False


def give(folder: Path) -> pwd.struct_passwd:
    """Let root's servers use a folder; whose it is now."""
    names = {entry.pw_name for entry in pwd.getpwall()}
    user = pwd.getpwnam("postgres" if "postgres" in names else "nobody")
    os.chown(folder, user.pw_uid, user.pw_gid)
    return user


def _place() -> Path:
    """Memory where there is plenty of it, else wherever temporary files lie."""
    is_usable = IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free >= ENOUGH_BYTES
    return IN_MEMORY if is_usable else Path(tempfile.gettempdir())


def _programs() -> Path | None:
    versions = [path for path in PROGRAMS.glob("*/bin") if (path / "initdb").exists()]
    return max(versions, key=lambda path: int(path.parent.name), default=None)


@contextlib.contextmanager
def _started(programs: Path, folder: Path) -> Iterator[Server]:
    data = folder / "data"
    prefix = _as_another_user(folder)
    initdb = [programs / "initdb", "-D", data, "-U", "congxa", "-A", "trust", "-E", "UTF8"]
    done = subprocess.run(
        [*prefix, *initdb, "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        cwd=folder,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"initdb failed: {done.stderr.decode()}")
    port = _free_port()
    options = [part for name, value in OPTIONS.items() for part in ("-c", f"{name}={value}")]
    command = [*prefix, programs / "postgres", "-D", data, "-p", str(port), *options]
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        address = f"postgresql://congxa@127.0.0.1:{port}"
        _wait_until_ready(process, address)
        yield Server(address, process.pid)
    finally:
        process.send_signal(signal.SIGINT)  # its "fast shutdown": does not wait for clients
        process.wait(timeout=START_SECONDS)


def _as_another_user(folder: Path) -> list[str]:
    """PostgreSQL refuses to run as root, so root becomes somebody else for it."""
    if os.geteuid() != 0:
        return []
    user = give(folder)
    identity = (f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups")
    return ["setpriv", *identity, "--pdeathsig=INT"]  # and ends with a run that is killed


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_until_ready(process: subprocess.Popen[bytes], address: str) -> None:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        with contextlib.suppress(subprocess.TimeoutExpired):
            raise RuntimeError(f"postgres ended with {process.wait(timeout=0.05)}")
        with contextlib.suppress(psycopg.OperationalError):
            psycopg.connect(f"{address}/postgres", connect_timeout=1).close()
            return
    raise RuntimeError("postgres did not answer in time")
