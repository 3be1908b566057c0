"""What an operator is told of a backup that was made, or brought back."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.accounts import queries as accounts
from api.backups.doors import Person
from api.backups.making import Made
from api.backups.restoring import Restored, Source
from api.publishing.content_type import content_types
from api.publishing.live import links
from api.publishing.queries import get_document
from api.setting.table import SETTINGS
from api.settings import Settings
from api.text import personal_data

_MEGABYTE = 1_000_000
_PLACES = {"config", "database_url", "media_dir", "state_dir", "frontend_dir", "secret_key"}
"""Settings that are another machine's business."""


def of_backup(made: Made) -> Iterator[str]:
    """What was proved, who may read it, and who signed it."""
    manifest = made.manifest
    size = sum(file.bytes for file in manifest.files.values())
    yield (
        f"Proved: {manifest.counts['documents']} documents, change {manifest.head} of epoch"
        f" {manifest.epoch}; {len(manifest.media)} files of media, {made.copied} of them new;"
        f" {size / _MEGABYTE:.1f} MB."
    )
    if not manifest.recipients:
        yield (
            "Not encrypted: it holds password hashes, second factors, drafts and the secret key."
            " Only this account may read it; --recipient age1… encrypts."
        )
    yield f"Signed by {manifest.signed_by}"
    yield "Note that key elsewhere: `congxa restore --trust KEY` asks for it."


def of_restore(source: Source, restored: Restored) -> Iterator[str]:
    """What is there again, and what is left to do."""
    manifest = restored.manifest
    yield (
        f"Restored {manifest.counts['documents']} documents as of {manifest.made_at}. Sessions,"
        " one-time and preview links have ended."
    )
    if restored.aside:
        yield f"What was here before is now in {' and '.join(restored.aside)}."
    yield from _tokens(restored)
    yield from _withdrawals(source, restored)
    yield from _people(source, restored)
    for setting in _other_settings(restored.settings, restored.then_set):
        yield f"It was set then, and is not now: {setting}"


def _tokens(restored: Restored) -> Iterator[str]:
    people = {account.id: account.email for account in accounts.accounts()}
    for token in restored.shut.tokens:
        yield (
            f"Disabled token {token.id} of {people[token.account]}, “{token.name}”: if it is still"
            f" good, congxa token confirm {token.id}"
        )


def _withdrawals(source: Source, restored: Restored) -> Iterator[str]:
    for document_id in restored.shut.withdrawn:
        yield f"Withdrawn again, as personal data: {document_id} {get_document(document_id).label}"
    if not restored.shut.knows_withdrawals:
        yield (
            f"There is no whole list beside {source.folder} of what was withdrawn as personal data"
            f" since {restored.manifest.made_at}. Withdraw again what was."
        )
        yield from _listed(
            "These show personal data:",
            _with_personal_data(),
            "A program sees none in what is public.",
        )


def _people(source: Source, restored: Restored) -> Iterator[str]:
    for person in restored.shut.people:
        yield from _taken_from(person)
    if not restored.shut.knows_people:
        yield (
            f"There is no whole list beside {source.folder} of who was disabled, lost a role or"
            f" chose another password since {restored.manifest.made_at}."
        )
        enabled = (account for account in accounts.accounts() if account.disabled_at is None)
        yield from _listed(
            "These may sign in; use congxa user disable, grant or reset:",
            map(accounts.line, enabled),
            "Nobody may sign in.",
        )


def _listed(title: str, lines: Iterable[str], without: str) -> Iterator[str]:
    indented = [f"  {line}" for line in lines]
    yield from (title, *indented) if indented else (without,)


def _taken_from(person: Person) -> Iterator[str]:
    email = person.account.email
    if person.is_disabled:
        yield f"Disabled again: {email}"
    if person.roles:
        yield f"Taken away again: a role; now {accounts.line(person.account)}"
    if person.has_no_password:
        option = " --second-factor" if person.needs_no_factor else ""
        yield (
            f"What {email} signed in with was changed since, and that of then opens nothing: make"
            f" a link with congxa user reset {email}{option}"
        )


def _with_personal_data() -> Iterator[str]:
    for content_type in content_types():
        for row in content_type.model.select(
            content_type.model.id, content_type.model.whole
        ).iterator():
            if _shows_some(bytes(row.whole).decode()):
                yield f"{row.id} {links.own_url(get_document(row.id)) or content_type.name}"


def _shows_some(text: str) -> bool:
    kinds = {finding.kind for finding in personal_data.findings(text)}
    return bool(kinds - {personal_data.TELEPHONE})  # Those of offices are meant to be there.


def _other_settings(now: Settings, then: Mapping[str, Any]) -> Iterator[str]:
    for setting in SETTINGS:
        value = getattr(now, setting.attribute)
        text = ",".join(value) if isinstance(value, tuple) else str(value)
        if setting.attribute not in _PLACES and then.get(setting.name, text) != text:
            value = then[setting.name]
            yield f"{setting.name}={setting.mask(value) if setting.mask else value}"
