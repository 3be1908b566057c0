"""What people prove themselves by, and change on their own: password, second factor."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from api.accounts.commands import By, known_of, lock, record
from api.accounts.entry import brake, passkeys, passwords, second_factor, sessions
from api.accounts.entry.passkeys import Said
from api.accounts.errors import LinkOver, WrongPassword
from api.accounts.models import Account, OneTimeLink, Passkey, Session
from api.db.unit_of_work import transaction
from api.publishing.workflow import Actor, Means
from api.text.secret_texts import hash_of


class NewPassword(NamedTuple):
    """A password in place of the one before, and the network it is said from."""

    before: str
    after: str
    network: bytes


def choose_password(link: str, password: str, at: datetime) -> None:
    """Set the password of whoever holds a one-time link, which is used up; LinkOver for any other.

    All sessions end. A second factor stays, unless the link was made to drop it.
    """
    row = OneTimeLink.get_or_none(OneTimeLink.hash == hash_of(link))
    if row is None or row.expires_at <= at:
        raise LinkOver
    account = Account.get_by_id(row.account)
    password_hash = passwords.hashed(password, *known_of(account.email, account.name))
    with transaction():
        if not OneTimeLink.delete().where(OneTimeLink.id == row.id).execute():
            raise LinkOver
        _set_password(account, password_hash, by_self(account, at, Means.LINK))
        if row.drops_second_factor:
            passkeys.forget_all(account.id)
            drop_second_factor(account, by_self(account, at, Means.LINK))


def change_password(account: Account, new: NewPassword, at: datetime) -> None:
    """Set another password, for whoever says the one before, else WrongPassword.

    All sessions end.
    """
    tries = brake.tries(f"password {account.id}", new.network, at)
    brake.take(tries, at)
    if not passwords.matches(account.password_hash, new.before):
        raise WrongPassword
    brake.give_back(tries, at)
    password_hash = passwords.hashed(new.after, *known_of(account.email, account.name))
    with transaction():
        _set_password(account, password_hash, by_self(account, at))


def confirm_second_factor(account: Account, code: str, session: Session, at: datetime) -> list[str]:
    """Let an authenticator count from now on; the recovery codes. Other sessions end."""
    with transaction():
        codes = second_factor.confirm(account, code, at)
        sessions.end_all(account.id, but=session)
        record("add_second_factor", account, by_self(account, at))
    return codes


def renew_recovery_codes(account: Account, at: datetime) -> list[str]:
    """New recovery codes in place of all before."""
    with transaction():
        codes = second_factor.renew_recovery_codes(account.id)
        record("renew_recovery_codes", account, by_self(account, at))
    return codes


def add_passkey(account: Account, name: str, said: Said, at: datetime) -> Passkey:
    """Let a passkey sign its owner in."""
    with transaction():
        passkey = passkeys.register(account, name, said, at)
        record("add_passkey", account, by_self(account, at), {"passkey": str(passkey.id)})
    return passkey


def remove_passkey(account: Account, passkey_id: UUID, at: datetime) -> None:
    """Let a passkey sign nobody in any more."""
    with transaction():
        passkeys.forget(account.id, passkey_id)
        record("remove_passkey", account, by_self(account, at), {"passkey": str(passkey_id)})


def drop_second_factor(account: Account, by: By) -> None:
    """Ask somebody for no second factor any more."""
    with transaction():
        second_factor.drop(account.id)
        record("drop_second_factor", account, by)


def by_self(account: Account, at: datetime, means: Means = Means.SESSION) -> By:
    """Somebody, doing something to their own account."""
    return Actor(str(account.id), means=means), at


def _set_password(account: Account, password_hash: str, by: By) -> None:
    lock(account, password_hash=password_hash)
    sessions.end_all(account.id)
    record("set_password", account, by)
