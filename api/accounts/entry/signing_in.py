"""Signing in: by a passkey, or a password and, where its owner has set one up, a second factor."""

from datetime import datetime
from typing import NamedTuple

from api.accounts.entry import brake, passkeys, passwords, second_factor, sessions
from api.accounts.entry.passkeys import Said
from api.accounts.entry.sessions import Begun, Kind
from api.accounts.errors import NoSecondFactor, WrongCode, WrongCredentials, WrongPasskey
from api.accounts.models import Account, Session
from api.accounts.queries import enabled, find_account
from api.db.unit_of_work import transaction
from api.publishing import log
from api.publishing.workflow import Actor, Means
from api.runtime.errors import NotSignedIn


class Credentials(NamedTuple):
    """What somebody says at the door, and the network they say it from."""

    email: str
    password: str
    network: bytes
    code: str | None = None


def by_password(said: Credentials, kind: Kind, at: datetime) -> Begun:
    """A new session, which waits for a second factor where there is one that was not said.

    WrongCredentials, the same for an unknown address and a wrong password. A right code beside the
    password proves its owner, who need not wait for others that guess.
    """
    email = said.email.strip().lower()
    brake.require_patience(said.network, at)
    account = find_account(email)
    is_proved = bool(account and said.code and second_factor.is_right(account.id, said.code, at))
    tries = brake.tries(email, said.network, at, is_owner=is_proved)
    brake.take(tries, at)
    is_right = passwords.matches(account.password_hash if account else None, said.password)
    if account is None or not is_right or account.disabled_at is not None:
        raise WrongCredentials
    brake.give_back(tries, at)
    if second_factor.is_on(account.id) and not is_proved:
        return _begin(account, kind, at, is_pending=True)
    return enter(account, kind, at)


def by_code(session: Session, code: str, network: bytes, at: datetime) -> Begun:
    """A session in place of one that waits for its second factor, or must prove it anew."""
    account = enabled(session.account)
    if account is None:
        raise NotSignedIn
    if not second_factor.is_on(account.id):
        raise NoSecondFactor
    tries = brake.tries(f"code {account.id}", network, at)
    brake.take(tries, at)
    if not second_factor.is_right(account.id, code, at):
        raise WrongCode
    brake.give_back(tries, at)
    with transaction():
        sessions.drop(session)
        return enter(account, Kind(session.is_long, session.is_bearer), at)


def by_passkey(said: Said, kind: Kind, at: datetime) -> Begun:
    """A new session; what unlocks a passkey is a second factor, so nothing else is asked for."""
    account = enabled(passkeys.owner(said, at))
    if account is None:
        raise WrongPasskey
    return enter(account, kind, at)


def enter(account: Account, kind: Kind, at: datetime) -> Begun:
    """A new session of somebody who has shown all that is asked for."""
    with transaction():
        begun = _begin(account, kind, at)
        detail = {"account": str(account.id), "session": str(begun.session.id)}
        by = Actor(str(account.id), means=Means.SESSION)
        log.record_event(by, "sign_in", at, detail=detail)
    return begun


def _begin(account: Account, kind: Kind, at: datetime, *, is_pending: bool = False) -> Begun:
    """WrongCredentials when the password was changed meanwhile: that has ended all sessions."""
    with transaction():
        password_hash = account.password_hash
        same = (
            Account.password_hash.is_null()
            if password_hash is None
            else Account.password_hash == password_hash
        )
        locked = Account.update(email=account.email).where(Account.id == account.id, same)
        if not locked.execute():
            raise WrongCredentials
        return sessions.begin(account, kind, at, is_pending=is_pending)
