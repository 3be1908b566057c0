"""Imports a bundle: first everything is checked, then it is written in batches, each atomic.

A line is compared with the line last imported under its key, not with the content, so running an
import again changes nothing, and an interrupted one is finished by running it again.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path
from uuid import UUID

from api.core.db import transaction
from api.core.ids import new_id
from api.operations import bundle, lines, records, writing
from api.operations.bundle import Fault
from api.operations.files import BundleFiles
from api.operations.lines import Entry, Resolver
from api.operations.models import ImportedLine
from api.publishing.content import ContentType, Reference, content_types
from api.publishing.rendering import render_all_stale
from api.viewcounts import commands as viewcounts

BATCH = 500


class FaultyBundle(Exception):
    """The bundle has faults; nothing was changed."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


@dataclass
class Report:
    """What an import did, by outcome, and what it warns of."""

    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(writing.OUTCOMES, 0))
    warnings: list[str] = field(default_factory=list)


@dataclass
class Options:
    """How to import: which site the bundle must be of, whether edits made here give way."""

    site: str | None = None
    overwrite: bool = False
    progress: Callable[[int, int], None] = lambda done, of: None


class Importer:
    """One import of one bundle."""

    def __init__(self, folder: Path, options: Options, at: datetime) -> None:
        self._folder = folder
        self._options = options
        self._at = at
        self._faults: list[Fault] = []
        self._ids: dict[tuple[str, str], UUID] = {}
        self._total = 0
        self._done = 0
        self.report = Report()

    def run(self, scratch: Path, *, dry_run: bool = False) -> Report:
        """Check all, then write all; raise FaultyBundle before anything was changed."""
        self._files = BundleFiles(self._folder, scratch)
        self._files.load_known()
        self._site = self._site_of_bundle()
        self._read_keys()
        self._files.prepare(self._named_files, lambda: None)
        self._check()
        if self._faults:
            raise FaultyBundle(sorted(self._faults, key=_place))
        if not dry_run:
            self._write()
        return self.report

    def _site_of_bundle(self) -> str:
        """The slug of the site that everything belongs to."""
        told = [line.data.get("slug") for line in bundle.lines(self._folder, "site.json", [])]
        wanted = self._options.site
        if told and wanted and told != [wanted]:
            self._faults.append(Fault("site.json", 1, f"/slug: this is not the site “{wanted}”"))
        site = wanted or (str(told[0]) if told else records.only_site())
        if site is None or not (told or records.site_id(site)):
            raise bundle.BadBundle("there is no site.json: say which site with --site")
        return site

    def _entries(self, handled: ContentType, faults: list[Fault]) -> Iterator[Entry]:
        for line in bundle.lines(self._folder, handled.bundle.filename, faults):
            entry, wrong = lines.parse(line, handled)
            faults += [Fault(line.file, line.number, each) for each in wrong]
            if entry is not None:
                yield entry

    def _read_keys(self) -> None:
        """Give every key its id, old or new, so that lines may refer to later ones."""
        self._named_files: set[str] = set()
        for handled in content_types():
            known = records.ids_by_key(self._site, handled.name)
            self._ids.update({(handled.name, key): id_ for key, id_ in known.items()})
            first_seen: dict[str, int] = {}
            for entry in self._entries(handled, self._faults):
                self._note_key(entry, first_seen)
                self._named_files.update(lines.files_of(entry))
                self._total += 1

    def _note_key(self, entry: Entry, first_seen: dict[str, int]) -> None:
        if entry.key in first_seen:
            said = f"/key: “{entry.key}” stands in line {first_seen[entry.key]} already"
            self._faults.append(Fault(entry.line.file, entry.line.number, said))
        first_seen.setdefault(entry.key, entry.line.number)
        self._ids.setdefault((entry.handled.name, entry.key), entry.book["id"] or new_id())

    def _check(self) -> None:
        for handled in content_types():
            for batch in _batches(self._entries(handled, [])):
                known = records.lines_of(self._site, handled.name, batch)
                for entry in batch:
                    self._check_entry(entry, known.get(entry.key))

    def _check_entry(self, entry: Entry, known: ImportedLine | None) -> None:
        resolver = Resolver(self._reference, self._files.check)
        resolver.content_of(entry)
        if known is not None and not self._options.overwrite and self._is_changed(entry, known):
            resolver.wrong += writing.edited_here(known)
        place = (entry.line.file, entry.line.number)
        self._faults += [Fault(*place, each) for each in resolver.wrong]

    def _reference(self, reference: Reference, key: str) -> str:
        found = self._ids.get((reference.type, key))
        if found is None and not reference.or_text:
            raise ValueError(f"there is no {reference.type} with the key “{key}”")
        return key if found is None else str(found)

    def _is_changed(self, entry: Entry, known: ImportedLine) -> bool:
        return lines.digest_of(entry, self._files.digest) != known.digest

    def _write(self) -> None:
        for handled in content_types():
            for batch in _batches(self._entries(handled, [])):
                with transaction():
                    self._write_batch(handled, batch)
                self._done += len(batch)
                self._options.progress(self._done, self._total)
        render_all_stale(self._at)

    def _write_batch(self, handled: ContentType, batch: Iterable[Entry]) -> None:
        known = records.lines_of(self._site, handled.name, batch)
        views: dict[UUID, int] = {}
        for entry in batch:
            before = known.get(entry.key)
            if before is not None and not self._is_changed(entry, before):
                self.report.counts["unchanged"] += 1
                continue
            outcome, warnings = self._write_entry(entry, before)
            self.report.counts[outcome] += 1
            if outcome == writing.CREATED and entry.book["views"]:
                views[self._ids[handled.name, entry.key]] = entry.book["views"]
            place = f"{entry.line.file}:{entry.line.number}"
            self.report.warnings += [f"{place}: {each}" for each in warnings]
        viewcounts.start_from(views)

    def _write_entry(self, entry: Entry, before: ImportedLine | None) -> tuple[str, list[str]]:
        resolver = Resolver(self._reference, lambda name: self._files.keep(name, self._at))
        job = writing.Job(
            entry=entry,
            content=resolver.content_of(entry),
            site=self._site,
            document=self._ids[entry.handled.name, entry.key],
            digest=lines.digest_of(entry, self._files.digest),
        )
        return writing.write(job, before, self._at)


def _batches(entries: Iterator[Entry]) -> Iterator[list[Entry]]:
    while batch := list(islice(entries, BATCH)):
        yield batch


def _place(fault: Fault) -> tuple[int, int]:
    names = [each.bundle.filename for each in content_types()]
    return names.index(fault.file), fault.line
