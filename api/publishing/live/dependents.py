"""Live rows that show data of another document, and the mark that they must be rendered again.

A row is marked by `render_version` 0; rows rendered by an older version of the program need no
mark, and one that could not be rendered has the negative of the version that failed.
"""

from functools import lru_cache
from uuid import UUID

from api.publishing.content_type import ContentType, content_types
from api.publishing.models import Document

STALE = 0


def is_embedded(handled: ContentType) -> bool:
    """Whether live rows of any type show data of this one."""
    return handled.name in _embedded(tuple(content_types()))


# Asked for each document that is written, and the same as long as the types are.
@lru_cache(maxsize=8)
def _embedded(types: tuple[ContentType, ...]) -> frozenset[str]:
    return frozenset(name for content_type in types for name in content_type.embeds())


def mark_dependents(document: Document) -> None:
    """Mark every live row that shows data of this document. The caller holds the document."""
    for content_type in content_types():
        showing = content_type.rows_showing(document)
        if showing is not None:
            content_type.model.update(render_version=STALE).where(showing).execute()


def showing(document: Document) -> list[UUID]:
    """The live documents that show data of this one."""
    shown = [
        (content_type.model, content_type.rows_showing(document))
        for content_type in content_types()
    ]
    return [
        row.id
        for model, where in shown
        if where is not None
        for row in model.select(model.id).where(where).order_by(model.id)
    ]


def mark_all() -> None:
    """Mark every live row: something that all of them embed has changed."""
    for content_type in content_types():
        content_type.model.update(render_version=STALE).execute()
