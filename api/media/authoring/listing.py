"""Pages of the libraries within reach, newest first."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from api.db.fields import stored_id
from api.db.statements import Condition
from api.http.pagination import Listing, Page, fetch
from api.media.authoring import library
from api.media.authoring.library import Item
from api.media.models import Attachment, Media, SiteMedia
from api.publishing.access import people
from api.publishing.access.placing import site_asked
from api.publishing.access.sight import has_role
from api.publishing.models import Role
from api.publishing.workflow import Actor
from api.text import slugs

_OF_KIND = {
    "image": 's."media" IN (SELECT "id" FROM "media")',
    "attachment": 's."media" IN (SELECT "id" FROM "attachment")',
}


def page(actor: Actor, query: Mapping[str, Any], path: str) -> tuple[Page, list[dict[str, Any]]]:
    """One page, and what is shown of each item."""
    listing = Listing(
        columns='s."site" AS "of", s."media" AS "file"',
        source='"site_media" AS s',
        where=tuple(_conditions(actor, query)),
        order=('s."at"', 's."media"', 's."site"'),
        descending=True,
    )
    page = fetch(listing, query, path)
    return page, _items([(UUID(str(site)), media) for site, media in page.rows])


def _conditions(actor: Actor, query: Mapping[str, Any]) -> Iterator[Condition]:
    yield has_role(actor, Role.AUTHOR, 's."site"')
    if query["site"] is not None:
        yield Condition('s."site" = ?', (stored_id(site_asked(query["site"], actor)),))
    if query["kind"] is not None:
        yield Condition(_OF_KIND[query["kind"]])
    for word in filter(None, slugs.folded(query["text"] or "").split("-")):
        yield Condition('s."name_key" LIKE ?', (f"%{word}%",))


def _items(pairs: list[tuple[UUID, str]]) -> list[dict[str, Any]]:
    ids = [media for _, media in pairs]
    files: dict[str, Media | Attachment] = {}
    for model in (Media, Attachment):
        files |= {file.id: file for file in model.select().where(model.id.in_(ids))}
    rows = {(e.site, e.media): e for e in SiteMedia.select().where(SiteMedia.media.in_(ids))}
    names = people.named([rows[pair].author for pair in pairs])
    return [library.facts(Item(rows[pair], files[pair[1]]), names) for pair in pairs]
