"""Verdicts on the public objects of a portal, from inside and from outside: the same for both."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from fractions import Fraction
from typing import Any

from api.criteria.catalogue import Criterion
from api.criteria.gaps import Object
from api.criteria.rules import RULES, Seen, types_of

RESULTS = MET, MISSING, NOT_LOOKED_AT = "met", "missing", "not_looked_at"
MOST_EVIDENCE = 20
_LONGEST_FOUND = 200
AddressOf = Callable[[str, Object, str], str]
"""The address of a member: of which type, in which object, at which pointer."""


@dataclass
class Look:
    """One criterion, and what was seen so far."""

    criterion: Criterion
    looked: int = 0
    met: int = 0
    is_blind: bool = False
    """Whether there was something in which nothing could be seen."""
    good: list[dict[str, Any]] = field(default_factory=list)
    bad: list[dict[str, Any]] = field(default_factory=list)

    def see(self, type_name: str, content: Object, at: datetime, address: AddressOf) -> None:
        """Look at one object, if it is of a type that is looked at."""
        types = types_of(self.criterion.looks_at)
        if types is not None and type_name not in types:
            return
        before = self.looked
        for seen in self._rule.look(self.criterion.looks_at, content, at):
            self.looked += 1
            self.met += seen.is_met
            evidence = self.good if seen.is_met else self.bad
            if len(evidence) < MOST_EVIDENCE:
                evidence.append(_evidence(type_name, content, seen, address))
        self.is_blind |= self.looked == before

    @property
    def _rule(self) -> Any:
        return RULES[self.criterion.looks_at["rule"]]

    def share(self) -> Fraction | None:
        """How much of it is so, from 0 to 1; None where it could not be looked at.

        That something is missing altogether shows only where one is enough.
        """
        if self._rule.one_is_enough:
            return None if self.is_blind and not self.met else Fraction(self.met > 0)
        return Fraction(self.met, self.looked) if self.looked else None

    def verdict(self, address: AddressOf) -> dict[str, Any]:
        """The result, and what was seen: what is missing, or else what is there."""
        share, asked = self.share(), self.criterion
        result = NOT_LOOKED_AT if share is None else MET if share == 1 else MISSING
        shown, counted = (self.good, self.met) if result == MET else (
            self.bad, self.looked - self.met)  # fmt: skip
        if result == MISSING and not shown:
            nothing = Seen("", None, is_met=False)
            types = types_of(asked.looks_at) or ()
            shown, counted = [_evidence(e, {}, nothing, address) for e in types], len(types)
        return {
            "id": asked.id, "article": asked.article, "from": asked.first.isoformat(),
            "to": asked.last and asked.last.isoformat(), "weight": asked.weight, "result": result,
            "says": asked.says, "says_vi": asked.says_vi, "looked_at": self.looked,
            "met": self.met, "evidence": shown, "more": counted - len(shown),
        }  # fmt: skip


class Examination:
    """All criteria on all objects of one site, which are shown to it one by one."""

    def __init__(self, criteria: Sequence[Criterion], at: datetime, address: AddressOf) -> None:
        self.at, self.address = at, address
        self.looks = [Look(criterion) for criterion in criteria]

    def see(self, type_name: str, content: Object) -> None:
        """Let every criterion look at an object."""
        for look in self.looks:
            look.see(type_name, content, self.at, self.address)

    def verdicts(self) -> list[dict[str, Any]]:
        """What came out, criterion by criterion."""
        return [look.verdict(self.address) for look in self.looks]

    def score(self) -> float | None:
        """From 0 to 100, by weight; what could not be looked at counts for nothing."""
        known = [(look.criterion.weight, look.share()) for look in self.looks]
        looked = [(weight, share) for weight, share in known if share is not None]
        total = sum(weight for weight, _ in looked)
        gained = sum(weight * share for weight, share in looked)
        return round(float(100 * gained / total), 1) if total else None


def _evidence(type_name: str, content: Object, seen: Seen, address: AddressOf) -> dict[str, Any]:
    value = seen.found
    is_plain = value is None or isinstance(value, str | int | float)
    return {
        "type": type_name,
        "id": str(content["id"])[:_LONGEST_FOUND] if "id" in content else None,
        "label": str(content.get("title") or content.get("name") or content.get("label") or "")[
            :_LONGEST_FOUND
        ],
        "pointer": seen.pointer,
        "found": (value[:_LONGEST_FOUND] if isinstance(value, str) else value) if is_plain else "…",
        "address": address(type_name, content, seen.pointer),
    }
