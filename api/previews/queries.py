"""Reading previews: the object that an edition would be, made from an unsaved copy."""

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from api.calendar import queries as calendar
from api.db.rows import row
from api.media import queries as media
from api.previews.errors import PreviewNotFound
from api.previews.models import PreviewLink
from api.publishing import editions
from api.publishing import queries as publishing
from api.publishing.content_type import Content, Publication, content_type
from api.publishing.models import Document, LiveRow
from api.runtime.config import api_url, config
from api.text import slugs
from api.text.secret_texts import hash_of

ROOT = "/authoring/v1/previews"
WEEK = "calendar_week"


class Subject(NamedTuple):
    """What a link leads to: a document, or a week of the site that the document is."""

    document: Document
    week: str | None = None


def leads_to(subject: Subject) -> Any:
    """Which links do."""
    return (PreviewLink.document == subject.document.id) & (PreviewLink.week == subject.week)


def links(subject: Subject, at: datetime) -> list[PreviewLink]:
    """The links to something that are not over, newest first."""
    query = PreviewLink.select().where(leads_to(subject) & (PreviewLink.expires_at > at))
    return list(query.order_by(PreviewLink.created_at.desc(), PreviewLink.id.desc()))


def get_link(secret: str, at: datetime) -> PreviewLink:
    """The link of a secret, or PreviewNotFound."""
    link = row(PreviewLink, "hash", hash_of(secret))
    if link is None or link.expires_at <= at:
        raise PreviewNotFound
    return link


def address(secret: str) -> str:
    """Where the page of a link is."""
    return f"{config().base_url}/xem-truoc/{secret}"


def is_open(secret: str, at: datetime) -> bool:
    """Whether a secret leads to something."""
    try:
        return bool(get_link(secret, at))
    except PreviewNotFound:
        return False


def shown(link: PreviewLink, secret: str, at: datetime) -> dict[str, Any]:
    """The object by the delivery schema; its images lie under the same secret."""
    if link.week is None:
        document, content = _shown_by(link)
        name, unread = document.type, _unread(document.type)
        whole = bytes(_row(document, content, at).whole)
    else:
        name, unread = WEEK, {}
        whole = calendar.week_to_come(
            link.document, link.week, map(UUID, link.editions), partial(_row, at=at)
        )
    here = whole.decode().replace(api_url("/media/"), api_url(f"{ROOT}/{secret}/media/"))
    return {
        "type": name,
        "object": {**orjson.loads(here), **unread},
        "expires_at": link.expires_at,
    }


def get_file(link: PreviewLink, key: str) -> Path:
    """A file that the preview shows, or PreviewNotFound; those of a week show none."""
    if link.week is not None:
        raise PreviewNotFound
    document, content = _shown_by(link)
    named = content_type(document.type).media_ids(content) or []
    path = media.store().private_path(key) if key in media.files_of(named) else None
    if path is None:
        raise PreviewNotFound
    return path


def _shown_by(link: PreviewLink) -> tuple[Document, Content]:
    document = row(Document, "id", link.document)
    if document is None or document.purged_at is not None:
        raise PreviewNotFound
    return document, editions.content(document, publishing.get_edition(UUID(link.editions[0])))


def _unread(name: str) -> dict[str, int]:
    """Nobody has read what is not public."""
    return {} if content_type(name).view_number is None else {"views": 0}


def _row(document: Document, content: Content, at: datetime) -> LiveRow:
    """The live row of an unsaved copy."""
    copy = _as_published(document, content, at)
    return content_type(copy.type).row(Publication(copy, content, at))


def _as_published(document: Document, content: Content, at: datetime) -> Document:
    """The document as it would be at `at`, never saved."""
    title = content_type(document.type).title(content)
    copy = Document(**document.__data__)
    copy.slug = document.slug or content.get("slug") or (slugs.slugify(title) if title else None)
    copy.published_at = document.published_at or at
    copy.updated_at = at
    copy.public_version = (document.public_version or 0) + 1
    return copy
