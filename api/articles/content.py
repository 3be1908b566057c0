"""Articles as a content type of the publishing engine."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any
from uuid import UUID

from api.articles import queries
from api.articles.models import Article, ArticleTerm
from api.articles.schemas import NOT_IN_SUMMARY, ArticleContentSchema, ArticleStoredSchema
from api.categories import queries as categories
from api.db.unit_of_work import transaction
from api.media import queries as media
from api.media.schemas import upgraded_image
from api.publishing.content_type import Content, ContentType, Publication
from api.publishing.formats import BundleFormat, FeedFormat, Reference, Searchable
from api.publishing.models import Document, LiveRow
from api.publishing.schemas import with_slug
from api.richtext import html
from api.sites import queries as sites
from api.text import slugs, sorting

_SCHEMA = ArticleStoredSchema()

FOLDER = "/bai-viet"


def _with_slug_and_ornaments(content: Content) -> Content:
    return {**with_slug(content), "cover": upgraded_image(content["cover"])}


def _unpinned(content: Content) -> Content:
    return {**content, "pinned": False}


class ArticleType(ContentType):
    """News: title, lead, body with photos, byline."""

    name = "article"
    collection = "articles"
    schema = ArticleContentSchema
    model = Article
    leaves_tombstone = True
    folder = FOLDER
    # 2: letters that look like Vietnamese ones are those, and nothing empty is left in a body.
    # 3: what a content system wrote by itself is no caption.
    # 4: says whether it is pinned.
    render_version = 5
    link_kind = ""
    schema_version = 3
    upgrades = {1: _with_slug_and_ornaments, 2: _unpinned}  # noqa: RUF012
    wanted = ("lead", "category", "byline")
    shown = ArticleStoredSchema
    unlisted = NOT_IN_SUMMARY
    search = True
    home = True
    view_number = 1
    rating_number = 11
    feed = FeedFormat("Tin bài", newest="published_at", terms="article_term")
    bundle = BundleFormat(
        "articles.jsonl",
        references={"category": Reference("category")},
        files=("cover",),
        attachments=("attachments",),
        html=("body_html",),
    )

    def embeds(self) -> dict[str, Any]:
        """An article shows its site and its category."""
        return {"site": Article.site, "category": Article.category}

    def row(self, publication: Publication) -> LiveRow:
        """The live row of an article."""
        document, content = publication.document, publication.content
        return self.live_row(
            publication,
            rendered(document, content),
            slug=document.slug,
            category=category_of(content),
            published_at=document.published_at,
            updated_at=document.updated_at,
            featured=content["featured"],
            pinned=content["pinned"],
            sort_key=sorting.sort_key(content["title"]),
        )

    def searchable(self, publication: Publication) -> Searchable:
        """By title, lead and body, the name of its category, and the text of its files."""
        document, content = publication.document, publication.content
        category = categories.reference(category_of(content))
        return Searchable(
            title=content["title"],
            address=sites.addressed(document, FOLDER),
            lead=content["lead"],
            beside=(category.name,) if category else (),
            body=media.searchable_body(content),
        )

    def counts_by_category(
        self, categories: Sequence[tuple[str, str]]
    ) -> Mapping[tuple[str, str], int]:
        """How many live articles stand under each (site, slug)."""
        return queries.count_by_category(categories)

    def project(self, publication: Publication) -> LiveRow:
        """Write the live row, and list it under its terms."""
        row = super().project(publication)
        document, content = publication.document, publication.content
        with transaction() as tx:
            if not tx.is_new(document):
                _drop_terms(document)
            for term in _terms(document, content):
                tx.add(term)
        return row

    def retract(self, document: Document) -> None:
        """Remove the live row and its terms."""
        super().retract(document)
        _drop_terms(document)


def rendered(document: Document, content: Content) -> dict[str, Any]:
    """The public object of an article, without its views, by the delivery schema."""
    category = categories.reference(category_of(content))
    body = media.rendered_body(content["body_html"])
    source = content["source"]
    facts = {
        **content,
        **sites.addressed(document, FOLDER),
        "author_role": None,
        "category": category._asdict() if category else None,
        "cover": media.image_of(content["cover"]),
        "source": {**source, "canonical_url": source["url"]} if source else None,
        "origin": None,
        "reading_minutes": html.reading_minutes(content["body_html"]),
        "body": {"format": "html", "html": body.html},
        "images": body.images,
        "attachments": media.attachments_json(content["attachments"]),
        "corrections": document.corrections,
    }
    dumped: dict[str, Any] = _SCHEMA.write(facts)
    return dumped


def category_of(content: Content) -> UUID | None:
    """The id of the category that an editor chose."""
    return _id(content["category"]) if content["category"] else None


# Of few categories, each asked for again and again.
_id = lru_cache(maxsize=256)(UUID)


def _drop_terms(document: Document) -> None:
    ArticleTerm.delete().where(ArticleTerm.article == document.id).execute()


def _terms(document: Document, content: Content) -> Iterable[ArticleTerm]:
    site = sites.reference(document.site).slug
    for (kind, term), label in _labels(content).items():
        yield ArticleTerm(
            kind=kind,
            term=term,
            article=document.id,
            site_slug=site,
            label=label,
            published_at=document.published_at,
        )


def _labels(content: Content) -> dict[tuple[str, str], str]:
    labels: dict[tuple[str, str], str] = {}
    category = categories.reference(category_of(content))
    while category is not None and ("category", category.slug) not in labels:
        labels["category", category.slug] = category.name
        category = categories.reference(category.parent)
    for tag in content["tags"]:
        labels.setdefault(("tag", slugs.slugify(tag) or tag), tag)
    if content["byline"]:
        labels["author", content["byline"].casefold()] = content["byline"]
    return labels
