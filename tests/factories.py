"""Makes documents for tests the way the program does: through the engine."""

import re
from datetime import UTC, datetime
from typing import Any

from api.media.commands import keep_for
from api.publishing import commands
from api.publishing.content_type import content_type
from api.publishing.live.projection import Origin, Release
from api.publishing.models import Document
from api.publishing.workflow import OPERATOR

NOON = datetime(2026, 7, 11, 12, 0, tzinfo=UTC)


def make_site(slug: str = "yen-hoa", *, at: datetime = NOON, **content: Any) -> Document:
    """A live site."""
    content = {"name": "Xã Yên Hòa", **content, "slug": slug}
    site = commands.create("site", None, content, (OPERATOR, at))
    commands.publish(site, OPERATOR, at)
    return site


def make_category(
    site: Document, name: str = "Tin tức", *, at: datetime = NOON, **content: Any
) -> Document:
    """A live category of a site; `parent` is the id of another one, as text."""
    return commands.create("category", site.id, {"name": name, **content}, (OPERATOR, at))


def make_article(
    site: Document,
    title: str = "Khánh thành cầu Yên Hòa",
    *,
    published: bool = True,
    at: datetime = NOON,
    origin: Origin | None = None,
    **content: Any,
) -> Document:
    """A live article of a site, or its draft; `category` is the id of one, as text."""
    origin = origin or Origin()
    take_into_library(site, content, at)
    article = commands.create(
        "article", site.id, {"title": title, **content}, (OPERATOR, at), origin
    )
    if published:
        commands.publish(article, OPERATOR, at, Release(origin=origin))
    return article


def make(
    of_type: str,
    site: Document,
    /,
    *,
    published: bool = True,
    at: datetime = NOON,
    origin: Origin | None = None,
    **content: Any,
) -> Document:
    """A live document of any type of a site, or its draft; unreviewed types have no drafts."""
    origin = origin or Origin()
    take_into_library(site, content, at)
    document = commands.create(of_type, site.id, content, (OPERATOR, at), origin)
    if published and content_type(of_type).reviewed:
        commands.publish(document, OPERATOR, at, Release(origin=origin))
    return document


def take_into_library(site: Document, content: Any, at: datetime = NOON) -> None:
    """Let the site have the photos and files that content names, as an import does."""
    keep_for(site.id, dict.fromkeys(re.findall("[0-9a-f]{40}", repr(content)), ""), at)
