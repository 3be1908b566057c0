"""What an admin does to people: invite, rename, grant, disable, reset; within reach alone.

Whether somebody is within reach is asked under the lock of their account, so that a role which
another admin grants meanwhile counts.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from api.accounts import commands, reach
from api.accounts.commands import By
from api.accounts.errors import AccountNotFound, OwnAccount
from api.accounts.models import Account
from api.accounts.queries import Roles, roles_of
from api.db.unit_of_work import transaction
from api.publishing.errors import ReadOnly, RoleRequired
from api.publishing.models import Role


class Link(NamedTuple):
    """The address of a one-time link, which nobody can read again."""

    address: str
    expires_at: datetime


def require_admin(by: By) -> None:
    """Raise for who administers nothing."""
    if not reach.is_admin(by[0]):
        raise RoleRequired(role="admin")


def invite(said: Mapping[str, Any], by: By) -> tuple[Account, Link]:
    """A new account with roles, and the link by which its owner chooses a password.

    EmailTaken for a person within reach; AccountNotFound for one beyond it.
    """
    require_writing(by)
    require_admin(by)
    wanted = _wanted(said["roles"], by)
    with transaction():
        _require_free(said["email"], by)
        account = commands.create_account(said["email"], said["name"], None, by)
        _set_roles(account, wanted, by)
        return account, _link(account, by)


def change(account_id: UUID, said: Mapping[str, Any], by: By) -> Account:
    """Another name, other roles, disabled or not; what is not said stays."""
    require_writing(by)
    wanted = _wanted(said["roles"], by) if "roles" in said else None
    with transaction():
        account = locked(account_id, by)
        if "name" in said and said["name"] != account.name:
            commands.rename(account, said["name"], by)
        if wanted is not None:
            _set_roles(account, wanted, by)
        if said.get("disabled", account.disabled_at is not None) != bool(account.disabled_at):
            (commands.disable if said["disabled"] else commands.enable)(account, by)
    return account


def end_sessions(account_id: UUID, by: By) -> None:
    """Sign somebody out everywhere, on a machine that was left open or lost too."""
    require_writing(by)
    with transaction():
        commands.end_sessions(locked(account_id, by), by)


def reset(account_id: UUID, by: By, *, drops_second_factor: bool) -> Link:
    """A link by which somebody chooses a new password."""
    require_writing(by)
    with transaction():
        account = locked(account_id, by)
        return _link(account, by, drops_second_factor=drops_second_factor)


def revoke_token(token_id: UUID, by: By) -> None:
    """End a token of one's own, or of somebody within reach."""
    require_writing(by)
    with transaction():
        commands.revoke_token(reach.get_token(by[0], token_id), by)


def require_writing(by: By) -> None:
    """Raise for who may read alone."""
    if not by[0].may_write:
        raise ReadOnly


def locked(account_id: UUID, by: By) -> Account:
    """A person within reach, held to the end of the transaction; never oneself."""
    if str(account_id) == by[0].id:
        raise OwnAccount
    commands.lock(reach.get_person(by[0], account_id))
    return reach.get_person(by[0], account_id)


def _wanted(said: list[dict[str, Any]], by: By) -> Roles:
    return {reach.site_id(by[0], entry["site"]): Role[entry["role"].upper()] for entry in said}


def _set_roles(account: Account, wanted: Roles, by: By) -> None:
    held = roles_of(account)
    for site in {*held, *wanted}:
        if held.get(site) != wanted.get(site):
            commands.grant(account, wanted.get(site), site, by)


def _require_free(email: str, by: By) -> None:
    other = Account.get_or_none(Account.email == email.strip().lower())
    if other is not None and not reach.covers(by[0], roles_of(other)):
        raise AccountNotFound


def _link(account: Account, by: By, *, drops_second_factor: bool = False) -> Link:
    secret = commands.make_link(account, by, drops_second_factor=drops_second_factor)
    return Link(commands.address_of(secret), by[1] + commands.lasts(account))
