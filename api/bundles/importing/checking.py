"""Checks lines that were read: the second look at them. What passes waits to be written."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from api.bundles.importing import state, writing
from api.bundles.importing.context import Context
from api.bundles.importing.result import CREATED, UNCHANGED, UPDATED, Outcome
from api.bundles.importing.spool import Spool
from api.bundles.lines import former_addresses, parser, personal_data
from api.bundles.lines.file_notes import FileNotes
from api.bundles.lines.parser import Entry, own_references
from api.bundles.lines.resolver import Resolver
from api.bundles.lines.schemas import DRAFT
from api.bundles.models import ImportedLine
from api.http.old_addresses import key_of
from api.publishing.checks import gates
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.errors import Finding
from api.publishing.live import old_urls
from api.publishing.models import Document


class CheckedLine(NamedTuple):
    """A line that may be written: what it becomes, and the files that must be kept before.

    `outcome` is how it will end, unless somebody here is quicker.
    """

    entry: Entry
    content: Content
    digest: str
    files: list[str]
    outcome: str


@dataclass(frozen=True)
class Checker:
    """Checks lines of one type; `generations` are those of the keys that stand below others."""

    context: Context
    handled: ContentType
    generations: Mapping[str, int]
    entries: Spool[Entry]
    checked: Spool[CheckedLine]

    def begin(self, number: int) -> Callable[[], Outcome]:
        """Check a batch; the call gives what was found."""
        entries = self.entries.take(number)
        outcome = Outcome(lines=len(entries))
        keys = [entry.key for entry in entries]
        known = state.lines_of(self.context.site, self.handled.name, keys)
        held = self._held(entries)
        looked_at = (self._check(entry, known.get(entry.key), outcome, held) for entry in entries)
        passed = [checked for checked in looked_at if checked is not None]
        if passed:
            self.checked.put(number, passed)
        return lambda: outcome

    def _held(self, entries: list[Entry]) -> dict[str, UUID]:
        """Who has one of these old addresses and will still have it after the import."""
        keys = [key_of(url) for entry in entries for url in entry.book["old_urls"]]
        holders = old_urls.holders(self.context.site, keys) if keys else {}
        return {
            key: holder for key, holder in holders.items()
            if not self.context.ids.is_in_bundle(holder)
        }  # fmt: skip

    def _check(
        self, entry: Entry, known: ImportedLine | None, outcome: Outcome, held: Mapping[str, UUID]
    ) -> CheckedLine | None:
        """What is to be written of a line, if anything. `held` are old addresses of others."""
        context = self.context
        digest = parser.digest_of(entry, context.files.digests(entry.files), context.old_base)
        if known is not None and known.digest == digest:
            self._leave(entry, known, outcome)
            return None
        resolver = self._resolver()
        content = resolver.content_of(entry, self.handled)
        wrong = resolver.wrong + self._refusals(entry, known)
        wrong += former_addresses.taken(entry.book["old_urls"], held)
        wrong += writing.untimely(entry, self.handled.ending(content), context.at)
        outcome.refuse(entry, wrong)
        # A line without a key is a fault since it was read, and names no document.
        if wrong or not entry.key:
            return None
        personal = personal_data.in_content(content, self.handled, context.own_numbers)
        outcome.lose(entry, entry.losses + resolver.losses + personal)
        ending = CREATED if context.ids.is_new(self.handled.name, entry.key) else UPDATED
        checked = CheckedLine(entry._replace(raw={}), content, digest, [*entry.files], ending)
        if context.options.dry_run:
            self._rehearse(checked, outcome)
        return checked

    def _leave(self, entry: Entry, known: ImportedLine, outcome: Outcome) -> None:
        """Of a line that is as it was, only the views are new."""
        outcome.counts[UNCHANGED] += 1
        if self.handled.view_number:
            outcome.views[known.document] = entry.book["views"]

    def _rehearse(self, checked: CheckedLine, outcome: Outcome) -> None:
        """Say how a line would end."""
        outcome.counts[checked.outcome] += 1
        outcome.find(checked.entry, self._findings(checked))
        document = self.context.ids.document(self.handled.name, checked.entry.key)
        outcome.warn(checked.entry, writing.warnings(checked.entry, document, self.context.at))

    def _resolver(self) -> Resolver:
        ids, files = self.context.ids, self.context.files
        find = (ids.refer, files.image_id, files.attachment_id)
        return Resolver(*find, FileNotes(files.notes), base=self.context.old_base)

    def _refusals(self, entry: Entry, known: ImportedLine | None) -> list[str]:
        is_tree = entry.key and own_references(self.handled)
        is_circular = is_tree and entry.key not in self.generations
        wrong = [f"the {self.handled.name} stands below itself"] if is_circular else []
        if known is not None:
            document = state.documents([known.document]).get(known.document)
            overwrite = self.context.options.overwrite
            wrong += writing.refusals(entry, known, document, overwrite=overwrite)
        replacement = entry.book["superseded_by"]
        if replacement and not self._is_there(replacement):
            wrong.append(f"/superseded_by: there is nothing with the id {replacement}")
        return wrong

    def _is_there(self, document: UUID) -> bool:
        return self.context.ids.is_in_bundle(document) or bool(state.documents([document]))

    def _findings(self, checked: CheckedLine) -> Iterable[Finding]:
        """What publishing would warn of."""
        if not self.handled.reviewed or checked.entry.book["state"] == DRAFT:
            return ()
        document = Document(
            id=self.context.ids.document(self.handled.name, checked.entry.key),
            type=self.handled.name,
            site=self.context.site,
        )
        publication = Publication(document, checked.content, self.context.at)
        return gates.findings_for_operator(publication)
