"""Officials as a content type: published by their save, without review."""

from typing import Any

from api.media import queries as media
from api.media.schemas import upgraded_image
from api.officials.models import Official
from api.officials.schemas import OfficialContentSchema, OfficialSchema
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat
from api.publishing.models import Document, LiveRow
from api.sites import queries as sites
from api.text import sorting


def _with_ornaments(content: Content) -> Content:
    return {**content, "photo": upgraded_image(content["photo"])}


def _with_duties(content: Content) -> Content:
    return {**content, **dict.fromkeys(("unit", "term", "duties", "biography"))}


class OfficialType(ContentType):
    """A leader of the commune."""

    name = "official"
    collection = "officials"
    schema = OfficialContentSchema
    model = Official
    render_version = 2
    schema_version = 3
    upgrades = {1: _with_ornaments, 2: _with_duties}  # noqa: RUF012
    reviewed = False
    contacts = ("phone",)
    wanted = ("position", "duties", "biography", "phone", "email", "photo")
    shown = OfficialSchema
    bundle = BundleFormat("officials.jsonl", files=("photo",))

    def reference(self, document: Document, content: Content) -> object:
        """Calendar entries show the name and the position."""
        return content["name"], content["position"]

    def embeds(self) -> dict[str, Any]:
        """An official names the site."""
        return {"site": Official.site}

    def title(self, content: Content) -> None:
        """An official has no page of their own."""

    def row(self, publication: Publication) -> LiveRow:
        """The live row of an official."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            _rendered(document, content),
            name=content["name"],
            position=content["position"],
            rank=content["order"],
            sort_key=sorting.sort_key(content["name"]),
        )


def _rendered(document: Document, content: Content) -> Any:
    site = sites.reference(document.site).slug
    photo = media.image_of(content["photo"])
    return OfficialSchema().write({**content, "id": document.id, "site": site, "photo": photo})
