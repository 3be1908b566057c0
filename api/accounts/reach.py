"""How far an admin reaches: to people whose every role lies on sites that the admin administers.

Whoever has no role anywhere is reached by an admin of all sites alone: else an admin of one site
could get hold of an account that another site is about to give a role.
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from api.accounts.entry import second_factor
from api.accounts.errors import AccountNotFound, TokenNotFound
from api.accounts.models import Account, MachineToken
from api.accounts.queries import Roles, roles_of, shown_roles
from api.accounts.roles import ROLES
from api.accounts.secrets import PREFIX
from api.db.fields import stored_id
from api.db.statements import ALWAYS, NEVER, Condition, either, one_of
from api.http.pagination import Listing, Page, fetch
from api.publishing.errors import SiteNotFound
from api.publishing.models import Role
from api.publishing.workflow import Actor
from api.sites import queries as sites

USERS, TOKENS = "/authoring/v1/users", "/authoring/v1/tokens"


def administers(actor: Actor, site: UUID | None) -> bool:
    """Whether the actor is admin of a site; of all of them, where none is named."""
    if site is None:
        return actor.is_operator or actor.roles.get(None, 0) >= Role.ADMIN
    return actor.is_operator or actor.role_on(site) >= Role.ADMIN


def covers(actor: Actor, roles: Iterable[UUID | None]) -> bool:
    """Whether whoever has roles on these sites is within the actor's reach."""
    return all(administers(actor, site) for site in (*roles,) or (None,))


def is_admin(actor: Actor) -> bool:
    """Whether the actor administers anything."""
    return any(administers(actor, site) for site in (*actor.roles, None))


def get_person(actor: Actor, account_id: UUID) -> Account:
    """A person within reach; any other is AccountNotFound, as is an unknown id."""
    account: Account | None = Account.get_or_none(Account.id == account_id)
    if account is None or not covers(actor, roles_of(account)):
        raise AccountNotFound
    return account


def get_token(actor: Actor, token_id: UUID) -> MachineToken:
    """A token of the actor, or of a person within reach; any other is TokenNotFound."""
    token: MachineToken | None = MachineToken.get_or_none(MachineToken.id == token_id)
    if token is None or not _reaches(actor, token.account):
        raise TokenNotFound
    return token


def site_id(actor: Actor, slug: str | None) -> UUID | None:
    """The site that an admin names; SiteNotFound for one that the admin does not administer."""
    site = None if slug is None else sites.get_reference(slug).id
    if not administers(actor, site):
        raise SiteNotFound
    return site


def own_site(actor: Actor, slug: str | None) -> UUID | None:
    """The site that somebody names for a token; SiteNotFound where they have no role on it."""
    site = None if slug is None else sites.get_reference(slug).id
    if site is not None and not actor.role_on(site):
        raise SiteNotFound
    return site


def people(actor: Actor, query: Mapping[str, Any]) -> tuple[Page, list[dict[str, Any]]]:
    """A page of the people within reach, by address."""
    listing = Listing("a.id", "account a", (_within(actor),), ("a.email",))
    page = fetch(listing, query, USERS)
    accounts = {
        account.id: account for account in Account.select().where(Account.id.in_(_ids(page)))
    }
    return page, [shown(accounts[account_id]) for account_id in _ids(page)]


def tokens(actor: Actor, query: Mapping[str, Any]) -> tuple[Page, list[dict[str, Any]]]:
    """A page of the tokens of the actor and of the people within reach, oldest first."""
    is_own = Condition("a.id = ?", (stored_id(UUID(actor.id)),))
    where = (Condition("t.revoked_at IS NULL"), either((is_own, _within(actor))))
    source = "machine_token t JOIN account a ON a.id = t.account"
    listing = Listing("t.id", source, where, ("t.id",))
    page = fetch(listing, query, TOKENS)
    rows = MachineToken.select().where(MachineToken.id.in_(_ids(page))).order_by(MachineToken.id)
    return page, [shown_token(token) for token in rows]


def shown(account: Account) -> dict[str, Any]:
    """A person, as an admin sees them."""
    return {
        **account.__data__,
        "is_invited": account.password_hash is None,
        "second_factor": second_factor.is_on(account.id),
        "roles": shown_roles(roles_of(account)),
    }


def shown_token(token: MachineToken) -> dict[str, Any]:
    """A token, by its last letters alone."""
    scopes = ("read", *ROLES)
    return {
        **token.__data__,
        "user": Account.get_by_id(token.account).__data__,
        "known_by": f"{PREFIX}…{token.last_letters}",
        "scope": None if token.scope is None else scopes[token.scope],
        "site": token.site and sites.reference(token.site).slug,
    }


def _reaches(actor: Actor, account_id: UUID) -> bool:
    roles: Roles = roles_of(Account(id=account_id))
    return str(account_id) == actor.id or covers(actor, roles)


def _within(actor: Actor) -> Condition:
    """The condition that `covers` is, on an account `a`; no text of it is a client's."""
    if administers(actor, None):
        return ALWAYS
    own = [stored_id(site) for site in actor.roles if site and administers(actor, site)]
    held = 'SELECT 1 FROM "account_role" r WHERE r.account = a.id'
    inside, params = one_of("r.site", own)
    beyond = f"{held} AND (r.site IS NULL OR NOT {inside})"
    return Condition(f"EXISTS ({held}) AND NOT EXISTS ({beyond})", params) if own else NEVER


def _ids(page: Page) -> list[UUID]:
    return [UUID(str(account_id)) for (account_id,) in page.rows]
