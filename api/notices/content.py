"""Notices as a content type: they expire by themselves, and stay at their address."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from api.db.unit_of_work import transaction
from api.media import queries as media
from api.notices.models import EMERGENCY, Notice, NoticeArea
from api.notices.queries import area_key
from api.notices.schemas import NOT_IN_SUMMARY, NoticeContentSchema, NoticeStoredSchema
from api.publishing.content_type import Content, ContentType, Ending, Publication
from api.publishing.errors import Finding
from api.publishing.formats import BundleFormat, FeedFormat, Searchable
from api.publishing.models import Document, LiveRow
from api.publishing.schemas import with_slug
from api.richtext import html
from api.runtime.clock import begin_of, day_of
from api.sites import queries as sites
from api.text.document_numbers import key_of, parts_of

ONE_DAY = timedelta(days=1)
_SCHEMA = NoticeStoredSchema()
_PINNED, _IMPORTANT, _NORMAL = 2, 1, 0

FOLDER = "/thong-bao"


class NoticeType(ContentType):
    """An announcement: number, issuer, dates, urgency, files."""

    name = "notice"
    collection = "notices"
    schema = NoticeContentSchema
    model = Notice
    leaves_tombstone = True
    folder = FOLDER
    has_list_page = True
    # 2: letters that look like Vietnamese ones are those, and nothing empty is left in a body.
    # 3: what a content system wrote by itself is no caption.
    # 4: found by its areas, and by the days it begins and ends on.
    render_version = 5
    link_kind = "Thông báo"
    schema_version = 3
    upgrades = {1: lambda content: {**content, "term": None}, 2: with_slug}  # noqa: RUF012
    wanted = ("number", "kind", "issuer", "signer", "issued_on")
    shown = NoticeStoredSchema
    unlisted = NOT_IN_SUMMARY
    search = True
    home = True
    view_number = 2
    rating_number = 12
    # There is an index for the order of the last change.
    feed = FeedFormat("Thông báo", newest="updated_at")
    bundle = BundleFormat("notices.jsonl", attachments=("attachments",), html=("body_html",))

    def embeds(self) -> dict[str, Any]:
        """A notice shows its site."""
        return {"site": Notice.site}

    def gates(self, publication: Publication) -> Iterable[Finding]:
        """Its time must not be over."""
        return _untimely(publication)

    def is_emergency(self, content: Content) -> bool:
        """A storm does not wait for the second person."""
        return bool(content["urgency"] == "emergency")

    def moments(self, content: Content) -> Iterable[datetime]:
        """It stops being active by itself."""
        return [datetime.fromisoformat(content["expires_at"])] if content["expires_at"] else []

    def ending(self, content: Content) -> Ending | None:
        """The end of the last day of its term, where it is to be erased then."""
        term = content.get("term")
        if not term or not term["erase"]:
            return None
        return Ending(begin_of(date.fromisoformat(term["until"]) + ONE_DAY), "/term/until")

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a notice."""
        document, content = publication.document, publication.content
        whole = rendered(publication)
        return self.live_row(
            publication,
            whole,
            slug=document.slug,
            is_active=whole["active"],
            rank=_rank(content),
            urgency=content["urgency"],
            kind=content["kind"].casefold() if content["kind"] else None,
            number_key=key_of(content["number"]) if content["number"] else None,
            issued_on=content["issued_on"],
            published_at=document.published_at,
            updated_at=document.updated_at,
            begins_on=content["effective_on"],
            ends_on=_last_day(content),
        )

    def project(self, publication: Publication) -> LiveRow:
        """Write the live row and the areas that it is found by."""
        row = super().project(publication)
        document, areas = publication.document, publication.content["areas"]
        with transaction() as tx:
            if not tx.is_new(document):
                _drop_areas(document)
            for area in dict.fromkeys(map(area_key, areas)):
                tx.add(NoticeArea(area=area, notice=document.id))
        return row

    def retract(self, document: Document) -> None:
        """Remove the live row and its areas."""
        super().retract(document)
        _drop_areas(document)

    def searchable(self, publication: Publication) -> Searchable:
        """By title and number, by kind, issuer and signer, by body and the text of its files."""
        document, content = publication.document, publication.content
        beside = (content["kind"], content["issuer"], content["signer"])
        return Searchable(
            title=content["title"],
            also=(content["number"],) if content["number"] else (),
            beside=tuple(filter(None, beside)),
            address=sites.addressed(document, FOLDER),
            active=is_active(content, publication.at),
            body=media.searchable_body(content),
        )


def _drop_areas(document: Document) -> None:
    NoticeArea.delete().where(NoticeArea.notice == document.id).execute()


def _untimely(publication: Publication) -> Iterable[Finding]:
    """What its term says against its being public now."""
    term, today = publication.content["term"] or {}, day_of(publication.at).isoformat()
    if term.get("from") and term["from"] > today:
        yield Finding(
            "term_not_begun",
            "The term has not begun; it is public from now on all the same.",
            "Thời hạn đăng chưa bắt đầu; nội dung vẫn được công khai ngay.",
            pointer="/term/from",
            is_warning=True,
        )
    if term.get("erase") and term["until"] < today:
        yield Finding(
            "term_over",
            "The term is over, and what it is of is to be erased.",
            "Thời hạn đăng đã hết, nội dung này phải được gỡ.",
            pointer="/term/until",
        )


def rendered(publication: Publication) -> dict[str, Any]:
    """The public object of a notice, without its views, by the delivery schema."""
    document, content = publication.document, publication.content
    body = media.rendered_body(content["body_html"])
    dumped: dict[str, Any] = _SCHEMA.write(
        {
            **content,
            **sites.addressed(document, FOLDER),
            "lead": None,
            "number_parts": parts_of(content["number"]) if content["number"] else None,
            "active": is_active(content, publication.at),
            "language": "vi",
            "reading_minutes": html.reading_minutes(content["body_html"]),
            "body": {"format": "html", "html": body.html},
            "images": body.images,
            "attachments": media.attachments_json(content["attachments"]),
            "corrections": document.corrections,
        }
    )
    return dumped


def _last_day(content: Content) -> str | None:
    """The day in Viet Nam on which it ends; at midnight that is the day before."""
    if content["expires_at"] is None:
        return None
    end = datetime.fromisoformat(content["expires_at"])
    return day_of(end - timedelta(microseconds=1)).isoformat()


def is_active(content: Content, at: datetime) -> bool:
    """Whether a notice still holds at a moment."""
    expires = content["expires_at"]
    return expires is None or at < datetime.fromisoformat(expires)


def _rank(content: Content) -> int:
    if content["urgency"] == "emergency":
        return EMERGENCY
    if content["pinned"]:
        return _PINNED
    return _IMPORTANT if content["urgency"] == "important" else _NORMAL
