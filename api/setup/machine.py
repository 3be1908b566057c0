"""The machine that is set up, or a folder that stands for it: what lies where, what is run."""

import grp
import os
import pwd
import shlex
import shutil
import stat
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from pathlib import Path
from typing import Any

import click

from api import places

ACCOUNT = "congxa"
WEB_ACCOUNT = "www-data"
_HTTPS_SECONDS = 3
_PAUSE_SECONDS = 0.5
_PACKAGES = "nginx-light libnginx-mod-http-cache-purge openssl"
_ROOT = frozenset({0, os.geteuid()})


class On(Enum):
    """What a command works on."""

    SYSTEM = auto()
    FILES = auto()
    PORTAL = auto()


@dataclass(frozen=True)
class Machine:
    """This machine; below `root` all is written, and nothing of the system is touched.

    With `is_dry` nothing is done: it is told alone.
    """

    root: Path | None
    is_dry: bool

    def at(self, path: str) -> Path:
        """Where a path of the machine lies."""
        return Path(path) if self.root is None else self.root / path.lstrip("/")

    def has_account(self) -> bool:
        """Whether files can be given to the account of the service."""
        return self.root is None and _account() is not None

    def has_web_account(self) -> bool:
        """Whether nginx may read what the service's group may."""
        return self.has_account() and WEB_ACCOUNT in grp.getgrnam(ACCOUNT).gr_mem

    def run(self, *command: str, on: On = On.SYSTEM) -> None:
        """Run a command, as root but for our own; raise ClickException when it fails.

        Below a root what works on the system is left out.
        """
        shown = shlex.join(command)
        if self.is_dry or (self.root is not None and on is On.SYSTEM):
            click.echo(f"Not run: {shown}")
            return
        # What ours print is the operator's to see: a link to choose a password is in it.
        silent = subprocess.DEVNULL if on is On.FILES else None
        done = subprocess.run(  # noqa: S603 - no shell, and no word of a stranger
            command, check=False, env=self._environ(), stderr=silent, **self._way(on)
        )
        if done.returncode:
            raise click.ClickException(f"{shown} ended with status {done.returncode}")

    def require_writable(self, path: str) -> None:
        """Raise ClickException where what stands there already is not for the account to fill."""
        folder = self.at(path)
        tested = ["test", "-d", str(folder), "-a", "-w", str(folder)]
        if not os.path.lexists(folder):
            return
        if subprocess.run(tested, check=False, **self._as_account()).returncode:  # noqa: S603
            parent = folder if folder.is_dir() else folder.parent
            raise click.ClickException(
                f"{folder} is no folder that the account {ACCOUNT} can write in: name one that is"
                f" not there yet, such as {parent / ACCOUNT}, and it is made"
            )

    def answers_by_https(self, domain: str, *, is_starting: bool) -> bool:
        """Whether anything does that browsers trust, be it that the program is down.

        An nginx that `is_starting` may still be reading its certificate.
        """
        deadline = time.monotonic() + (_HTTPS_SECONDS if is_starting else 0)
        while self.root is None:
            try:
                urllib.request.urlopen(f"https://{domain}/healthz", timeout=_HTTPS_SECONDS).close()
            except urllib.error.HTTPError as error:
                error.close()
            except OSError:
                if time.monotonic() >= deadline:
                    return False
                time.sleep(_PAUSE_SECONDS)
                continue
            return True
        return False

    def _environ(self) -> dict[str, str]:
        others = {k: v for k, v in os.environ.items() if not k.startswith("CONGXA_")}
        return {**others, "PATH": _path(), "CONGXA_CONFIG": str(self.at("/etc/congxa/congxa.env"))}

    def _way(self, on: On) -> dict[str, Any]:
        is_ours = on is On.PORTAL
        return {"cwd": self.at("/srv/congxa"), **self._as_account()} if is_ours else {}

    def _as_account(self) -> dict[str, Any]:
        as_whom = {"user": ACCOUNT, "group": ACCOUNT, "extra_groups": []}
        return as_whom if self.has_account() else {}


def program() -> Path:
    """The installed command that is being run."""
    return Path(sys.prefix) / "bin" / "congxa"


def refuse_incomplete(machine: Machine) -> None:
    """Raise ClickException where Debian's packages are missing."""
    programs = () if machine.root else ("nginx", "openssl", "systemctl", "useradd")
    for name in programs:
        if shutil.which(name, path=_path()) is None:
            raise click.ClickException(f"there is no {name}: run apt-get install {_PACKAGES}")


def refuse_open(paths: Sequence[Path]) -> None:
    """Raise ClickException when others may write to one of these, or to a folder above it."""
    for path in paths:
        for ancestor in (path, *path.parents):
            if ancestor.exists() and _is_open(ancestor, _ROOT):
                raise _open(ancestor)


def refuse_open_program() -> None:
    """The same of all files that are run."""
    for folder in (Path(sys.prefix), places.PACKAGE):
        refuse_open([folder])
        for path in folder.rglob("*"):
            if path.exists() and _is_open(path, _ROOT):
                raise _open(path)


def refuse_open_data(path: Path) -> None:
    """The same of the folder that is the account's own."""
    refuse_open([path.parent])
    account = _account()
    if path.exists() and _is_open(path, _ROOT if account is None else {*_ROOT, account.pw_uid}):
        raise _open(path)


def _open(path: Path) -> click.ClickException:
    return click.ClickException(
        f"{path} may be written by others: run chown root {path} and chmod go-w {path}"
    )


def _is_open(path: Path, owners: Collection[int]) -> bool:
    mode = path.stat().st_mode
    is_shared = bool(mode & stat.S_ISVTX)
    is_for_others = bool(mode & (stat.S_IWGRP | stat.S_IWOTH))
    return _owner(path) not in owners or (is_for_others and not is_shared)


def _owner(path: Path) -> int:
    return path.stat().st_uid


def _path() -> str:
    """Where programs are, those of the system included, which `su` leaves out."""
    return f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"


def _account() -> pwd.struct_passwd | None:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None
