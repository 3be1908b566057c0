"""Reads the lines of one file of a bundle, batch by batch: the first look at them."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from api.bundles.files import bundle
from api.bundles.files.bundle import RawLine
from api.bundles.files.named_files import MOST_FILES
from api.bundles.files.places import Place
from api.bundles.importing.result import Outcome
from api.bundles.importing.spool import Spool
from api.bundles.lines import former_addresses, parser
from api.bundles.lines.parser import Entry, LineSummary
from api.publishing.content_type import ContentType

BATCH = 500
BATCH_BYTES = 16_000_000


class Batch(NamedTuple):
    """Lines that are read, checked and written together."""

    number: int
    lines: list[RawLine]


class Read(NamedTuple):
    """What was read: what is wrong, and what the rest of the bundle must know of each line.

    Of lines that cannot be read that is at most a key.
    """

    outcome: Outcome
    summaries: list[LineSummary]
    unreadable: dict[str, Place]


def batches(raws: Iterable[RawLine]) -> Iterator[Batch]:
    """Lines in batches that are small enough for memory and for one transaction."""
    number, size, some = 0, 0, list[RawLine]()
    for raw in raws:
        if some and (len(some) == BATCH or size + len(raw.text) > BATCH_BYTES):
            yield Batch(number, some)
            number, size, some = number + 1, 0, []
        some.append(raw)
        size += len(raw.text)
    if some:
        yield Batch(number, some)


class Reader:
    """Reads lines of one type into a spool of entries."""

    def __init__(
        self,
        handled: ContentType,
        entries: Spool[Entry],
        old_base: str | None,
        *,
        convert_legacy: bool,
    ) -> None:
        self._handled = handled
        self._convert_legacy = convert_legacy
        self._entries = entries
        self._old_base = old_base

    def begin(self, batch: Batch) -> Callable[[], Read]:
        """Read a batch; the call gives what was read of it."""
        outcome, entries, summaries = Outcome(), list[Entry](), list[LineSummary]()
        unreadable: dict[str, Place] = {}
        for raw in batch.lines:
            line = bundle.line(raw, outcome.faults)
            if line is None:
                unreadable[bundle.key_of(raw)] = outcome.faults[-1].place
                continue
            entry, wrong = parser.parse(line, self._handled, convert_legacy=self._convert_legacy)
            wrong += former_addresses.read(entry.book, self._handled.folder, self._old_base)
            summary = parser.line_summary(entry, self._handled)
            if len(summary.files) > MOST_FILES:
                wrong.append(f"names more than {MOST_FILES:,} files")
                summary = summary._replace(files={})
            else:
                entries.append(entry)
            summaries.append(summary)
            outcome.refuse(entry, wrong)
        self._entries.put(batch.number, entries)
        return lambda: Read(outcome, summaries, unreadable)
