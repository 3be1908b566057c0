"""Names the places of a bundle, and what is wrong there, as messages and reports do."""

from typing import Any, NamedTuple


class Place(NamedTuple):
    """Where a line or an object begins; its `column` only where another stands before it."""

    file: str
    line: int
    column: int = 0

    def __str__(self) -> str:
        return ":".join(map(str, filter(None, self)))

    def seen_from(self, other: "Place") -> str:
        """As a message about another place calls it."""
        if other.file != self.file:
            return str(self)
        return f"line {self.line}" + (f", column {self.column}" if self.column else "")

    def as_json(self) -> dict[str, Any]:
        """For programs."""
        return {"file": self.file, "line": self.line, "column": self.column or None}


class Fault(NamedTuple):
    """What is wrong, and where: printed as `file:line: message`."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"
