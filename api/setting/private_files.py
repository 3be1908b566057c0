"""Refuses a file with secrets that every account of the machine may open."""

import stat
from pathlib import Path

from api.setting.values import SettingsError


def check_private(path: Path) -> None:
    """Raise SettingsError when every account of the machine may open the file at `path`."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        raise SettingsError(f"{path} is open to everybody (mode {mode:04o}): run chmod 600 {path}")
