"""Banners as a content type: public only inside their window."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from api.banners.models import Banner
from api.banners.schemas import BannerContentSchema, BannerSchema
from api.media import queries as media
from api.media.schemas import upgraded_image
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat
from api.publishing.models import Document, LiveRow
from api.sites import queries as sites


def _with_ornaments(content: Content) -> Content:
    return {**content, "image": upgraded_image(content["image"])}


class BannerType(ContentType):
    """An image with a link at the head or the side of the portal."""

    name = "banner"
    collection = "banners"
    schema = BannerContentSchema
    model = Banner
    schema_version = 2
    upgrades = {1: _with_ornaments}  # noqa: RUF012
    wanted = ("label", "link")
    shown = BannerSchema
    home = True
    bundle = BundleFormat("banners.jsonl", files=("image",))

    def embeds(self) -> dict[str, Any]:
        """A banner names its site."""
        return {"site": Banner.site}

    def is_visible(self, content: Content, at: datetime) -> bool:
        """From `starts_at` on, until `ends_at`."""
        starts, ends = _time(content["starts_at"]), _time(content["ends_at"])
        return (starts is None or starts <= at) and (ends is None or at < ends)

    def moments(self, content: Content) -> Iterable[datetime]:
        """It comes and goes by itself."""
        times = (_time(content["starts_at"]), _time(content["ends_at"]))
        return [moment for moment in times if moment is not None]

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a banner."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            _rendered(document, content),
            placement=content["placement"],
            rank=content["order"],
        )

    def label(self, content: Content) -> str:
        """A banner is known by its label, else by what its picture shows."""
        return str(content["label"] or content["image"].get("alt") or "")

    def title(self, content: Content) -> None:
        """A banner has no page of its own."""


def _rendered(document: Document, content: Content) -> Any:
    site, image = sites.reference(document.site).slug, media.image_of(content["image"])
    return BannerSchema().write({**content, "id": document.id, "site": site, "image": image})


def _time(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
