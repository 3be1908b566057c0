"""Who may do what to a document, and when: the transition table. There are no other transitions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID

from api.publishing import editions
from api.publishing.content_type import content_type
from api.publishing.errors import (
    DocumentNotFound,
    InTrash,
    InvalidTransition,
    NotInTrash,
    ReadOnly,
    RoleRequired,
    SecondPersonRequired,
    WithdrawFirst,
)
from api.publishing.models import Document, Edition, Public, Role, Stage
from api.runtime.errors import Forbidden


class Means(StrEnum):
    """By what somebody acts."""

    SESSION = "session"
    TOKEN = "token"  # noqa: S105 - a word, no secret
    COMMAND = "command"
    LINK = "link"
    SYSTEM = "system"


@dataclass(frozen=True)
class Actor:
    """Who acts, and by what. A role under None holds for every site; the operator is not bound by
    roles. Who may not write sees what the roles show, and changes nothing.
    """

    id: str
    roles: Mapping[UUID | None, Role] = field(default_factory=dict)
    is_operator: bool = False
    means: Means = Means.COMMAND
    may_write: bool = True

    def role_on(self, site: UUID) -> int:
        """The highest role on `site`, 0 for none."""
        return max(self.roles.get(site, 0), self.roles.get(None, 0))

    def sites_with(self, least: Role) -> list[UUID] | None:
        """The sites on which the actor has this role or a higher one; None for all of them."""
        if self.is_operator or self.roles.get(None, 0) >= least:
            return None
        return [site for site, role in self.roles.items() if site and role >= least]


OPERATOR = Actor("operator", is_operator=True)
"""Whoever runs commands on the machine itself: `congxa import`, `congxa withdraw`."""
SYSTEM = Actor("system", is_operator=True, means=Means.SYSTEM)
"""The ticker, doing at its time what somebody decided before."""


@dataclass(frozen=True)
class Rule:
    """The states a command starts from, the role it needs, and whether own work needs less."""

    role: Role
    public: frozenset[Public] = frozenset(Public)
    stages: frozenset[Stage] = frozenset(Stage)
    own: bool = False


_DRAFTS = frozenset({Stage.DRAFT})
_REVIEWS = frozenset({Stage.IN_REVIEW})
_APPROVED = frozenset({Stage.APPROVED})
_LIVE = frozenset({Public.LIVE})
_WITHDRAWN = frozenset({Public.WITHDRAWN})
_HIDDEN = _WITHDRAWN | {Public.NONE}

RULES: Mapping[str, Rule] = {
    "create": Rule(Role.AUTHOR),
    "save": Rule(Role.EDITOR, stages=_DRAFTS | _APPROVED, own=True),
    "revise": Rule(Role.EDITOR, stages=_REVIEWS),
    "submit": Rule(Role.EDITOR, stages=_DRAFTS, own=True),
    "return": Rule(Role.EDITOR, stages=_REVIEWS),
    "drop_draft": Rule(Role.EDITOR, public=_LIVE | _WITHDRAWN, own=True),
    "publish": Rule(Role.PUBLISHER),
    "schedule": Rule(Role.PUBLISHER),
    "cancel_schedule": Rule(Role.PUBLISHER),
    "republish": Rule(Role.PUBLISHER, public=_WITHDRAWN),
    "correct": Rule(Role.PUBLISHER, public=_LIVE),
    "confirm": Rule(Role.PUBLISHER, public=_LIVE),
    "withdraw": Rule(Role.PUBLISHER, public=_LIVE),
    "trash": Rule(Role.EDITOR, public=_HIDDEN, own=True),
    "recover": Rule(Role.EDITOR, public=_HIDDEN, own=True),
    "purge": Rule(Role.EDITOR, public=_HIDDEN, own=True),
}


def require(actor: Actor, command: str, document: Document) -> None:
    """Raise unless the table lets `actor` do `command` to `document` as it stands."""
    if document.purged_at is not None:
        raise DocumentNotFound
    rule = RULES[command]
    require_role(actor, rule, document)
    if document.is_trashed and command not in {"recover", "purge"}:
        raise InTrash
    if not document.is_trashed and command in {"recover", "purge"}:
        raise NotInTrash
    if command == "trash" and document.public == Public.LIVE:
        raise WithdrawFirst
    is_in_state = document.public in rule.public and document.stage in rule.stages
    if not is_in_state or not _NEEDS.get(command, _nothing)(document):
        raise InvalidTransition(
            command=command, public=str(document.public), stage=str(document.stage)
        )


def _nothing(document: Document) -> bool:
    return True


def _waits_or_is_unapproved(document: Document) -> bool:
    """What waits for its time may go out at another one; what was approved else is out."""
    return document.stage != Stage.APPROVED or document.scheduled == document.head


# What a command needs beyond the two sides of the state.
_NEEDS: Mapping[str, Callable[[Document], bool]] = {
    "confirm": lambda document: bool(document.unconfirmed),
    "drop_draft": lambda document: document.head not in {document.live, document.scheduled},
    "publish": _waits_or_is_unapproved,
    "schedule": _waits_or_is_unapproved,
    "cancel_schedule": lambda document: document.scheduled is not None,
    # What waits for its time is as it was approved.
    "correct": lambda document: document.scheduled != document.head,
}


def require_role(actor: Actor, rule: Rule, document: Document) -> None:
    """Raise when the actor may only read, or has too low a role on the document's site."""
    if not actor.may_write:
        raise ReadOnly
    if actor.is_operator:
        return
    handled = content_type(document.type)
    is_own = rule.own and document.author == actor.id
    needed = Role.AUTHOR if is_own else rule.role
    if not handled.reviewed:
        # Saving it publishes it, so whoever may save it may do all the rest.
        needed = Role.EDITOR
    needed = max(needed, handled.least_role)
    if actor.role_on(document.site) < needed:
        raise RoleRequired(role=needed.name.lower())


def is_admin(actor: Actor, document: Document) -> bool:
    """Whether the actor administers the document's site."""
    return actor.is_operator or actor.role_on(document.site) >= Role.ADMIN


def named(actor_id: str | None) -> Actor:
    """The actor whose name an edition keeps as its approver's; the ticker acts in that name."""
    programs = {OPERATOR.id: OPERATOR, SYSTEM.id: SYSTEM}
    return programs.get(str(actor_id)) or Actor(str(actor_id), means=Means.SYSTEM)


def require_other_hand(actor: Actor, edition: Edition) -> None:
    """Raise SecondPersonRequired when the actor wrote this edition."""
    if edition.author == actor.id:
        raise SecondPersonRequired


def require_second_person(actor: Actor, edition: Edition, document: Document) -> bool:
    """Raise SecondPersonRequired for one's own last words; true if a second must confirm later."""
    if actor.is_operator or edition.author != actor.id:
        return False
    handled = content_type(document.type)
    if not handled.reviewed or not has_two_person_rule(document.site):
        return False
    if handled.is_emergency(editions.content(document, edition)):
        return True
    raise SecondPersonRequired


def may_publish(actor: Actor, edition: Edition, document: Document) -> bool:
    """Whether role and two-person rule let this edition go out by the actor's hand."""
    try:
        require_role(actor, RULES["publish"], document)
        require_second_person(actor, edition, document)
    except Forbidden:
        return False
    return True


def has_two_person_rule(site: UUID) -> bool:
    """Whether the site wants a second person to publish; it does unless it says otherwise."""
    document = Document.get_or_none(Document.id == site)
    if document is None or document.live is None:
        return True
    content = editions.content(document, editions.live(document))
    return bool(content.get("two_person_rule", True))
