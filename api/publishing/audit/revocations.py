"""The list of what was taken from whoever may sign in, beside the backups.

It only ever takes: a line that somebody else has written lets nobody in.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple
from uuid import UUID

from api.publishing import queries
from api.publishing.audit.beside import Content, SideList
from api.publishing.models import AuditEvent, Role
from api.runtime.clock import local

FACTORS = frozenset(
    {"add_second_factor", "drop_second_factor", "renew_recovery_codes", "remove_passkey"}
)
"""After these the second factor of before, or a passkey, may be in other hands."""
_ACTIONS = FACTORS | {
    "disable_account",
    "enable_account",
    "grant_role",
    "set_password",
    "revoke_token",
    "restore_token",
}


class Revocation(NamedTuple):
    """One event of an account or a token that may have taken something away."""

    action: str
    account: UUID | None
    token: UUID | None
    role: Role | None
    site: UUID | None


def tell(events: Iterable[AuditEvent]) -> None:
    """Write down those of these committed events that are such."""
    LIST.tell(event for event in events if event.action in _ACTIONS)


def _events(after: int) -> Iterator[AuditEvent]:
    is_one = (AuditEvent.number > after) & AuditEvent.action.in_(sorted(_ACTIONS))
    return iter(AuditEvent.select().where(is_one).order_by(AuditEvent.number))


def _line(event: AuditEvent) -> Mapping[str, Any]:
    about = {name: event.detail.get(name) for name in ("account", "token", "role", "site")}
    return {"seq": event.number, "at": local(event.at), "action": event.action, **about}


def _revocation(line: Mapping[str, Any]) -> Revocation:
    account, token, site = (
        UUID(str(line[name])) if line[name] else None for name in ("account", "token", "site")
    )
    role = Role[str(line["role"]).upper()] if line["role"] else None
    return Revocation(line["action"], account, token, role, site)


def revoked_tokens(later: Iterable[Revocation]) -> set[UUID]:
    """The tokens that were ended, and nobody let be good again."""
    last = {one.token: one.action for one in later if one.token is not None}
    return {token for token, action in last.items() if action == "revoke_token"}


LIST = SideList(
    "revocations.jsonl",
    Content(lambda: queries.audit_head()[0], _events, _line, _revocation),
)
