"""What the law asks of a portal, as dated data: each list is a file beside this one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from api.runtime.jsons import loads

HERE = Path(__file__).parent
LATEST = "vn-2026-07"


@dataclass(frozen=True)
class Criterion:
    """One thing that is asked, by which article, in force from a day to another (None: still).

    `looks_at` names a rule (see `rules.py`) and what it needs to know.
    """

    id: str
    article: str
    first: date
    last: date | None
    weight: int
    looks_at: Mapping[str, Any]
    says_vi: str
    says: str

    def is_in_force(self, day: date) -> bool:
        """Whether it is asked on this day."""
        return self.first <= day and (self.last is None or day <= self.last)


def names() -> list[str]:
    """The lists that there are."""
    return sorted(path.stem for path in HERE.glob("*.json"))


def criteria(name: str, day: date) -> Sequence[Criterion]:
    """What a list asks on a day."""
    entries = loads((HERE / f"{name}.json").read_bytes())["criteria"]
    return [criterion for criterion in map(_criterion, entries) if criterion.is_in_force(day)]


def _criterion(said: Mapping[str, Any]) -> Criterion:
    first, last = date.fromisoformat(said["from"]), said["to"] and date.fromisoformat(said["to"])
    return Criterion(
        said["id"], said["article"], first, last, said["weight"], said["looks_at"], said["vi"],
        said["en"],
    )  # fmt: skip
