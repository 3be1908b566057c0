"""What the picture of a link shows, as its public object says, and where the file of it lies.

A file is named by what it shows, so one that shows something else is never taken for it.
"""

from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api.link_previews.errors import LinkPreviewNotFound, LinkPreviewWithdrawn
from api.media.queries import rendition
from api.publishing import registry
from api.publishing.live.tables import LiveObject, LiveTable
from api.publishing.models import Document
from api.runtime.canonical import digest
from api.runtime.config import config
from api.runtime.jsons import dumps, loads
from api.sites.models import Site

_DRAWING = 2
"""Another one whenever pictures of the same facts are drawn in another way."""
_NARROWEST = 600
"""A photo that is less wide is no preview."""


class Facts(NamedTuple):
    """What is drawn. `picture` is the key of a photo that is cut to shape instead of all that."""

    site: str
    kicker: str
    title: str
    date: str
    is_urgent: bool
    emblem: str | None
    picture: str | None

    @property
    def name(self) -> str:
        """By which its file is known."""
        return digest(dumps([_DRAWING, *self]))


class Shown(NamedTuple):
    """A live object, and where the files of its picture and of that of its site lie."""

    row: LiveObject
    facts: Facts
    file: Path
    file_of_site: Path


def kinds() -> list[str]:
    """The types whose objects have a page, be it a list of others; sites first."""
    return [content_type.name for content_type in registry.types_with("link_kind")]


def shown(document_id: UUID) -> Shown:
    """What the picture of a live object shows; 410 for one that was withdrawn, else 404."""
    document = Document.get_or_none(Document.id == document_id)
    if document is None or document.type not in kinds():
        raise LinkPreviewNotFound
    handled = registry.content_type(document.type)
    table = handled.model._meta.table_name
    live = LiveTable(document.type, table, LinkPreviewNotFound, LinkPreviewWithdrawn)
    row = live.get(document.id)
    site = Site.get(Site.id == document.site)
    of_site = loads(site.whole)
    facts = _facts(handled.link_kind, loads(row.whole), of_site)
    own = _facts("", of_site, of_site)
    return Shown(row, facts, path(document.id, facts.name), path(site.id, own.name))


def _facts(kind: str, content: dict[str, Any], site: dict[str, Any]) -> Facts:
    """What is drawn of an object, as the API tells it and its site; `kind` is what it is called."""
    return Facts(
        site=site["name"],
        kicker=_kicker(kind, content),
        title=content.get("title") or content.get("organisation") or content["name"],
        date=_date(content),
        is_urgent=content.get("urgency") == "emergency",
        emblem=rendition(site["logo"], "webp"),
        picture=_photo(content),
    )


def _kicker(kind: str, content: dict[str, Any]) -> str:
    """Which kind of text it is, and its number; of an article, where it stands."""
    category = content.get("category")
    said = category["name"] if category else content.get("form") or kind
    if content.get("urgency") == "emergency":
        said = f"{said} khẩn"
    return f"{said} số {content['number']}" if content.get("number") else said


def _date(content: dict[str, Any]) -> str:
    day = content.get("issued_on") or (content.get("published_at") or "")[:10]
    return f"Ngày {'/'.join(reversed(day.split('-')))}" if day else ""


def _photo(content: dict[str, Any]) -> str | None:
    images = [content.get("cover"), *content.get("images", [])]
    renditions = (rendition(image, "jpeg", _NARROWEST) for image in images if image)
    return next(filter(None, renditions), None)


def path(document_id: UUID, name: str) -> Path:
    """Where the file of a picture lies, once it is drawn."""
    return folder(document_id) / f"{document_id}.{name}.jpg"


def folder(document_id: UUID) -> Path:
    """Where the files of an object lie."""
    return root() / document_id.hex[-2:]


def root() -> Path:
    """Where all of them lie: they belong to no backup, since they are drawn anew."""
    return config().media_dir / "link-previews"
