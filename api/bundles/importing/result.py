"""What became of lines, gathered batch by batch."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple
from uuid import UUID

from api.bundles.files.places import Fault, Place
from api.bundles.lines.parser import Entry
from api.publishing.errors import Finding
from api.text.losses import NOTICED, Loss

MOST_SAID = 100
LONGEST_SAID = 1_000
CREATED, UPDATED, UNCHANGED, LEFT = OUTCOMES = ("created", "updated", "unchanged", "left alone")
LEFT_OUT = "left out"
"""Said by an import that was told to keep going."""


class Warned(NamedTuple):
    """What somebody should know of a line: printed as `file:line: message`."""

    place: Place
    message: str
    loss: Loss | None = None

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass
class Outcome:
    """Of some lines: how many there were, how many ended how, what is wrong, what to warn of.

    `views` are the counts that reading of an item starts from; `withdrawn` are the lines that took
    something away, by place, and what.
    """

    lines: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    faults: list[Fault] = field(default_factory=list)
    warnings: list[Warned] = field(default_factory=list)
    views: dict[UUID, int] = field(default_factory=dict)
    withdrawn: list[tuple[Place, UUID]] = field(default_factory=list)

    def refuse(self, entry: Entry, wrong: Iterable[str]) -> None:
        """Say what is wrong with a line."""
        self.faults += [Fault(entry.place, message) for message in _cut(wrong)]

    def warn(self, entry: Entry, said: Iterable[str]) -> None:
        """Say what somebody should know of a line."""
        self.warnings += [Warned(entry.place, message) for message in _cut(said)]

    def find(self, entry: Entry, findings: Iterable[Finding]) -> None:
        """Say what publication lets pass; however much there is of it, all is counted."""
        listed = list(findings)
        for finding in listed[:MOST_SAID]:
            self._count(entry, f"{finding.pointer}: {finding.detail}", finding.code)
        for code, rest in Counter(finding.code for finding in listed[MOST_SAID:]).items():
            self._count(entry, f"and {rest:,} more", code, rest)

    def _count(self, entry: Entry, message: str, code: str, total: int = 1) -> None:
        loss = Loss(code, total, ()) if code in NOTICED else None
        self.warnings.append(Warned(entry.place, message, loss))

    def lose(self, entry: Entry, losses: Iterable[tuple[str, Loss]]) -> None:
        """Say what the text of a line has lost, and in which field."""
        for pointer, loss in losses:
            message = f"{pointer}: {loss.said()}"
            self.warnings.append(Warned(entry.place, message, loss))


def _cut(said: Iterable[str]) -> list[str]:
    """As much of what is said of one line as somebody may read."""
    listed = list(said)
    rest = len(listed) - MOST_SAID
    more = [f"and {rest:,} more"] if rest > 0 else []
    return [_shortened(text) for text in listed[:MOST_SAID]] + more


def _shortened(text: str) -> str:
    return text if len(text) <= LONGEST_SAID else f"{text[:LONGEST_SAID]}…"
