"""Reads what earlier imports left behind."""

from collections.abc import Iterable
from uuid import UUID

from api.operations.lines import Entry
from api.operations.models import ImportedLine
from api.publishing.models import Document, Slug
from api.publishing.slugs import EVERYWHERE


def only_site() -> str | None:
    """The slug of the one site of an installation that has one."""
    sites = list(Document.select(Document.slug).where(Document.type == "site").limit(2))
    return sites[0].slug if len(sites) == 1 else None


def site_id(slug: str) -> UUID | None:
    """The id of the site that has, or once had, this slug."""
    row = Slug.get_or_none(Slug.site == EVERYWHERE, Slug.type == "site", Slug.slug == slug)
    return row.document if row else None


def ids_by_key(site: str, type_name: str) -> dict[str, UUID]:
    """The documents that keys of this site stand for."""
    of_type = (ImportedLine.site == site) & (ImportedLine.type == type_name)
    found = {row.key: row.document for row in ImportedLine.select().where(of_type)}
    known = site_id(site) if type_name == "site" else None
    return {site: known, **found} if known else found


def lines_of(site: str, type_name: str, entries: Iterable[Entry]) -> dict[str, ImportedLine]:
    """The lines last imported under the keys of `entries`."""
    keys = [entry.key for entry in entries]
    wanted = (ImportedLine.site == site) & (ImportedLine.type == type_name)
    rows = ImportedLine.select().where(wanted & ImportedLine.key.in_(keys))
    return {row.key: row for row in rows}
