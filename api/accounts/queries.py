"""Reading accounts, and who a request acts for."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from api.accounts import secrets
from api.accounts.entry import second_factor
from api.accounts.errors import AccountNotFound, TokenNotFound
from api.accounts.models import Account, AccountRole, MachineToken, Session
from api.db.rows import row, rows
from api.publishing.models import AuditEvent, Role
from api.publishing.workflow import Actor, Means
from api.runtime.ids import parse_id
from api.sites import queries as sites
from api.text.secret_texts import hash_of
from api.text.web_addresses import is_email

Roles = Mapping[UUID | None, Role]
RESTORE = "restore_backup"
"""The event of a backup that was brought back; it names the tokens that wait since then."""


class SignedIn(NamedTuple):
    """Whoever acts in a request: the account, and what it may do here.

    `needs_code_again` says that a long session must prove anew who holds it, before it publishes.
    """

    account: Account
    actor: Actor
    token: MachineToken | None = None
    session: Session | None = None
    needs_code_again: bool = False


def find_account(email: str) -> Account | None:
    """The account of an address, however it is capitalised.

    What is no address is no key either: PostgreSQL would take no NUL.
    """
    address = email.strip().lower()
    return Account.get_or_none(Account.email == address) if is_email(address) else None


def get_account(email: str) -> Account:
    """The account of an address, however it is capitalised; else AccountNotFound."""
    account = find_account(email)
    if account is None:
        raise AccountNotFound
    return account


def names(ids: Iterable[str]) -> dict[str, str]:
    """The names of accounts by their ids; programs such as the ticker have none."""
    known = [id_ for text in ids if (id_ := parse_id(text)) is not None]
    return {str(account.id): account.name for account in rows(Account, "id", *known)}


def publishers_on(site: UUID) -> dict[str, str]:
    """The names of those whose role on a site publishes, by their ids, in the order of names."""
    publishing = AccountRole.role >= Role.PUBLISHER
    here = (AccountRole.site == site) | AccountRole.site.is_null()
    able = AccountRole.select(AccountRole.account).where(publishing & here)
    accounts = Account.select(Account.id, Account.name).where(
        Account.id.in_(able) & Account.disabled_at.is_null()
    )
    ordered = accounts.order_by(Account.name, Account.id)
    return {str(account.id): account.name for account in ordered}


def is_anybody_there() -> bool:
    """Whether there is any account at all."""
    return bool(Account.select(Account.id).limit(1))


def accounts() -> list[Account]:
    """Every account, by address."""
    return list(Account.select().order_by(Account.email))


def roles_of(account: Account) -> dict[UUID | None, Role]:
    """The roles of an account by site; that under None holds for every site."""
    held = rows(AccountRole, "account", account.id)
    return {row.site: Role(row.role) for row in held}


def roles_now(account_id: str) -> Roles | None:
    """The roles of an account by its id, none once it is disabled; None where there is no such."""
    id_ = parse_id(account_id)
    account = row(Account, "id", id_) if id_ else None
    if account is None:
        return None
    return {} if account.disabled_at is not None else roles_of(account)


def get_token(token_id: UUID) -> MachineToken:
    """The token of an id, or TokenNotFound."""
    token: MachineToken | None = MachineToken.get_or_none(MachineToken.id == token_id)
    if token is None:
        raise TokenNotFound
    return token


def tokens(accounts: Iterable[Account]) -> list[MachineToken]:
    """The tokens of accounts that were not revoked, oldest first."""
    return list(
        MachineToken.select()
        .where(MachineToken.account.in_([account.id for account in accounts]))
        .where(MachineToken.revoked_at.is_null())
        .order_by(MachineToken.created_at, MachineToken.id)
    )


def waits_to_be_confirmed(token: MachineToken) -> bool:
    """Whether a restore has revoked a token, and nobody since."""
    restores = AuditEvent.select(AuditEvent.detail).where(
        (AuditEvent.action == RESTORE) & (AuditEvent.at == token.revoked_at)
    )
    return any(str(token.id) in restore.detail["tokens"] for restore in restores)


def by_token(secret: str, at: datetime) -> SignedIn | None:
    """Who acts with a machine token; None unless it is good at this moment.

    It is read from the database each time, so what is revoked is refused at once everywhere.
    """
    if not secrets.is_token(secret):
        return None
    token = row(MachineToken, "hash", hash_of(secret))
    if token is None or token.revoked_at is not None or token.expires_at <= at:
        return None
    account = enabled(token.account)
    return None if account is None else SignedIn(account, _actor(account, token), token)


def enabled(account_id: UUID) -> Account | None:
    """The account of an id, unless it is disabled."""
    account = row(Account, "id", account_id)
    return None if account is None or account.disabled_at is not None else account


def _actor(account: Account, token: MachineToken) -> Actor:
    return Actor(
        str(account.id),
        under_ceiling(roles_of(account), token.scope or None, token.site),
        means=Means.TOKEN,
        may_write=token.scope != 0,
    )


def under_ceiling(roles: Roles, ceiling: int | None, site: UUID | None) -> Roles:
    """Roles cut to a ceiling and to one site, where these are named."""
    held = roles
    if site is not None:
        here = [roles[place] for place in (site, None) if place in roles]
        held = {site: max(here)} if here else {}
    return {place: Role(min(role, ceiling or role)) for place, role in held.items()}


def shown_roles(roles: Roles) -> list[dict[str, str | None]]:
    """Roles as people read them: the site's slug, none for all sites, and the role's name."""
    slugs = {site.id: site.slug for site in sites.references()}
    shown = [
        {"site": None if site is None else slugs.get(site, str(site)), "role": role.name.lower()}
        for site, role in roles.items()
    ]
    return sorted(shown, key=lambda entry: entry["site"] or "")


def line(account: Account) -> str:
    """What operators see of an account: address, name, roles, and whether it is disabled."""
    held = shown_roles(roles_of(account))
    roles = ", ".join(f"{one['role']} of {one['site'] or 'every site'}" for one in held)
    state = " (disabled)" if account.disabled_at else ""
    return f"{account.email}  {account.name}  {roles or 'no role'}{state}"


def _sites_of(actor: Actor) -> list[dict[str, str]]:
    held = actor.sites_with(Role.AUTHOR)
    return [
        {"slug": site.slug, "name": site.name}
        for site in sites.references()
        if held is None or site.id in held
    ]


def me(signed: SignedIn) -> dict[str, object]:
    """What those who sign in see of themselves."""
    account, actor, token, session, _ = signed
    return {
        "id": account.id,
        "email": account.email,
        "name": account.name,
        "means": actor.means,
        "may_write": actor.may_write,
        "roles": shown_roles(actor.roles),
        "sites": _sites_of(actor),
        "token": token and token.__data__,
        "session": session and session.__data__,
        "second_factor": second_factor.is_on(account.id),
        "recovery_codes_left": second_factor.recovery_codes_left(account.id),
    }
