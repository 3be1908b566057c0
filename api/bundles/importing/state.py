"""What earlier imports left behind, and what stands here under the same ids."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from api.bundles.models import ImportedFile, ImportedLine
from api.db.batches import batches
from api.db.databases import bound, execute_many
from api.db.fields import stored_id
from api.db.statements import Condition, Select, one_of
from api.media import queries as media
from api.media.commands import claim
from api.publishing import editions
from api.publishing.content_type import content_type
from api.publishing.live.models import Slug
from api.publishing.live.slugs import EVERYWHERE
from api.publishing.models import Document


def only_site() -> UUID | None:
    """The one site of an installation that has one."""
    sites = list(Document.select(Document.id).where(Document.type == "site").limit(2))
    return sites[0].id if len(sites) == 1 else None


def site_id(slug: str) -> UUID | None:
    """The id of the site that has, or once had, this slug."""
    row = Slug.get_or_none(Slug.site == EVERYWHERE, Slug.type == "site", Slug.slug == slug)
    return row.document if row else None


def is_empty(site: UUID) -> bool:
    """Whether nothing was ever written in a site."""
    within = (Document.site == site) & (Document.id != site)
    return not Document.select(Document.id).where(within).exists()


def is_begun(site: Document) -> bool:
    """Whether a site is as `congxa site create` has left it, so that there is nothing to lose."""
    return is_bare(site) and is_empty(site.id)


def is_bare(site: Document) -> bool:
    """Whether a site says of itself what it was created with, and no more."""
    said = editions.content(site, editions.head(site))
    begun = content_type(site.type).load({name: said[name] for name in ("slug", "name")})
    return said == begun


def ids_by_key(site: UUID, type_name: str) -> dict[str, UUID]:
    """The documents that keys of this site stand for."""
    rows = ImportedLine.select(ImportedLine.key, ImportedLine.document).where(
        (ImportedLine.site == str(site)) & (ImportedLine.type == type_name)
    )
    return {row.key: row.document for row in rows}


def lines_of(site: UUID, type_name: str, keys: Sequence[str]) -> dict[str, ImportedLine]:
    """The lines last imported under these keys."""
    if not keys:
        return {}
    columns = '"key", "document", "digest", "state", "version"'
    of_type = Condition('"site" = ? AND "type" = ?', (str(site), type_name))
    lines = Select(columns, '"imported_line"', (of_type, one_of('"key"', keys)))
    return {row[0]: _line(site, type_name, *row) for row in lines.rows()}


def _line(site: UUID, type_name: str, key: str, document: object, *rest: Any) -> ImportedLine:
    digest, state, version = rest
    return ImportedLine(
        site=str(site),
        type=type_name,
        key=key,
        document=UUID(str(document)),
        digest=digest,
        state=state,
        version=version,
    )


def documents(ids: Iterable[UUID]) -> dict[UUID, Document]:
    """Those of these documents that there are."""
    known = [document_id for some in batches(ids) for document_id in _ids_that_are_there(some)]
    return {
        document.id: document
        for some in batches(known)
        for document in Document.select().where(Document.id.in_(some))
    }


def _ids_that_are_there(ids: Sequence[UUID]) -> list[UUID]:
    # Most often there is none, and peewee takes long over a list of hundreds.
    named = one_of('"id"', [stored_id(document_id) for document_id in ids])
    return [UUID(str(id_)) for (id_,) in Select('"id"', '"document"', (named,)).rows()]


def media_by_digest(digests: Iterable[str]) -> tuple[dict[str, str], set[str]]:
    """What files with these digests became in an earlier import, and which are attachments."""
    media_ids = {
        row.digest: row.media
        for some in batches(digests)
        for row in ImportedFile.select().where(ImportedFile.digest.in_(some))
    }
    claim(media_ids.values())
    images = {id_ for some in batches(media_ids.values()) for id_ in media.by_id(some)}
    attached = {id_ for some in batches(media_ids.values()) for id_ in media.attachments(some)}
    existing = {digest: id_ for digest, id_ in media_ids.items() if id_ in images | attached}
    return existing, {digest for digest, id_ in existing.items() if id_ in attached}


def remember(rows: Iterable[ImportedLine]) -> None:
    """Keep what was imported under their keys instead of what was before."""
    columns = [field.column_name for field in ImportedLine._meta.sorted_fields]
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    changes = ", ".join(f'"{name}" = excluded."{name}"' for name in columns)
    sql = (
        f'INSERT INTO "imported_line" ({names}) VALUES ({marks})'  # noqa: S608 - our own columns
        f' ON CONFLICT ("site", "type", "key") DO UPDATE SET {changes}'
    )
    values = bound(ImportedLine._meta.sorted_fields, rows)
    if values:
        execute_many(sql, values)
