"""The mark by which the folder of media and the database know that they belong together.

Several nodes share both. One with a folder of its own would answer 404 for what others show, so it
says that it is not ready.
"""

import secrets
from pathlib import Path

from api.media.errors import ForeignFolder
from api.publishing.live import kept_settings
from api.publishing.live.models import KeptSetting
from api.runtime.disk.whole_files import replacing

FILE = ".installation"
_NAME = "media_marker"


def settle(root: Path) -> None:
    """Mark both, unless the database knows of a mark: then another folder is not made its own."""
    if _of_database() is not None:
        return
    with kept_settings.alone():
        if _of_database() is None:
            _mark(root, _of_folder(root) or _new())


def renew(root: Path) -> None:
    """Mark both anew, as after a restore: the folder of before belongs to another."""
    with kept_settings.alone():
        _mark(root, _new())


def adopt(root: Path) -> None:
    """Let this folder be the one that the database knows, whatever it was."""
    with kept_settings.alone():
        _mark(root, _of_database() or _new())


def require_own(root: Path) -> None:
    """Raise ForeignFolder where the folder bears another mark than the database, or none."""
    known = _of_database()
    if known is not None and known != _of_folder(root):
        raise ForeignFolder(
            f"{root} is not the folder of media of this installation: set"
            " CONGXA_MEDIA_DIR to the one that all nodes share"
        )


def _mark(root: Path, mark: str) -> None:
    # The folder first: whoever reads the mark in the database finds it there.
    with replacing(root / FILE) as file:
        file.write(f"{mark}\n".encode("ascii"))
    KeptSetting.delete().where(KeptSetting.name == _NAME).execute()
    KeptSetting.insert(name=_NAME, value=mark, is_default=True).execute()


def _new() -> str:
    return secrets.token_hex(8)


def _of_database() -> str | None:
    row = KeptSetting.get_or_none(KeptSetting.name == _NAME)
    return row.value if row else None


def _of_folder(root: Path) -> str | None:
    try:
        return (root / FILE).read_text("ascii", "replace").strip()
    except FileNotFoundError:
        return None
