"""What is done to accounts: one verb a function, one transaction, one audit event each."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from peewee import IntegrityError

from api.accounts import queries, secrets
from api.accounts.entry import brake, passkeys, passwords, sessions
from api.accounts.entry.second_factor import unopened as unopened
from api.accounts.errors import AccountDisabled, BadEmail, BadName, EmailTaken, TokenNotWaiting
from api.accounts.models import Account, AccountRole, MachineToken, OneTimeLink, Session
from api.accounts.queries import RESTORE as RESTORE
from api.db.unit_of_work import transaction
from api.publishing import log
from api.publishing.models import Role
from api.publishing.workflow import Actor
from api.runtime.config import api_url
from api.runtime.ids import new_id
from api.sites import queries as sites
from api.text import characters
from api.text.secret_texts import hash_of, new_secret
from api.text.web_addresses import is_email

INVITATION = timedelta(hours=72)
RESET = timedelta(hours=1)
LONGEST_NAME = 100
By = tuple[Actor, datetime]


class Scope(NamedTuple):
    """A ceiling on what a token may do: a role (0 is reading alone), a site; none where None."""

    role: int | None = None
    site: UUID | None = None


ALL = Scope()


def create_account(email: str, name: str, password: str | None, by: By) -> Account:
    """A new account without a role; without a password it is entered by a one-time link."""
    address = email.strip().lower()
    if not is_email(address):
        raise BadEmail(email=email)
    password_hash = (
        None if password is None else passwords.hashed(password, *known_of(address, name))
    )
    account = Account(
        id=new_id(), email=address, name=_line(name), password_hash=password_hash, created_at=by[1]
    )
    try:
        with transaction():
            account.save(force_insert=True)
            record("create_account", account, by)
    except IntegrityError as error:
        raise EmailTaken from error
    return account


def grant(account: Account, role: Role | None, site: UUID | None, by: By) -> None:
    """Let an account have this role on a site, on all where none is named; None takes it away.

    Its sessions end, so that nobody goes on with what the role was before.
    """
    with transaction():
        lock(account)
        sessions.end_all(account.id)
        same = AccountRole.site.is_null() if site is None else AccountRole.site == site
        AccountRole.delete().where(AccountRole.account == account.id, same).execute()
        if role is not None:
            AccountRole.insert(account=account.id, site=site, role=int(role)).execute()
        detail = {"role": role and role.name.lower(), "site": site and str(site)}
        record("grant_role", account, by, detail)


def disable(account: Account, by: By) -> None:
    """Shut an account out: its sessions, tokens and links stop working at once."""
    with transaction():
        lock(account, disabled_at=by[1])
        sessions.end_all(account.id)
        OneTimeLink.delete().where(OneTimeLink.account == account.id).execute()
        record("disable_account", account, by)


def end_sessions(account: Account, by: By) -> None:
    """Sign an account out everywhere; it may come in again."""
    with transaction():
        lock(account)
        sessions.end_all(account.id)
        record("end_sessions", account, by)


def enable(account: Account, by: By) -> None:
    """Let an account in again, with the tokens that are still good."""
    with transaction():
        lock(account, disabled_at=None)
        record("enable_account", account, by)


def forget_credentials(account: Account, by: By) -> None:
    """Let neither password nor passkey sign somebody in any more: they need a one-time link."""
    with transaction():
        lock(account, password_hash=None)
        sessions.end_all(account.id)
        passkeys.forget_all(account.id)
        record("forget_credentials", account, by)


def make_link(account: Account, by: By, *, drops_second_factor: bool = False) -> str:
    """The secret of a one-time link to choose a password; links made before stop working.

    A second factor stays, unless the link `drops_second_factor` when it is used.
    """
    if account.disabled_at is not None:
        raise AccountDisabled
    is_invitation, secret = account.password_hash is None, new_secret()
    with transaction() as tx:
        lock(account)
        OneTimeLink.delete().where(OneTimeLink.account == account.id).execute()
        tx.add(
            OneTimeLink(
                id=new_id(), account=account.id, hash=hash_of(secret),
                is_invitation=is_invitation, created_at=by[1], expires_at=by[1] + lasts(account),
                drops_second_factor=drops_second_factor,
            )
        )  # fmt: skip
        about = {"invitation": is_invitation, "second_factor": drops_second_factor}
        record("make_link", account, by, about)
    return secret


def lasts(account: Account) -> timedelta:
    """For how long a link to this account is good."""
    return INVITATION if account.password_hash is None else RESET


def address_of(link: str) -> str:
    """The address of a one-time link: its secret stands where no log and no referrer holds it."""
    return api_url(f"/desk/moi#{link}")


def rename(account: Account, name: str, by: By) -> None:
    """Show somebody under another name, beside what they write from now on."""
    with transaction():
        lock(account, name=_line(name))
        record("rename_account", account, by, {"name": account.name})


def create_token(
    account: Account, name: str, days: int, by: By, scope: Scope = ALL
) -> tuple[MachineToken, str]:
    """A machine token, and its secret, which nobody can read again."""
    if account.disabled_at is not None:
        raise AccountDisabled
    secret = secrets.new_token()
    token = MachineToken(
        id=new_id(), account=account.id, name=_line(name), hash=hash_of(secret),
        last_letters=secret[-4:], scope=scope.role, site=scope.site, created_at=by[1],
        expires_at=by[1] + timedelta(days=days),
    )  # fmt: skip
    with transaction() as tx:
        tx.add(token)
        record("create_token", account, by, {"token": str(token.id)})
    return token, secret


def revoke_token(token: MachineToken, by: By) -> None:
    """End a token at once; one that has ended stays so."""
    with transaction():
        still = (MachineToken.id == token.id) & MachineToken.revoked_at.is_null()
        if MachineToken.update(revoked_at=by[1]).where(still).execute():
            detail = {"account": str(token.account), "token": str(token.id)}
            log.record_event(by[0], "revoke_token", by[1], detail=detail)


def restore_token(token_id: UUID, by: By) -> None:
    """Let a token be good again that was revoked by mistake."""
    with transaction():
        MachineToken.update(revoked_at=None).where(MachineToken.id == token_id).execute()
        log.record_event(by[0], "restore_token", by[1], detail={"token": str(token_id)})


def shut_everybody_out(by: By, ended: Collection[UUID]) -> list[MachineToken]:
    """End sessions and links, and revoke the tokens that are good.

    Those not among the `ended` are returned, and may be confirmed: see `confirm_token`. The caller
    records the event, by RESTORE.
    """
    with transaction():
        Session.delete().execute()
        OneTimeLink.delete().execute()
        is_good = MachineToken.revoked_at.is_null() & (MachineToken.expires_at > by[1])
        tokens = list(MachineToken.select().where(is_good).order_by(MachineToken.id))
        MachineToken.update(revoked_at=by[1]).where(is_good).execute()
    return [token for token in tokens if token.id not in ended]


def confirm_token(token: MachineToken, by: By) -> None:
    """Let a token be good again that a restore has revoked; TokenNotWaiting for any other."""
    if not queries.waits_to_be_confirmed(token):
        raise TokenNotWaiting
    restore_token(token.id, by)


def drop_links(account: Account, by: By) -> None:
    """Let no link to an account work any more."""
    with transaction():
        lock(account)
        OneTimeLink.delete().where(OneTimeLink.account == account.id).execute()
        record("drop_links", account, by)


def sweep(at: datetime) -> None:
    """Delete sessions and links that are over, and forget failures of long ago."""
    OneTimeLink.delete().where(OneTimeLink.expires_at <= at).execute()
    sessions.sweep(at)
    brake.sweep(at)
    passkeys.sweep(at)


def known_of(email: str, name: str) -> tuple[str, ...]:
    """What everybody knows of somebody, so that no password is made of it."""
    return email, name, *(site.name for site in sites.references())


def lock(account: Account, **values: datetime | str | None) -> None:
    """Change an account's row, by which all that concerns one account waits for each other."""
    changed = values or {"email": account.email}
    Account.update(**changed).where(Account.id == account.id).execute()
    for name, value in values.items():
        setattr(account, name, value)


def _line(text: str) -> str:
    """A name by the text rules, or BadName."""
    try:
        name = characters.normalise(text)
    except characters.UnsafeText as unsafe:
        raise BadName(most=LONGEST_NAME) from unsafe
    if not 1 <= len(name) <= LONGEST_NAME:
        raise BadName(most=LONGEST_NAME)
    return name


def record(action: str, account: Account, by: By, detail: Mapping[str, object] = {}) -> None:
    whole = {"account": str(account.id), "email": account.email, **detail}
    log.record_event(by[0], action, by[1], detail=whole)
