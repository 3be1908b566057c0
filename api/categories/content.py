"""Categories as a content type: published by their save, without review."""

from typing import Any
from uuid import UUID

from api.categories import queries
from api.categories.models import Category
from api.categories.schemas import CategoryContentSchema, CategorySchema
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat, Reference
from api.publishing.models import Document, LiveRow
from api.publishing.schemas import with_menu_title
from api.sites import queries as sites
from api.text import sorting


class CategoryType(ContentType):
    """A heading that articles stand under, at most two levels deep."""

    name = "category"
    collection = "categories"
    schema = CategoryContentSchema
    model = Category
    # 2: with its title in menus.
    render_version = 2
    link_kind = "Chuyên mục"
    schema_version = 2
    upgrades = {1: with_menu_title}  # noqa: RUF012
    reviewed = False
    shown = CategorySchema
    bundle = BundleFormat("categories.jsonl", references={"parent": Reference("category")})

    def reference(self, document: Document, content: Content) -> object:
        """Articles show the slug and the name, and are listed under the parent too."""
        return document.slug, content["name"], content["parent"]

    def embeds(self) -> dict[str, Any]:
        """A category names its site and its parent."""
        return {"site": Category.site, "category": Category.parent}

    def row(self, publication: Publication) -> LiveRow:
        """The live row of a category."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            _rendered(document, content),
            slug=document.slug,
            name=content["name"],
            parent=parent_of(content),
            position=content["order"],
            sort_key=sorting.sort_key(content["name"]),
        )


def parent_of(content: Content) -> UUID | None:
    """The id of the category that this one belongs to."""
    return UUID(content["parent"]) if content["parent"] else None


def _rendered(document: Document, content: Content) -> Any:
    parent = queries.reference(parent_of(content))
    return CategorySchema().write(
        {
            "id": document.id,
            "site": sites.reference(document.site).slug,
            "slug": document.slug,
            "name": content["name"],
            "parent": parent.slug if parent else None,
            "menu_title": content["menu_title"],
            "order": content["order"],
        }
    )
