"""What a portal lacks, for those who write for it."""

from typing import Any

from flask import Response

from api.completeness import queries, schemas, scores
from api.completeness.overview import overview
from api.http.authoring import Blueprint, actor, answer
from api.http.smorest import EmptyQuerySchema
from api.publishing.errors import SiteNotFound
from api.publishing.models import Role
from api.runtime import clock
from api.sites import queries as sites
from api.sites.queries import SiteReference

blp = Blueprint("completeness", __name__, description="What a portal lacks.")


@blp.get("/authoring/v1/completeness")
@blp.arguments(schemas.CompletenessQuerySchema, location="query")
@blp.response(200, schemas.CompletenessSchema)
@blp.alt_response(404, response="NOT_FOUND")
def get_completeness(query: dict[str, Any]) -> Response:
    """Read what a portal lacks, by criteria of the law and by what its readers look for.

    Each verdict shows what was found and where it is changed. Only what is public is looked at;
    of each type the 2,000 newest.
    """
    site = _site(query["site"])
    report = queries.completeness(site.id, query["criteria"], clock.now())
    whole = {**report, "site": site.slug, "moved": scores.moved(site.id, report)}
    return answer(whole, schemas.CompletenessSchema)


@blp.get("/authoring/v1/completeness/sites")
@blp.arguments(EmptyQuerySchema, location="query")
@blp.response(200, schemas.OverviewSchema)
def list_sites_completeness(query: dict[str, Any]) -> Response:
    """List the portals on which one is editor or more: what waits, what lacks, who was active.

    They stand in the order of the alphabet; nobody is ranked.
    """
    return answer({"items": overview(actor(), clock.now())}, schemas.OverviewSchema)


def _site(slug: str | None) -> SiteReference:
    """The site that is named, or the only one within reach; else SiteRequired or SiteNotFound."""
    held = actor().sites_with(Role.AUTHOR)
    if slug is None and held is not None and len(held) == 1:
        return sites.reference(held[0])
    site = sites.get_only(slug)
    if held is not None and site.id not in held:
        raise SiteNotFound
    return site
