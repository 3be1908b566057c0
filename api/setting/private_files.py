"""Files with secrets: made once, and refused when every account of the machine may open them."""

import os
import shlex
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

from api.setting.values import SettingsError


class OpenFile(SettingsError):
    """Every account of the machine may open a file with secrets."""

    def __init__(self, path: Path, mode: int) -> None:
        self.mend = f"chmod 600 {shlex.quote(str(path))}"
        super().__init__(f"{path} is open to everybody (mode {mode:04o}): run {self.mend}")


def check_private(path: Path) -> None:
    """Raise OpenFile when every account of the machine may open the file at `path`."""
    mode = stat.S_IMODE(path.stat().st_mode)
    if mode & (stat.S_IROTH | stat.S_IWOTH):
        raise OpenFile(path, mode)


def kept_text(path: Path, make: Callable[[], str]) -> str:
    """The text of a private file, which `make` gives the first time.

    Of several processes that make it at once all get the same.
    """
    if not path.exists():
        _create(path, make())
    check_private(path)
    return path.read_bytes().decode("ascii").strip()


def _create(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")  # mode 0600
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        # A link never replaces a file: whoever comes second takes that of the first.
        os.link(temporary, path)
    except FileExistsError:
        pass
    finally:
        os.unlink(temporary)
