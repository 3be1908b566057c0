"""Leaves lines with faults out of an import, and with them every line that refers to one of them.

What an earlier import has brought is here, so it may be referred to even where its new line is bad.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple
from uuid import UUID

from api.bundles.files.places import Fault, Place
from api.bundles.importing.checking import CheckedLine
from api.bundles.importing.context import Context
from api.bundles.importing.spool import Spool
from api.publishing.content_type import ContentType
from api.runtime.ids import parse_id

Lines = list[tuple[ContentType, Spool[CheckedLine]]]


class Kept(NamedTuple):
    """What is said of the lines that refer to others left out, and how they were to end."""

    faults: list[Fault]
    outcomes: Counter[str]


def leave_out(context: Context, lines: Lines, faults: Iterable[Fault]) -> Kept:
    """Take what must not be written out of the checked lines."""
    bad = {fault.place for fault in faults}
    fresh = context.ids.fresh()
    lost = {document: place for document, place in fresh.items() if place in bad}
    sieve = _Sieve(context, bad, lost)
    sieve.spread(lines, fresh)
    for handled, spool in lines:
        _rewrite(spool, partial(sieve.keeps, handled))
    return Kept(sieve.faults, sieve.outcomes)


@dataclass
class _Sieve:
    """Knows the bad places and the documents that will not be there, with the place of each."""

    context: Context
    bad: set[Place]
    lost: dict[UUID, Place]
    faults: list[Fault] = field(default_factory=list)
    outcomes: Counter[str] = field(default_factory=Counter)

    def spread(self, lines: Lines, fresh: dict[UUID, Place]) -> None:
        """Find all that will not be there because it refers, by whatever way, to what is lost."""
        referring: dict[UUID, list[UUID]] = {}
        for handled, spool in lines:
            for checked in self._right_ones(spool):
                document = self.context.ids.document(handled.name, checked.entry.key)
                for _, target in _references(checked, handled):
                    if target in fresh and document in fresh:
                        referring.setdefault(target, []).append(document)
        left = list(self.lost)
        while left:
            more = {
                document_id
                for document_id in referring.get(left.pop(), ())
                if document_id not in self.lost
            }
            self.lost.update((document_id, fresh[document_id]) for document_id in more)
            left.extend(more)

    def _right_ones(self, spool: Spool[CheckedLine]) -> Iterator[CheckedLine]:
        for number in spool.numbers():
            yield from (
                checked for checked in spool.look(number) if checked.entry.place not in self.bad
            )

    def keeps(self, handled: ContentType, checked: CheckedLine) -> bool:
        """Whether a line may be written; that it refers to what is lost is said."""
        place = checked.entry.place
        targets = [(name, self.lost.get(target)) for name, target in _references(checked, handled)]
        refers = {} if place in self.bad else {name: lost for name, lost in targets if lost}
        for name, lost in refers.items():
            said = f"/{name}: refers to {lost}, which is left out"
            self.faults.append(Fault(place, said))
        is_kept = place not in self.bad and not refers
        if not is_kept:
            self.outcomes[checked.outcome] += 1
        return is_kept


def _rewrite(spool: Spool[CheckedLine], keeps: Callable[[CheckedLine], bool]) -> None:
    for number in spool.numbers():
        remaining = [checked for checked in spool.take(number) if keeps(checked)]
        if remaining:
            spool.put(number, remaining)


def _references(checked: CheckedLine, handled: ContentType) -> Iterator[tuple[str, UUID]]:
    """The documents that a line refers to, each with the member that does."""
    members = {name: checked.content.get(name) for name in handled.bundle.references}
    members["superseded_by"] = checked.entry.book["superseded_by"]
    for name, value in members.items():
        for item in value if isinstance(value, list) else [value]:
            target = parse_id(str(item)) if item else None
            if target is not None:
                yield name, target
