"""Lets root work as whoever owns the data: a file that root makes there, the service cannot use."""

import os
import pwd
import sys
from contextlib import suppress
from pathlib import Path


def become_owner(folder: Path) -> str | None:
    """As root go on as the owner of a folder, or of where it will be made; say as whom.

    Root of a container that may become nobody stays who it is.
    """
    if os.geteuid() != 0:
        return None
    nearest = next(path for path in (folder, *folder.parents) if path.exists())
    user, group = _owner(nearest)
    if user == 0:
        return None
    before = os.getegid(), os.getgroups()
    try:
        return _become(user, group)
    except OSError:
        with suppress(OSError):
            os.setegid(before[0])
            os.setgroups(before[1])
        return None


def _become(user: int, group: int) -> str:
    name, home = str(user), "/"
    try:
        account = pwd.getpwuid(user)
    except KeyError:
        os.setgroups([])
    else:
        # The groups of the account, as the service has them: its settings are one's of these.
        name, home, group = account.pw_name, account.pw_dir, account.pw_gid
        os.initgroups(name, group)
    os.setegid(group)
    _require_program(user)
    os.setgid(group)
    os.setuid(user)
    # What lies in root's, as certificates for PostgreSQL, ends what may not look there.
    os.environ.update(HOME=home, USER=name, LOGNAME=name)
    return name


def _require_program(user: int) -> None:
    """Raise OSError where this account may not read the program, most of which is yet to load."""
    os.seteuid(user)
    try:
        for path in (os.__file__, sys.executable, __file__):
            Path(path).open("rb").close()
    finally:
        os.seteuid(0)


def _owner(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid
