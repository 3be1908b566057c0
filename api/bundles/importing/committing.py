"""Writes batches of checked lines, each in one transaction."""

from collections.abc import Callable
from dataclasses import dataclass

import peewee

from api.bundles.importing import state, writing
from api.bundles.importing.checking import CheckedLine
from api.bundles.importing.context import Context
from api.bundles.importing.result import LEFT, Outcome
from api.bundles.importing.writing import Existing, Job, LineResult
from api.bundles.lines.schemas import WITHDRAWN
from api.db.speculative import Moved, SpeculativeTransaction
from api.db.unit_of_work import transaction
from api.publishing import log
from api.publishing.content_type import ContentType
from api.publishing.live import slugs
from api.publishing.live.projection import wanted_address
from api.views import commands as viewcounts


@dataclass(frozen=True)
class Writer:
    """Writes lines of one type."""

    context: Context
    handled: ContentType

    def begin(self, batch: Callable[[], list[CheckedLine]]) -> Callable[[], Outcome]:
        """Do what can be done of a batch before its transaction; the call does the rest."""
        checked = batch()
        # Files first, so that no editor waits for them to reach the disk.
        names = dict.fromkeys(name for line in checked for name in line.files)
        self.context.files.keep(names, self.context.site, self.context.at)
        jobs = [self._job(line) for line in checked]
        if all(self.context.ids.is_new(self.handled.name, line.entry.key) for line in checked):
            return self._speculatively(jobs)
        return lambda: self._in_transaction(jobs)

    def _job(self, checked: CheckedLine) -> Job:
        return Job(
            handled=self.handled,
            entry=checked.entry,
            content=checked.content,
            site=None if self.handled.bundle.is_single else self.context.site,
            document=self.context.ids.document(self.handled.name, checked.entry.key),
            digest=checked.digest,
        )

    def _speculatively(self, jobs: list[Job]) -> Callable[[], Outcome]:
        """Of new lines nobody else can know, so all but the writing itself is done ahead of it."""
        tx = SpeculativeTransaction()
        try:
            results = tx.run(lambda: self._write_new(jobs))
        except peewee.DatabaseError:
            # One of them needs a statement of its own, or what it changes stands in other rows too.
            return lambda: self._in_transaction(jobs)

        def end() -> Outcome:
            try:
                tx.write()
            except (Moved, peewee.IntegrityError):
                return self._in_transaction(jobs)
            return self._outcome(jobs, results)

        return end

    def _write_new(self, jobs: list[Job]) -> list[LineResult]:
        titles = (wanted_address(self.handled, job.content, job.entry.book["slug"]) for job in jobs)
        slugs.look_up(self.handled.name, self.context.site, filter(None, titles))
        return self._write(jobs, [Existing()] * len(jobs))

    def _in_transaction(self, jobs: list[Job]) -> Outcome:
        with transaction():
            keys = [job.entry.key for job in jobs]
            known = state.lines_of(self.context.site, self.handled.name, keys)
            documents = state.documents(job.document for job in jobs)
            existing = [
                Existing(documents.get(job.document), known.get(job.entry.key)) for job in jobs
            ]
            results = self._write(jobs, existing)
        return self._outcome(jobs, results)

    def _write(self, jobs: list[Job], existing: list[Existing]) -> list[LineResult]:
        at, overwrite = self.context.at, self.context.options.overwrite
        with transaction() as tx:
            log.date_by(self.context.clock)
            results = [
                writing.write(job, standing, at, overwrite=overwrite)
                for job, standing in zip(jobs, existing, strict=True)
            ]
            rows = [line for result in results for line in result.lines]
            tx.before_commit(lambda: state.remember(rows))
        return results

    def _outcome(self, jobs: list[Job], results: list[LineResult]) -> Outcome:
        """What became of lines that are committed, once the counts of views have begun."""
        outcome, views = Outcome(lines=len(jobs)), {}
        for job, result in zip(jobs, results, strict=True):
            outcome.counts[result.outcome] += 1
            outcome.find(job.entry, result.findings)
            outcome.warn(job.entry, result.warnings)
            if job.entry.book["state"] == WITHDRAWN and result.outcome != LEFT:
                outcome.withdrawn.append((job.entry.place, job.document))
            if self.handled.view_number and result.outcome != LEFT:
                views[job.document] = job.entry.book["views"]
        # What was not committed has no views; if this is not reached, the next run makes up for it.
        viewcounts.start_from(views)
        return outcome
