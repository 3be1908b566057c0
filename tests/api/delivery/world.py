"""A small installation with something at every address of the delivery API, for tests of all.

A new operation needs an address that answers 200: give it one in `World.addresses`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

import orjson

from api.db.unit_of_work import transaction
from api.link_previews import commands as link_previews
from api.media import queries as media
from api.media.keys import key_for
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.live.projection import Origin, Release
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR
from api.runtime import clock
from api.runtime.runtime import Runtime
from api.views import commands as viewcounts
from api.views import recording
from api.views.recording import Item
from tests.factories import NOON, make, make_article, make_category, make_site

PHOTO = b"\xff\xd8\xff\xe0 the bytes of a photo"
READER = {"REMOTE_ADDR": "203.0.113.9", "HTTP_USER_AGENT": "Mozilla/5.0"}
NAMES = {
    "uuid": "0197f6a0-0000-7000-8000-000000000001",
    "slug": "khong-co",
    "key": "0" * 40 + ".jpg",
}


# Addresses that programs of others write: there an unknown parameter is ignored.
TOLERANT = {"get_media", "get_rss_feed", "get_atom_feed", "get_json_feed", "get_calendar_ics",
            "get_health", "get_readiness"}  # fmt: skip
# Addresses at which something may be sent as well as read.
SENT_TO = {"/v1/views": "POST"}


@dataclass(frozen=True)
class Operation:
    """One operation of the OpenAPI document."""

    name: str
    path: str
    parameters: tuple[dict[str, Any], ...]
    responses: dict[str, Any]
    summary: str
    description: str
    tags: tuple[str, ...]

    @property
    def query(self) -> dict[str, dict[str, Any]]:
        """Its query parameters by name."""
        return {each["name"]: each for each in self.parameters if each["in"] == "query"}

    @property
    def allowed(self) -> set[str]:
        """The methods of its address."""
        return {"GET", "HEAD", "OPTIONS", *({SENT_TO[self.path]} if self.path in SENT_TO else ())}

    @property
    def nowhere(self) -> str:
        """An address of this form at which there is nothing, or the only one that it has."""
        path = self.path
        for each in self.parameters:
            if each["in"] == "path":
                is_id = each["name"].endswith("_id")
                name = "uuid" if is_id else "key" if each["name"] == "key" else "slug"
                path = path.replace(f"{{{each['name']}}}", NAMES[name])
        return path


@cache
def document(name: str = "delivery") -> dict[str, Any]:
    """An OpenAPI document as this program makes it, whatever types a test has registered."""
    from api.application import documents

    return orjson.loads(Runtime().bound(documents)()[name])


@cache
def operations() -> tuple[Operation, ...]:
    """Every operation of the delivery API that reads."""
    return tuple(
        Operation(
            name=found["operationId"],
            path=path,
            parameters=(*item.get("parameters", ()), *found.get("parameters", ())),
            responses=found["responses"],
            summary=found.get("summary", ""),
            description=found.get("description", ""),
            tags=tuple(found.get("tags", ())),
        )
        for path, item in document()["paths"].items()
        for method, found in item.items()
        if method == "get"
    )


class World:
    """Two communes; the first has articles of every kind, the second one."""

    def __init__(self) -> None:
        with transaction():
            self.site = make_site(name="Cổng xã Yên Hòa", email="ubnd@yenhoa.test")
            self.other = make_site("dong-thanh", name="Xã Đông Thành")
        self.parent = make_category(self.site, "Tin tức")
        self.child = make_category(self.site, "Thể thao", parent=str(self.parent.id), order=2)
        self.article = self._article("Khánh thành cầu Đá", 0, byline="Nguyễn Thị Huệ")
        self.second = self._article("Ấp Bắc được mùa", 1, category=str(self.child.id))
        self.third = self._article("Đại hội xã", 2, featured=True, tags=["Đại hội"])
        self.foreign = make_article(self.other, "Tin xã bạn", tags=["Cầu đường"])
        self.notice = make("notice", self.site, title="Lịch tiếp dân", number="15/TB-UBND")
        self.legal = make("legal_document", self.site, title="Quy chế", number="3/2026/QĐ-UBND")
        self.page = make("page", self.site, title="Giới thiệu", body_html="<p>Xã nhà.</p>")
        chair = make("official", self.site, name="Lê Văn Phúc", position="Chủ tịch")
        make("calendar_entry", self.site, date="2026-07-13", title="Họp", chair=str(chair.id))
        self.withdrawn = self._withdrawn()
        self.renamed = self._renamed()
        self.photo = key_for(PHOTO, "jpg")
        media.store().write_private(self.photo, PHOTO)
        media.store().publish([self.photo])
        link_previews.draw(self.notice.id)
        viewcounts.start_from({self.article.id: 30})
        # One of today, so that what looks back a week finds something.
        recording.record(Item("article", self.article.id), READER, clock.now())
        viewcounts.fold(clock.now())

    @property
    def addresses(self) -> dict[str, str]:
        """An address of each operation that answers 200."""
        given = {
            "get_site": "/v1/sites/yen-hoa",
            "get_article": f"/v1/articles/{self.article.id}",
            "list_related_articles": f"/v1/articles/{self.article.id}/related",
            "get_article_by_slug": f"/v1/sites/yen-hoa/articles/{self.article.slug}",
            "get_media": f"/media/{self.photo}",
            "get_home": "/v1/home?site=yen-hoa",
            "get_notice": f"/v1/notices/{self.notice.id}",
            "get_notice_qr": f"/v1/notices/{self.notice.id}/qr.svg",
            "get_link_preview": f"/v1/link-previews/{self.notice.id}.jpg",
            "get_notice_by_slug": f"/v1/sites/yen-hoa/notices/{self.notice.slug}",
            "get_legal_document": f"/v1/legal-documents/{self.legal.id}",
            "get_legal_document_by_slug": f"/v1/sites/yen-hoa/legal-documents/{self.legal.slug}",
            "get_page": f"/v1/pages/{self.page.id}",
            "get_page_by_slug": f"/v1/sites/yen-hoa/pages/{self.page.slug}",
            "list_banners": "/v1/banners?site=yen-hoa",
            "list_calendar_entries": "/v1/calendar/entries?site=yen-hoa&from=2026-07-13",
            "get_calendar_week": "/v1/calendar/weeks/2026-W29?site=yen-hoa",
            "get_calendar_ics": "/v1/calendar.ics?site=yen-hoa",
            "list_officials": "/v1/officials?site=yen-hoa",
            "get_rss_feed": "/feeds/articles.rss",
            "get_atom_feed": "/feeds/articles.atom",
            "get_json_feed": "/feeds/notices.json",
            "search_content": "/v1/search?q=cau",
            "list_views": f"/v1/views?ids={self.article.id},{self.notice.id}",
        }
        plain = {each.name: each.path for each in operations() if "{" not in each.path}
        return {**plain, **given}

    def _article(self, title: str, hours: int, **content: Any) -> Document:
        facts = {
            "lead": "Đoạn dẫn của bài: đường làng, cầu mới.",
            "body_html": "<h2>Mở đầu</h2><p>Bà con <b>phấn khởi</b> đón cầu mới.</p>",
            "tags": ["Cầu đường", "Xã hội"],
            "category": str(self.parent.id),
            **content,
        }
        return make_article(self.site, title, at=NOON + timedelta(hours=hours), **facts)

    def _withdrawn(self) -> Document:
        gone = self._article("Bài đã gỡ", 3)
        why = Withdrawal("superseded", "Đã có bài mới thay thế.", self.article.id)
        commands.withdraw(gone, OPERATOR, at(4), why)
        return gone

    def _renamed(self) -> Document:
        moved = self._article("Tên cũ", 5)
        rename(moved, "ten-moi", at(6))
        return moved


def asking(address: str, query: str) -> str:
    """An address with one more parameter."""
    return f"{address}{'&' if '?' in address else '?'}{query}"


def at(hours: float) -> datetime:
    """So long after the first publication."""
    return NOON + timedelta(hours=hours)


def rename(document: Document, slug: str, when: datetime) -> None:
    """Publish what is there once more, at another address."""
    revise(document, when, Release(origin=Origin(slug=slug)))


def revise(
    document: Document, when: datetime, release: Release | None = None, **changes: Any
) -> None:
    """Publish a live document again with some of its content changed."""
    from api.publishing import editions

    content = {**editions.content(document, editions.live(document)), **changes}
    commands.save(document, content, OPERATOR, when)
    commands.publish(document, OPERATOR, when, release or Release())
