"""What an examination of the doctor ends with, and the commands that more than one may name."""

import shlex
from pathlib import Path
from typing import NamedTuple

from api.publishing.audit import beside

FIX = "congxa doctor --fix"
ANY = "congxa restore BACKUP --trust KEY --aside"
"""Where none is known: one that lies elsewhere."""


class Verdict(NamedTuple):
    """What was seen, and the command that mends it; None where nothing is wrong."""

    says: str
    mend: str | None = None


def restoring(state_dir: Path, otherwise: str = ANY) -> str:
    """The command that puts the newest backup that is known in the place of what is here."""
    made = beside.newest_backups(state_dir)
    present = [path for path in made if path.is_dir()]
    if not present:
        return otherwise
    newest = max(present, key=made.__getitem__)
    # The key of this installation is trusted without a word.
    command = shlex.join(["congxa", "restore", str(newest), "--aside"])
    is_encrypted = any(newest.glob("*.age"))
    return f"{command} --identity FILE" if is_encrypted else command
