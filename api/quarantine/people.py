"""What a quarantine does to accounts, tokens and roles, and how that is undone."""

from typing import Any, NamedTuple
from uuid import UUID

from api.accounts import commands
from api.accounts.commands import By
from api.accounts.models import Account, MachineToken
from api.accounts.queries import roles_of, tokens
from api.previews import commands as previews
from api.publishing.models import AuditEvent, Role
from api.publishing.queries import site_slug
from api.quarantine.queries import Case, events_since

Place = tuple[str, str | None]
"""An account and a site, none for all of them."""


class Plan(NamedTuple):
    """What is to be done: whom to shut out, what to end, what others get back."""

    disabled: list[Account]
    tokens: list[MachineToken]
    roles: dict[Place, str | None]
    doors: dict[str, bool]
    links: list[str]


def plan(case: Case) -> Plan:
    """What was done to people since, and is taken back where nobody else has seen to it since."""
    open_ = [account for account in case.accounts if account.disabled_at is None]
    return Plan(open_, tokens(case.accounts), _roles(case), _doors(case), _links(case))


def apply(case: Case, planned: Plan, by: By) -> dict[str, Any]:
    """Do what is planned, and end their previews; what it takes to undo it."""
    for account in planned.disabled:
        commands.disable(account, by)
    for token in planned.tokens:
        commands.revoke_token(token, by)
    for account_id in planned.links:
        commands.drop_links(_account(account_id), by)
    previews.end_all_of(case.ids)
    held = _give(planned.roles, by)
    _open(planned.doors, by)
    return {
        "disabled": [str(account.id) for account in planned.disabled],
        "tokens": [str(token.id) for token in planned.tokens],
        "roles": [[*place, role] for place, role in held.items()],
        "doors": {account: not is_disabled for account, is_disabled in planned.doors.items()},
    }


def undo(done: dict[str, Any], by: By) -> None:
    """Let in again who was shut out; sessions and links stay ended."""
    _open(dict.fromkeys(done["disabled"], False) | done["doors"], by)
    for token_id in done["tokens"]:
        commands.restore_token(UUID(token_id), by)
    _give({(account, site): role for account, site, role in done["roles"]}, by)


def _give(roles: dict[Place, str | None], by: By) -> dict[Place, str | None]:
    """Give roles, and take those away that are None; what was held in their places."""
    held = dict[Place, str | None]()
    for (account_id, site), role in roles.items():
        account, where = _account(account_id), UUID(site) if site else None
        has = roles_of(account).get(where)
        held[account_id, site] = None if has is None else has.name.lower()
        commands.grant(account, Role[role.upper()] if role else None, where, by)
    return held


def _open(doors: dict[str, bool], by: By) -> None:
    for account_id, is_disabled in doors.items():
        account = _account(account_id)
        if bool(account.disabled_at) != is_disabled:
            (commands.disable if is_disabled else commands.enable)(account, by)


def _roles(case: Case) -> dict[Place, str | None]:
    """The roles of that time, where one of these was the last to change them since."""
    last = {_place(event): event for event in events_since(case.since, "grant_role")}
    theirs = [place for place, event in last.items() if event.actor in case.ids]
    if not theirs:
        return {}
    granted = (AuditEvent.action == "grant_role") & (AuditEvent.at < case.since)
    before = dict[Place, str | None]()
    for event in AuditEvent.select().where(granted).order_by(AuditEvent.number):
        before[_place(event)] = event.detail["role"]
    return {place: before.get(place) for place in theirs}


def _doors(case: Case) -> dict[str, bool]:
    """Whether others were disabled at that time, where one of these was the last to change it."""
    doors = dict[str, bool]()
    for event in events_since(case.since, "disable_account", "enable_account"):
        account = event.detail["account"]
        if event.actor in case.ids:
            doors.setdefault(account, event.action == "enable_account")
        else:
            doors.pop(account, None)
    return {account: was for account, was in doors.items() if account not in case.ids}


def _links(case: Case) -> list[str]:
    """Accounts to which one of these made the link that may still be used."""
    makers = {
        event.detail["account"]: event.actor for event in events_since(case.since, "make_link")
    }
    theirs = {account for account, maker in makers.items() if maker in case.ids}
    return sorted(theirs - case.ids)


def _place(event: AuditEvent) -> Place:
    return event.detail["account"], event.detail["site"]


def _account(account_id: str) -> Account:
    account: Account = Account.get_by_id(UUID(account_id))
    return account


def emails(case: Case, planned: Plan) -> dict[str, str]:
    """The addresses of everybody whom a plan names, by their ids."""
    named = {account for account, _ in planned.roles} | {*planned.doors, *planned.links}
    ids = {UUID(account_id) for account_id in named | case.ids}
    return {
        str(account.id): account.email for account in Account.select().where(Account.id.in_(ids))
    }


def site_name(site: str | None) -> str:
    """A site by its slug."""
    return "every site" if site is None else site_slug(UUID(site))
