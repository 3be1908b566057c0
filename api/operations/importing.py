"""Imports a bundle: first everything is checked, then it is written in batches, each atomic.

A line is compared with the line last imported under its key, not with the content, so running an
import again changes nothing, and an interrupted one is finished by running it again.
"""

from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api.core import locks
from api.core.db import transaction
from api.operations import bundle, identities, lines, records, writing
from api.operations.bundle import Fault
from api.operations.bundle_schemas import DRAFT
from api.operations.files import BundleFiles
from api.operations.identities import Identities
from api.operations.lines import Entry, Resolver
from api.operations.models import ImportedLine
from api.operations.spool import Spool
from api.operations.writing import CREATED, LEFT, UNCHANGED, UPDATED, Job, There, Written
from api.publishing.content import Content, ContentType, Publication, content_types
from api.publishing.models import Document
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
    dry_run: bool = False
    progress: Callable[[int, int], None] = lambda done, of: None


class Checked(NamedTuple):
    """A line that may be written: what it becomes, and the files that must be kept before."""

    entry: Entry
    content: Content
    digest: str
    files: list[str]


class Importer:
    """One import of one bundle, with a folder for what must wait."""

    def __init__(self, folder: Path, scratch: Path, options: Options, at: datetime) -> None:
        self._folder = folder
        self._scratch = scratch
        self._options = options
        self._at = at
        self._faults: list[Fault] = []
        self._files = BundleFiles(folder, scratch)
        self._named: dict[str, str] = {}
        self._read_lines: dict[str, Spool[Entry]] = {}
        self._checked: dict[str, Spool[Checked]] = {}
        self._generations: dict[str, dict[str, int]] = {}
        self._views: dict[UUID, int] = {}
        self._steps = self._done = 0
        self.report = Report()

    def run(self) -> Report:
        """Check all, then write all; raise FaultyBundle before anything was changed."""
        with locks.alone(locks.IMPORT), ExitStack() as self._spools:
            self._read()
            self._check()
            if self._faults:
                raise FaultyBundle(sorted(self._faults, key=_place))
            if not self._options.dry_run:
                self._write()
        return self.report

    def _read(self) -> None:
        """Give every key its id, old or new, so that lines may refer to later ones."""
        known = [each.bundle.filename for each in content_types()]
        self._faults += bundle.unknown_files(self._folder, known)
        self._site = identities.site_of(self._folder, self._options.site, self._faults)
        self._ids = Identities(self._site, self._faults)
        for handled in content_types():
            self._ids.load(handled.name)
            spool: Spool[Entry] = self._spool(f"{handled.name}.read")
            self._read_lines[handled.name] = spool
            for line in bundle.lines(self._folder, handled.bundle.filename, self._faults):
                entry, wrong = lines.parse(line, handled)
                self._refuse(entry, wrong)
                self._ids.note(entry, handled)
                self._named.update(lines.files_of(entry, handled))
                spool.put(entry)
                self._steps += 2
        self._steps += len(self._named)
        self._files.prepare(self._named, self._step)

    def _spool(self, name: str) -> Spool[Any]:
        return self._spools.enter_context(Spool(self._scratch / name))

    def _check(self) -> None:
        for handled in content_types():
            self._ids.refuse_foreign(handled, overwrite=self._options.overwrite)
            entries = self._read_lines[handled.name]
            parents = identities.parents_of(entries, handled)
            self._generations[handled.name] = identities.generations(parents)
            self._checked[handled.name] = self._spool(f"{handled.name}.checked")
            for batch in records.chunks(entries):
                known = records.lines_of(self._site, handled.name, [each.key for each in batch])
                for entry in batch:
                    self._check_entry(handled, entry, known.get(entry.key))
                    self._step()

    def _check_entry(self, handled: ContentType, entry: Entry, known: ImportedLine | None) -> None:
        files = list(lines.files_of(entry, handled))
        digest = lines.digest_of(entry, self._files.digests(files))
        if known is not None and known.digest == digest:
            self._note(handled, entry, UNCHANGED)
            return
        resolver = Resolver(self._ids.refer, self._files.image_id, self._files.attachment_id)
        content = resolver.content_of(entry, handled)
        self._refuse(entry, resolver.wrong + self._refusals(handled, entry, known))
        if not self._faults:
            checked = Checked(entry._replace(raw={}), content, digest, files)
            self._checked[handled.name].put(checked)
            if self._options.dry_run:
                self._foretell(handled, checked, CREATED if known is None else UPDATED)

    def _refusals(
        self, handled: ContentType, entry: Entry, known: ImportedLine | None
    ) -> list[str]:
        generations = self._generations[handled.name]
        is_circular = bool(generations) and entry.key and entry.key not in generations
        wrong = [f"the {handled.name} stands below itself"] if is_circular else []
        if known is not None:
            document = records.documents([known.document]).get(known.document)
            overwrite = self._options.overwrite
            wrong += writing.refusals(entry, known, document, overwrite=overwrite)
        return wrong

    def _foretell(self, handled: ContentType, checked: Checked, outcome: str) -> None:
        """Say on a dry run what writing would do, and what publishing would warn of."""
        self.report.counts[outcome] += 1
        if handled.reviewed and checked.entry.book["state"] != DRAFT:
            document = Document(id=self._document(handled, checked), type=handled.name)
            document.site = self._site
            findings = handled.gates(Publication(document, checked.content, self._at))
            self._warn(checked.entry, writing.warnings(findings))

    def _write(self) -> None:
        viewcounts.start_from(self._views)
        for handled in content_types():
            for some in self._parents_first(handled):
                for batch in records.chunks(some):
                    self._write_batch(handled, batch)
        render_all_stale(self._at)
        self._options.progress(self._steps, self._steps)

    def _parents_first(self, handled: ContentType) -> Iterable[Iterable[Checked]]:
        """The checked lines, each behind the transaction that wrote what it stands below."""
        checked = self._checked[handled.name]
        generations = self._generations[handled.name]
        if not any(generations.values()):
            return [checked]
        by_generation: dict[int, list[Checked]] = {}
        for each in checked:
            by_generation.setdefault(generations[each.entry.key], []).append(each)
        return [by_generation[number] for number in sorted(by_generation)]

    def _write_batch(self, handled: ContentType, batch: list[Checked]) -> None:
        # Before the transaction, so that no editor waits for files to reach the disk.
        self._files.keep({name for each in batch for name in each.files}, self._at)
        self._views = {}
        with transaction():
            keys = [each.entry.key for each in batch]
            known = records.lines_of(self._site, handled.name, keys)
            documents = records.documents(self._document(handled, each) for each in batch)
            there = [
                There(documents.get(self._document(handled, each)), known.get(each.entry.key))
                for each in batch
            ]
            written = [self._write_line(handled, *each) for each in zip(batch, there, strict=True)]
            records.remember(each.line for each in written if each.line is not None)
        # Afterwards, because what was not committed has no views; the next run makes up for it.
        viewcounts.start_from(self._views)

    def _write_line(self, handled: ContentType, each: Checked, there: There) -> Written:
        job = Job(
            handled=handled,
            entry=each.entry,
            content=each.content,
            site=None if handled.bundle.is_single else self._site,
            document=self._document(handled, each),
            digest=each.digest,
        )
        written = writing.write(job, there, self._at, overwrite=self._options.overwrite)
        self._note(handled, each.entry, written.outcome)
        self._warn(each.entry, written.warnings)
        self._step()
        return written

    def _document(self, handled: ContentType, each: Checked) -> UUID:
        return self._ids.document(handled.name, each.entry.key)

    def _note(self, handled: ContentType, entry: Entry, outcome: str) -> None:
        self.report.counts[outcome] += 1
        if handled.bundle.views and outcome != LEFT:
            self._views[self._ids.document(handled.name, entry.key)] = entry.book["views"]

    def _refuse(self, entry: Entry, wrong: Iterable[str]) -> None:
        self._faults += [Fault(entry.file, entry.number, each) for each in wrong]

    def _warn(self, entry: Entry, said: Iterable[str]) -> None:
        self.report.warnings += [f"{entry.file}:{entry.number}: {each}" for each in said]

    def _step(self) -> None:
        self._done += 1
        self._options.progress(self._done, self._steps)


def _place(fault: Fault) -> tuple[int, str, int]:
    names = [each.bundle.filename for each in content_types()]
    order = names.index(fault.file) if fault.file in names else len(names)
    return order, fault.file, fault.line
