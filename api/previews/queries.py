"""Reading previews: the object that an edition would be, made from an unsaved copy."""

from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from api.db.rows import row
from api.media import queries as media
from api.previews.errors import PreviewNotFound
from api.previews.models import PreviewLink
from api.publishing import editions
from api.publishing import queries as publishing
from api.publishing.content_type import Content, Publication, content_type
from api.publishing.models import Document
from api.runtime.config import api_url
from api.text import slugs
from api.text.secret_texts import hash_of

ROOT = "/authoring/v1/previews"


class Preview(NamedTuple):
    """What a link leads to."""

    link: PreviewLink
    document: Document
    content: Content


def links(document: Document, at: datetime) -> list[PreviewLink]:
    """The links to a document that are not over, newest first."""
    of_it = (PreviewLink.document == document.id) & PreviewLink.week.is_null()
    of_it &= PreviewLink.expires_at > at
    return list(PreviewLink.select().where(of_it).order_by(PreviewLink.created_at.desc()))


def get_preview(secret: str, at: datetime) -> Preview:
    """What the holder of a secret sees, or PreviewNotFound."""
    link = row(PreviewLink, "hash", hash_of(secret))
    if link is None or link.expires_at <= at:
        raise PreviewNotFound
    document = row(Document, "id", link.document)
    if document is None or document.purged_at is not None:
        raise PreviewNotFound
    edition = publishing.get_edition(UUID(link.editions[0]))
    return Preview(link, document, editions.content(document, edition))


def is_open(secret: str, at: datetime) -> bool:
    """Whether a secret leads to something."""
    link = row(PreviewLink, "hash", hash_of(secret))
    return link is not None and link.expires_at > at


def shown(preview: Preview, secret: str, at: datetime) -> dict[str, Any]:
    """The object by the delivery schema; its images lie under the same secret."""
    copy = _as_published(preview, at)
    handled = content_type(copy.type)
    whole = bytes(handled.row(Publication(copy, preview.content, at)).whole).decode()
    whole = whole.replace(api_url("/media/"), api_url(f"{ROOT}/{secret}/media/"))
    # Nobody has read what is not public.
    unread = {} if handled.view_number is None else {"views": 0}
    return {
        "type": copy.type,
        "object": {**orjson.loads(whole), **unread},
        "expires_at": preview.link.expires_at,
    }


def get_file(preview: Preview, key: str) -> Path:
    """A file that the preview shows, or PreviewNotFound."""
    named = content_type(preview.document.type).media_ids(preview.content) or []
    path = media.store().private_path(key) if key in media.files_of(named) else None
    if path is None:
        raise PreviewNotFound
    return path


def _as_published(preview: Preview, at: datetime) -> Document:
    """The document as it would be at `at`, never saved."""
    document, content = preview.document, preview.content
    title = content_type(document.type).title(content)
    copy = Document(**document.__data__)
    copy.slug = document.slug or content.get("slug") or (slugs.slugify(title) if title else None)
    copy.published_at = document.published_at or at
    copy.updated_at = at
    copy.public_version = (document.public_version or 0) + 1
    return copy
