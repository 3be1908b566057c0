"""For which site something is written, where that need not be said."""

from typing import Any
from uuid import UUID

from api.http.schemas.formats import is_slug
from api.publishing import queries
from api.publishing.errors import SiteNotFound, unknown_reference
from api.publishing.models import Role
from api.publishing.workflow import Actor
from api.runtime.errors import FieldError, InvalidContent, SiteRequired


def site_meant(slug: Any, actor: Actor) -> UUID:
    """The site of a slug; without one the only site on which the actor has a role."""
    if slug is None:
        return _only_site(actor)
    site_id = queries.site_id(slug) if isinstance(slug, str) and is_slug(slug) else None
    if site_id is None:
        raise unknown_reference("/site")
    return site_id


def site_asked(slug: str | None, actor: Actor) -> UUID:
    """The site of an address, without a slug the only one within reach; else SiteRequired.

    A site on which the actor has no role is none: SiteNotFound.
    """
    within_reach = [site_id for site_id in queries.site_ids() if _is_within_reach(site_id, actor)]
    if slug is None and len(within_reach) > 1:
        raise SiteRequired
    wanted = queries.site_id(slug) if slug is not None else next(iter(within_reach), None)
    if wanted is None or wanted not in within_reach:
        raise SiteNotFound
    return wanted


def _is_within_reach(site: UUID, actor: Actor) -> bool:
    return actor.is_operator or actor.role_on(site) >= Role.AUTHOR


def _only_site(actor: Actor) -> UUID:
    held = [site for site in actor.roles if site] if None not in actor.roles else None
    only = queries.site_ids() if held is None else held
    if len(only) == 1:
        return only[0]
    said = "Say for which site.", "Hãy ghi rõ trang nào."
    raise InvalidContent(errors=[FieldError("required", *said, pointer="/site")])
