"""What somebody may see of what is not public: one loader, and the same rule for lists."""

from uuid import UUID

from api.db.fields import stored_id
from api.db.statements import ALWAYS, Condition, one_of
from api.publishing import queries
from api.publishing.documents import require_version
from api.publishing.errors import DocumentNotFound
from api.publishing.models import Document, Role
from api.publishing.workflow import Actor


def visible(actor: Actor, type_name: str, document_id: UUID) -> Document:
    """The document, or the DocumentNotFound of an id that nobody has.

    Authors see what they began, editors and up all of their sites.
    """
    document = queries.get_document(document_id)
    if document.type != type_name or not may_see(actor, document):
        raise DocumentNotFound
    return document


def visible_at(actor: Actor, type_name: str, document_id: UUID, version: int) -> Document:
    """The document for a write on this version of it, or StaleVersion."""
    document = visible(actor, type_name, document_id)
    require_version(document, version)
    return document


def may_see(actor: Actor, document: Document) -> bool:
    """Whether the actor may see a document that need not be public."""
    if document.purged_at is not None:
        return False
    role = actor.role_on(document.site)
    is_own = role >= Role.AUTHOR and document.author == actor.id
    return actor.is_operator or role >= Role.EDITOR or is_own


def seen_by(actor: Actor) -> Condition:
    """The same rule as a condition on `document` as d."""
    all_of, everywhere = has_role(actor, Role.EDITOR)
    own_of, somewhere = has_role(actor, Role.AUTHOR)
    rule = f'd."purged_at" IS NULL AND ({all_of} OR ({own_of} AND d."author" = ?))'
    return Condition(rule, (*everywhere, *somewhere, actor.id))


def has_role(actor: Actor, least: Role, site: str = 'd."site"') -> Condition:
    """Whether the actor has this role on the site that a column names: that of d."""
    sites = actor.sites_with(least)
    return ALWAYS if sites is None else one_of(site, [stored_id(site_id) for site_id in sites])
