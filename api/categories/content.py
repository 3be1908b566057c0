"""Categories as a content type: published by their save, without review."""

from typing import Any
from uuid import UUID

from api.categories import queries
from api.categories.models import Category
from api.categories.schemas import CategoryContentSchema, CategorySchema
from api.publishing.content_type import (
    BundleFormat,
    Content,
    ContentType,
    Publication,
    Reference,
)
from api.publishing.models import Document
from api.runtime.canonical import hashed
from api.sites import queries as sites
from api.text import sorting


class CategoryType(ContentType):
    """A heading that articles stand under, at most two levels deep."""

    name = "category"
    collection = "categories"
    schema = CategoryContentSchema
    model = Category
    reviewed = False
    shown = CategorySchema
    bundle = BundleFormat("categories.jsonl", references={"parent": Reference("category")})

    def card(self, document: Document, content: Content) -> object:
        """Articles show the slug and the name, and are listed under the parent too."""
        return document.slug, content["name"], content["parent"]

    def embeds(self) -> dict[str, Any]:
        """A category names its site and its parent."""
        return {"site": Category.site, "category": Category.parent}

    def row(self, publication: Publication) -> Category:
        """The live row of a category."""
        document, content = publication.document, publication.content
        site = sites.card(document.site)
        parent = queries.card(parent_of(content))
        whole = hashed(
            CategorySchema().write(
                {
                    "id": document.id,
                    "site": site.slug,
                    "slug": document.slug,
                    "name": content["name"],
                    "parent": parent.slug if parent else None,
                    "order": content["order"],
                }
            )
        )
        return Category(
            id=document.id,
            site=document.site,
            site_slug=site.slug,
            slug=document.slug,
            name=content["name"],
            parent=parent_of(content),
            position=content["order"],
            sort_key=sorting.sort_key(content["name"]),
            version=document.public_version,
            render_version=self.render_version,
            whole=whole,
            summary=whole,
        )


def parent_of(content: Content) -> UUID | None:
    """The id of the category that this one belongs to."""
    return UUID(content["parent"]) if content["parent"] else None
