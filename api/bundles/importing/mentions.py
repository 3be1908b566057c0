"""Tells which live content still links to what a bundle takes away."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from api.bundles.files.places import Place
from api.bundles.importing.result import Warned
from api.db.batches import batches
from api.publishing.content_type import content_type
from api.publishing.live import links
from api.publishing.models import Document
from api.runtime.config import page_url
from api.sites import queries as sites


class TakenAway(NamedTuple):
    """A line that took something away, and what."""

    place: Place
    document: UUID


def warned(taken: Iterable[TakenAway]) -> list[Warned]:
    """A warning at each line whose thing is still linked to."""
    lines = {line.document: line for line in taken}
    targets: dict[str, UUID] = {}
    for some in batches(lines):
        for document in Document.select().where(Document.id.in_(some)):
            targets.update(_addresses(document))
    referring = links.linking(targets)
    return [
        Warned(line.place, f"/state: {said} links to it")
        for document, line in lines.items()
        for said in referring.get(document, ())
    ]


def _addresses(document: Document) -> dict[str, UUID]:
    folder = content_type(document.type).folder
    if not folder or not document.slug:
        return {}
    url = page_url(sites.reference(document.site).base_url, f"{folder}/{document.slug}")
    return dict.fromkeys(links.addresses(document, url), document.id)
