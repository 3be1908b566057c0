"""Lets root work as whoever owns the data: a file that root makes there, the service cannot use."""

import os
import pwd
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
    try:
        return _become(user, group)
    except OSError:
        return None


def _become(user: int, group: int) -> str:
    try:
        name = pwd.getpwuid(user).pw_name
        os.initgroups(name, group)
    except KeyError:
        name = str(user)
        os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    return name


def _owner(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_uid, status.st_gid
