"""A commune with articles, a notice with a file, photos, and whatever else a feed carries."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

import orjson
from flask import Flask

from api.media import attachments
from api.media import commands as media
from api.publishing import commands
from api.publishing.commands import Withdrawal
from api.publishing.models import Document
from api.publishing.queries import get_document
from api.publishing.workflow import OPERATOR
from tests.api.delivery.world import revise
from tests.api.media import samples
from tests.api.media.documents import LIMIT, text_pdf
from tests.api.tools.portals import Exchange
from tests.factories import NOON, make, make_article, make_category, make_site

_KEY = re.compile(r"/media/([0-9a-f]{40}\.[a-z]+)")
LATER = NOON + timedelta(hours=1)


class World:
    """One commune whose first article shows a photo, and whose notice has a PDF."""

    def __init__(self) -> None:
        self.site = make_site()
        self.category = make_category(self.site)
        picture = samples.encoded(samples.picture(64), "JPEG")
        photo = media.keep_image(picture, NOON)
        cover = {"media": photo.id, "alt": "Cầu"}
        self.shown = make_article(self.site, "Khánh thành cầu Đá", cover=cover)
        self.plain = [make_article(self.site, f"Bài {number}") for number in range(4)]
        pdf = attachments.prepare(text_pdf(b"so 1"), max_bytes=LIMIT)
        file = media.keep_attachment(pdf, "Kế hoạch.pdf", NOON)
        named = [{"media": file.id, "name": file.name}]
        self.notice = make("notice", self.site, title="Lịch tiếp dân", attachments=named)
        make("page", self.site, title="Giới thiệu", body_html="<p>Xã nhà.</p>")
        make("official", self.site, name="Lê Văn Phúc", position="Chủ tịch")
        make("calendar_entry", self.site, date="2026-07-13", title="Họp")

    def rename(self, article: Document, title: str) -> None:
        """Publish an article anew."""
        revise(get_document(article.id), LATER, title=title)

    def withdraw(self, article: Document) -> None:
        """Take an article back."""
        document = get_document(article.id)
        commands.withdraw(document, OPERATOR, LATER, Withdrawal("personal_data"))


def feed(app: Flask) -> list[dict[str, Any]]:
    """All rows of a first sync, from the application itself."""
    answer = app.test_client().get("/v1/changes?limit=500")
    return orjson.loads(answer.data)["items"]


def objects_of(app: Flask) -> dict[str, bytes]:
    """What a copy of all must hold, by the names of its files."""
    return {
        f"{row['type']}/{row['id']}.json": orjson.dumps(row["object"]) for row in feed(app)
    }  # fmt: skip


def media_of(app: Flask) -> dict[str, bytes]:
    """The media files that a copy of all must hold."""
    client = app.test_client()
    keys = set(_KEY.findall(client.get("/v1/changes?limit=500").text))
    return {f"media/{key}": client.get(f"/media/{key}", buffered=True).data for key in keys}


def files_in(folder: Path) -> dict[str, bytes]:
    """What lies in a copy, but for its index."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith("mirror.db")
    }


def spoil_media(exchange: Exchange) -> None:
    """Flip a bit of every media file."""
    if exchange.path.startswith("/media/") and exchange.status == 200:
        exchange.body = bytes([exchange.body[0] ^ 1]) + exchange.body[1:]
