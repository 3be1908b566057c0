"""Standing pages as a content type of the publishing engine."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.criteria.gaps import STALE, Gap
from api.media import queries as media
from api.pages import queries
from api.pages.models import StandingPage
from api.pages.schemas import NOT_IN_SUMMARY, PageContentSchema, PageSchema
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat, Reference, Searchable
from api.publishing.models import Document, LiveRow
from api.publishing.schemas import with_menu_title, with_slug
from api.sites import queries as sites
from api.text import sorting

FOLDER = "/trang"
_A_YEAR = timedelta(days=365)


class PageType(ContentType):
    """A page that stays: introduction, functions and tasks, contact."""

    name = "page"
    collection = "pages"
    schema = PageContentSchema
    model = StandingPage
    leaves_tombstone = True
    folder = FOLDER
    # 2: letters that look like Vietnamese ones are those, and nothing empty is left in a body.
    # 3: with its files.
    # 4: with its title in menus.
    render_version = 5
    link_kind = ""
    schema_version = 4
    upgrades = {  # noqa: RUF012
        1: lambda content: {**content, "attachments": []},
        2: with_slug,
        3: with_menu_title,
    }
    shown = PageSchema
    unlisted = NOT_IN_SUMMARY
    search = True
    rating_number = 14
    bundle = BundleFormat(
        "pages.jsonl",
        references={"parent": Reference("page")},
        attachments=("attachments",),
        html=("body_html",),
    )

    def gaps(self, shown: Mapping[str, Any], at: datetime) -> Iterable[Gap]:
        """A page stays for years: it is stale a year after somebody published it last."""
        yield from super().gaps(shown, at)
        if datetime.fromisoformat(shown["updated_at"]) < at - _A_YEAR:
            yield Gap(STALE, "/updated_at")

    def reference(self, document: Document, content: Content) -> object:
        """Pages below name this one by its slug."""
        return document.slug

    def embeds(self) -> dict[str, Any]:
        """A page shows its site and names its parent."""
        return {"site": StandingPage.site, "page": StandingPage.parent}

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a page."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            _rendered(document, content),
            slug=document.slug,
            parent=_parent_of(content),
            rank=content["menu_order"],
            sort_key=sorting.sort_key(content["title"]),
        )

    def searchable(self, publication: Publication) -> Searchable:
        """By title and body, and the text of its files."""
        document, content = publication.document, publication.content
        return Searchable(
            title=content["title"],
            address=sites.addressed(document, FOLDER),
            body=media.searchable_body(content),
        )


def _rendered(document: Document, content: Content) -> dict[str, Any]:
    parent = queries.reference(_parent_of(content))
    rendered = media.rendered_body(content["body_html"])
    dumped: dict[str, Any] = PageSchema().write(
        {
            **sites.addressed(document, FOLDER),
            "title": content["title"],
            "parent": parent.slug if parent else None,
            "menu_title": content["menu_title"],
            "menu_order": content["menu_order"],
            "body": {"format": "html", "html": rendered.html},
            "images": rendered.images,
            "attachments": media.attachments_json(content["attachments"]),
        }
    )
    return dumped


def _parent_of(content: Content) -> UUID | None:
    return UUID(content["parent"]) if content["parent"] else None
