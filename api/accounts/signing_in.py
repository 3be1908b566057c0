"""Signing in: by a password, and whether its owner must show a second factor too."""

from datetime import datetime
from typing import NamedTuple

from api.accounts import brake, passwords, sessions
from api.accounts.errors import WrongCredentials
from api.accounts.models import Account
from api.accounts.sessions import Begun, Kind
from api.db.unit_of_work import transaction
from api.publishing import log


class Credentials(NamedTuple):
    """What somebody says at the door, and the network they say it from."""

    email: str
    password: str
    network: bytes


def by_password(said: Credentials, kind: Kind, at: datetime) -> Begun:
    """A new session; WrongCredentials, the same for an unknown address and a wrong password."""
    email = said.email.strip().lower()
    tries = brake.tries(email, said.network, at)
    brake.take(tries, at)
    account: Account | None = Account.get_or_none(Account.email == email)
    is_right = passwords.matches(account.password_hash if account else None, said.password)
    if account is None or not is_right or account.disabled_at is not None:
        raise WrongCredentials
    brake.give_back(tries, at)
    return enter(account, kind, at)


def enter(account: Account, kind: Kind, at: datetime) -> Begun:
    """A new session of somebody who has shown all that is asked for.

    Raise WrongCredentials when the password was changed meanwhile: that has ended all sessions.
    """
    with transaction():
        _require_same_password(account)
        begun = sessions.begin(account, kind, at)
        detail = {"account": str(account.id), "session": str(begun.session.id)}
        log.record_event(str(account.id), "sign_in", at, detail=detail)
    return begun


def _require_same_password(account: Account) -> None:
    kept = account.password_hash
    same = Account.password_hash.is_null() if kept is None else Account.password_hash == kept
    locked = Account.update(email=account.email).where(Account.id == account.id, same)
    if not locked.execute():
        raise WrongCredentials
