"""What an examination of the doctor ends with."""

from typing import NamedTuple

FIX = "congxa doctor --fix"
RESTORE = "congxa restore BACKUP --trust KEY"


class Verdict(NamedTuple):
    """What was seen, and the command that mends it; None where nothing is wrong."""

    says: str
    mend: str | None = None
