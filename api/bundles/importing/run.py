"""Imports a bundle: first everything is checked, then it is written in batches, each atomic.

A line is compared with the line last imported under its key, not with the content, so running an
import again changes nothing, and an interrupted one is finished by running it again. Every step
goes over the batches of a type in their order, those of a great bundle in several processes.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from itertools import chain
from pathlib import Path
from uuid import UUID

from api.bundles.files import bundle, unread
from api.bundles.files.archives import BadBundle
from api.bundles.files.places import Fault, Place
from api.bundles.importing import identities, mentions, reader, state
from api.bundles.importing.checking import CheckedLine, Checker
from api.bundles.importing.committing import Writer
from api.bundles.importing.context import Context
from api.bundles.importing.context import Options as Options
from api.bundles.importing.identities import Identities
from api.bundles.importing.leaving_out import leave_out
from api.bundles.importing.mentions import TakenAway
from api.bundles.importing.reader import Reader
from api.bundles.importing.reports import Report
from api.bundles.importing.result import LEFT_OUT, Outcome, Warned
from api.bundles.importing.spool import Spool
from api.bundles.importing.workers import in_order
from api.bundles.lines import parser
from api.bundles.lines.media import BundleFiles
from api.bundles.lines.parser import Entry
from api.db import locks
from api.db.batches import batches
from api.publishing.content_type import ContentType, content_types
from api.publishing.live.rendering import render_all_stale
from api.views import commands as viewcounts

Clock = Callable[[], datetime]

MOST_FAULTS = 100_000
"""With more of them it is read no further."""
MOST_FILES = 200_000


class FaultyBundle(Exception):
    """The bundle has faults; nothing was changed. With too many of them it is not read to its end.

    Its text is how many there are.
    """

    def __init__(self, count: int, *, is_whole: bool) -> None:
        faults = f"{count} fault{'' if count == 1 else 's'}"
        super().__init__(faults if is_whole else f"{faults}, and the rest was not read")


@dataclass
class _Lines:
    """The lines of one type on their way: what waits in batches, and which stands below which."""

    entries: Spool[Entry]
    checked: Spool[CheckedLine]
    above: dict[str, tuple[str, ...]] = field(default_factory=dict)
    generations: dict[str, int] = field(default_factory=dict)


class Importer:
    """One import of one bundle, with a folder for what must wait."""

    def __init__(self, folder: Path, scratch: Path, options: Options, clock: Clock) -> None:
        self._folder = folder
        self._scratch = scratch
        self._options = options
        self._clock, self._at = clock, clock()
        self._files = BundleFiles(folder, scratch)
        self._lines: dict[str, _Lines] = {}
        self._views: dict[UUID, int] = {}
        self._withdrawn: list[TakenAway] = []
        self._steps = self._done = 0
        self.report = Report()
        self._faults = self.report.faults

    def run(self) -> Report:
        """Check all, then write all; raise FaultyBundle before anything was changed.

        Asked to keep going, leave out what has faults, unless it is not even sure which site it is.
        """
        with locks.alone(locks.IMPORT):
            self._read()
            self._check()
            if self._options.keep_going and self._is_site_certain():
                self._leave_out()
            else:
                self._stop_at_faults(beyond=0)
            if not self._options.dry_run:
                self._write()
        # Some of it was found on reading, some on writing; whoever mends it goes line by line.
        self.report.warnings.sort(key=_place)
        return self.report

    def _read(self) -> None:
        """Give every key its id, old or new, so that lines may refer to later ones."""
        known = [content_type.bundle.filename for content_type in content_types()]
        unread.refuse_nothing(self._folder, known)
        site = identities.site_of(self._folder, self._options.site, self._faults)
        self._is_of_site = not self._faults
        self._faults += unread.faults(self._folder, known)
        ids = Identities(site, self._faults)
        old_base = identities.old_base_of(self._folder)
        own = identities.own_numbers_of(self._folder)
        self._context = Context(
            site, self._at, self._options, ids, self._files, self._clock, old_base, own
        )
        named: dict[str, str] = {}
        for handled in content_types():
            ids.load(handled.name)
            named.update(self._read_file(handled))
        self._steps += len(named)
        self._files.prepare(named, self._step)

    def _read_file(self, handled: ContentType) -> dict[str, str]:
        """Read the lines of a type; the files that they name."""
        here = self._lines[handled.name] = _Lines(
            Spool(self._scratch / f"{handled.name}.read"),
            Spool(self._scratch / f"{handled.name}.checked"),
        )
        named: dict[str, str] = {}
        unreadable: dict[str, Place] = {}
        is_tree = bool(parser.own_references(handled))
        raws = bundle.raw_lines(self._folder, handled.bundle.filename, self._faults)
        convert, old_base = self._options.convert_legacy, self._context.old_base
        begin = Reader(handled, here.entries, old_base, convert_legacy=convert).begin
        for outcome, summaries, keys in in_order(begin, reader.batches(raws)):
            self._add(outcome)
            unreadable.update(keys)
            for summary in summaries:
                self._context.ids.note(summary, handled)
                named.update(summary.files)
                if is_tree:
                    here.above.setdefault(summary.key, summary.above)
            if len(named) > MOST_FILES:
                raise BadBundle(f"it names more than {MOST_FILES:,} files")
            self._steps += 2 * len(summaries)
        self._context.ids.note_unreadable(handled, unreadable)
        return named

    def _check(self) -> None:
        for handled in content_types():
            here = self._lines[handled.name]
            self._context.ids.refuse_foreign(handled, overwrite=self._options.overwrite)
            here.generations = identities.generations(here.above)
            checker = Checker(self._context, handled, here.generations, here.entries, here.checked)
            for outcome in in_order(checker.begin, here.entries.numbers()):
                self._add(outcome)

    def _is_site_certain(self) -> bool:
        """Whether all else may stand in the site, whatever is wrong with its own line."""
        is_here = self._is_of_site and bool(state.documents([self._context.site]))
        return is_here or all(fault.place.file != identities.SITE for fault in self._faults)

    def _leave_out(self) -> None:
        lines = [
            (content_type, self._lines[content_type.name].checked)
            for content_type in content_types()
        ]
        faults, outcomes = leave_out(self._context, lines, self._faults)
        self._faults += faults
        self._faults.sort(key=_place)
        bad = {fault.place for fault in self._faults}
        report = self.report
        report.warnings = [warning for warning in report.warnings if warning.place not in bad]
        report.counts[LEFT_OUT] = len(bad)
        for name, count in outcomes.items() if self._options.dry_run else ():
            report.counts[name] -= count

    def _write(self) -> None:
        viewcounts.start_from(self._views)
        for handled in content_types():
            writer = Writer(self._context, handled)
            for group in _parents_first(self._lines[handled.name]):
                for outcome in in_order(writer.begin, group):
                    self._add(outcome)
        render_all_stale(self._clock())
        self.report.warnings += mentions.warned(self._withdrawn)
        self._options.progress(self._steps, self._steps)

    def _stop_at_faults(self, beyond: int) -> None:
        if len(self._faults) > beyond:
            self._faults.sort(key=_place)
            raise FaultyBundle(len(self._faults), is_whole=not beyond)

    def _add(self, outcome: Outcome) -> None:
        self._faults += outcome.faults
        self._stop_at_faults(beyond=MOST_FAULTS)
        self.report.warnings += outcome.warnings
        for name, count in outcome.counts.items():
            self.report.counts[name] += count
        self._views.update(outcome.views)
        self._withdrawn += [TakenAway(*taken) for taken in outcome.withdrawn]
        self._step(outcome.lines)

    def _step(self, lines: int = 1) -> None:
        if lines:
            self._done += lines
            self._options.progress(self._done, self._steps)


def _parents_first(here: _Lines) -> Iterable[Iterable[Callable[[], list[CheckedLine]]]]:
    """The checked batches, each group behind that which holds what its lines stand below."""
    spooled = [partial(here.checked.take, number) for number in here.checked.numbers()]
    if not any(here.generations.values()):
        return [spooled]
    by_generation: dict[int, list[CheckedLine]] = {}
    for checked in chain.from_iterable(batch() for batch in spooled):
        by_generation.setdefault(here.generations[checked.entry.key], []).append(checked)
    groups = (by_generation[number] for number in sorted(by_generation))
    return [[partial(list, some) for some in batches(group)] for group in groups]


def _place(fault: Fault | Warned) -> tuple[int, Place]:
    names = [content_type.bundle.filename for content_type in content_types()]
    file = fault.place.file
    return names.index(file) if file in names else len(names), fault.place
