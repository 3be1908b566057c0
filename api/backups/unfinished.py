"""The mark of an installation that a backup is being brought back into: nobody may use it yet."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_MARK = "restoring"


class HalfRestored(RuntimeError):
    """A restore was cut off: what is there may show what it must not."""


@contextmanager
def restoring(state_dir: Path) -> Iterator[None]:
    """Let nobody use the installation until the block has ended well."""
    mark = state_dir / _MARK
    mark.touch(0o600)
    yield
    mark.unlink()


def require_whole(state_dir: Path) -> None:
    """Raise HalfRestored where a restore has begun and not ended."""
    if (state_dir / _MARK).exists():
        raise HalfRestored(
            f"a restore into {state_dir} was cut off: empty database, media and state folder, and"
            " restore again"
        )
