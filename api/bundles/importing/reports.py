"""What an import did and what it warns of, in words and as JSON for those who have to mend it."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from api.bundles.files.places import Fault
from api.bundles.importing.result import CREATED, OUTCOMES, UNCHANGED, UPDATED, Warned
from api.text.losses import NOTICED, Loss

_ALWAYS_SAID = (CREATED, UPDATED, UNCHANGED)


@dataclass
class Report:
    """What an import did, by outcome, what it warns of, and what is wrong with the bundle."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(OUTCOMES, 0))
    warnings: list[Warned] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    def summary(self) -> str:
        """How many lines ended how, and what their texts have lost, by kind."""
        named = {name: n for name, n in self.counts.items() if n or name in _ALWAYS_SAID}
        said = ", ".join(f"{count} {name}" for name, count in named.items())
        lost, noticed = _listed(self.lost()), _listed(self.noticed())
        said += f". Changed or lost: {lost}" if lost else ""
        return f"{said}. To look at: {noticed}" if noticed else said

    def lost(self) -> dict[str, int]:
        """How much was lost of each kind, over all lines."""
        return {code: count for code, count in self._totals().items() if code not in NOTICED}

    def noticed(self) -> dict[str, int]:
        """How much of each kind was left as it is and only looks wrong."""
        return {code: count for code, count in self._totals().items() if code in NOTICED}

    def _totals(self) -> dict[str, int]:
        totals = Counter[str]()
        for warning in self.warnings:
            if warning.loss is not None:
                totals[warning.loss.code] += warning.loss.total
        return dict(totals)

    def as_json(self, *, is_dry_run: bool) -> dict[str, Any]:
        """The whole report, for programs."""
        return {
            "dry_run": is_dry_run,
            "counts": self.counts,
            "lost": self.lost(),
            "noticed": self.noticed(),
            "faults": [
                {**fault.place.as_json(), "message": fault.message} for fault in self.faults
            ],
            "warnings": [_warning(warning) for warning in self.warnings],
        }


def _listed(counts: dict[str, int]) -> str:
    return ", ".join(Loss(code, count, ()).said() for code, count in counts.items())


def _warning(warned: Warned) -> dict[str, Any]:
    loss = warned.loss
    members: dict[str, Any] = {**warned.place.as_json(), "message": warned.message}
    if loss is None:
        return {
            **members,
            "code": None,
            "field": None,
            "count": None,
            "examples": [],
            "after": None,
        }
    return {
        **members,
        "message_vi": loss.said("vi"),
        "field": warned.message.partition(":")[0],
        **loss.as_json(),
    }
