"""Content types that only tests know. Each is what a folder of `api/` would hand the engine."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import fields

from api.db.fields import IdField, KeyField, TextField
from api.http.schemas.base import Schema
from api.http.schemas.fields import Boolean, Line
from api.http.schemas.times import InstantText
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.errors import Finding
from api.publishing.models import Document, LiveRow


class Memo(LiveRow):
    """A live memo; `label` is what it stands under."""

    slug = KeyField()
    label = IdField(null=True)


class Placard(LiveRow):
    """A live placard: it has no address."""


class Label(LiveRow):
    """A live label."""

    slug = KeyField()
    name = TextField()


class MemoContentSchema(Schema):
    title = Line(required=True)
    text = fields.String(load_default="")
    is_urgent = Boolean(load_default=False)
    label = fields.String(allow_none=True, load_default=None)
    slug = fields.String(allow_none=True, load_default=None)


class PlacardContentSchema(Schema):
    words = Line(required=True)
    starts_at = InstantText(allow_none=True, load_default=None)
    ends_at = InstantText(allow_none=True, load_default=None)


class LabelContentSchema(Schema):
    name = Line(required=True)


class MemoType(ContentType):
    """Reviewed, with a tombstone, shows the name of its label.

    `forbidden` are words that a gate finds, `unbearable` texts that cannot be rendered.
    """

    name = "memo"
    collection = "memos"
    schema = MemoContentSchema
    model = Memo
    unlisted = ("text", "label", "version", "corrections")
    leaves_tombstone = True

    def __init__(self) -> None:
        self.forbidden: set[str] = set()
        self.unbearable: set[str] = set()

    def embeds(self) -> dict[str, Any]:
        return {"label": Memo.label}

    def gates(self, publication: Publication) -> Iterable[Finding]:
        text = publication.content["text"]
        for word in sorted(self.forbidden):
            if word in text:
                yield Finding("forbidden", f"No {word}.", f"Không {word}.", pointer="/text")
        if "tổng đài" in text:
            yield Finding("phone", "A phone.", "Số điện thoại.", pointer="/text", is_warning=True)

    def is_emergency(self, content: Content) -> bool:
        return bool(content["is_urgent"])

    def row(self, publication: Publication) -> LiveRow:
        document, content = publication.document, publication.content
        if content["text"] in self.unbearable:
            raise ValueError("this cannot be rendered")
        label = UUID(content["label"]) if content["label"] else None
        whole = {"title": content["title"], "text": content["text"], "label": name_of(label)}
        whole |= {"version": document.public_version, "corrections": document.corrections}
        return self.live_row(publication, whole, slug=document.slug, label=label)


class PlacardType(ContentType):
    """Public only inside its window; leaves no tombstone; has no address."""

    name = "placard"
    collection = "placards"
    schema = PlacardContentSchema
    model = Placard

    def title(self, content: Content) -> None:
        return None

    def is_visible(self, content: Content, at: datetime) -> bool:
        starts, ends = (moment(content[name]) for name in ("starts_at", "ends_at"))
        return (starts is None or starts <= at) and (ends is None or at < ends)

    def moments(self, content: Content) -> Iterable[datetime]:
        found = (moment(content[name]) for name in ("starts_at", "ends_at"))
        return [each for each in found if each is not None]

    def row(self, publication: Publication) -> LiveRow:
        return self.live_row(publication, {"words": publication.content["words"]})


class LabelType(ContentType):
    """Published by its save; memos show its name."""

    name = "label"
    collection = "labels"
    schema = LabelContentSchema
    model = Label
    reviewed = False

    def reference(self, document: Document, content: Content) -> object:
        return content["name"]

    def row(self, publication: Publication) -> LiveRow:
        slug, name = publication.document.slug, publication.content["name"]
        return self.live_row(publication, {"name": name}, slug=slug, name=name)


def name_of(label: UUID | None) -> str | None:
    """The name of a live label."""
    row = Label.get_or_none(Label.id == label)
    return row.name if row else None


def moment(text: str | None) -> datetime | None:
    """A time as content keeps it."""
    return None if text is None else datetime.fromisoformat(text)


TABLES = (Memo, Placard, Label)
