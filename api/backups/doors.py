"""Shuts after a restore what was open when its backup was made, and again what was shut since."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from api.accounts import commands as accounts
from api.accounts.commands import By
from api.accounts.models import Account, MachineToken
from api.accounts.queries import roles_of
from api.backups.manifests import Manifest
from api.db.unit_of_work import transaction
from api.previews import commands as previews
from api.publishing import commands, log, queries
from api.publishing.audit import revocations, takedowns
from api.publishing.audit.beside import Moment
from api.publishing.audit.revocations import Revocation
from api.publishing.errors import DocumentNotFound
from api.publishing.models import Document, Public, Role
from api.publishing.reasons import PERSONAL_DATA
from api.publishing.workflow import OPERATOR


class Shut(NamedTuple):
    """What is shut now, and which lists say all that was shut since the backup."""

    tokens: list[MachineToken]
    """Those that are disabled until they are confirmed."""
    withdrawn: list[UUID]
    people: list["Person"]
    knows_withdrawals: bool
    knows_people: bool


class Person(NamedTuple):
    """What was taken from somebody again."""

    account: Account
    is_disabled: bool
    roles: Mapping[UUID | None, Role | None]
    """Those that are lower now, or none, by site."""
    has_no_password: bool
    needs_no_factor: bool
    """Whether the second factor of then may be in other hands."""


def close(folder: Path, manifest: Manifest, at: datetime) -> Shut:
    """Begin an epoch in which nobody is signed in, and do again what the lists beside say."""
    made_at = datetime.fromisoformat(manifest.made_at)
    number = int(manifest.audit_head.partition(":")[0])
    withdrawals = takedowns.LIST.read(folder.parent)
    taken = revocations.LIST.read(folder.parent)
    later = taken.after(Moment(manifest.epoch, number, made_at))
    ids = dict.fromkeys(withdrawals.after(Moment(manifest.epoch, manifest.head, made_at)))
    with transaction():
        log.renew_epoch(at)
        tokens = accounts.shut_everybody_out((OPERATOR, at), revocations.revoked_tokens(later))
        previews.end_all()
        withdrawn = [id_ for id_ in ids if _is_taken_down(id_, at)]
        people = list(_taken_again(later, (OPERATOR, at)))
        detail = {
            "backup": folder.name,
            "made_at": manifest.made_at,
            "tokens": [str(token.id) for token in tokens],
            "withdrawn": [str(document_id) for document_id in withdrawn],
        }
        log.record_event(OPERATOR, accounts.RESTORE, at, detail=detail)
    return Shut(tokens, withdrawn, people, withdrawals.is_whole, taken.is_whole)


def _is_taken_down(document_id: UUID, at: datetime) -> bool:
    """Let something be public neither now nor at a time that was set; whether it would be."""
    try:
        document: Document = queries.get_document(document_id)
    except DocumentNotFound:
        return False  # It was written after the backup was made.
    was_scheduled, was_live = document.scheduled is not None, document.public == Public.LIVE
    if was_scheduled:
        commands.cancel_schedule(document, OPERATOR, at)
    if was_live:
        commands.withdraw(document, OPERATOR, at, commands.Withdrawal(PERSONAL_DATA))
    return was_scheduled or was_live


def _taken_again(later: Iterable[Revocation], by: By) -> Iterator[Person]:
    of_each = dict[UUID, list[Revocation]]()
    for one in later:
        if one.account is not None and one.token is None:
            of_each.setdefault(one.account, []).append(one)
    for account_id, events in of_each.items():
        account = Account.get_or_none(Account.id == account_id)
        if account is not None:  # Else it was made after the backup.
            person = _taken_from(account, events, by)
            if any(person[1:]):
                yield person


def _taken_from(account: Account, events: Sequence[Revocation], by: By) -> Person:
    """Take from somebody what they had in the end no more; nothing is given."""
    actions = [event.action for event in events]
    doors = [action for action in actions if action in ("disable_account", "enable_account")]
    is_disabled = doors[-1:] == ["disable_account"] and account.disabled_at is None
    if is_disabled:
        accounts.disable(account, by)
    has_other_factor = not revocations.FACTORS.isdisjoint(actions)
    has_no_password = has_other_factor or "set_password" in actions
    if has_no_password:
        accounts.forget_credentials(account, by)
    roles = _lowered(account, events)
    for site, role in roles.items():
        accounts.grant(account, role, site, by)
    return Person(account, is_disabled, roles, has_no_password, has_other_factor)


def _lowered(account: Account, events: Sequence[Revocation]) -> dict[UUID | None, Role | None]:
    held = roles_of(account)
    last = {event.site: event.role for event in events if event.action == "grant_role"}
    return {site: role for site, role in last.items() if (role or 0) < held.get(site, 0)}
