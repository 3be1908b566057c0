"""Live rows of articles, and the terms (category, tag, author) they are listed under."""

from peewee import SQL, CompositeKey

from api.db.databases import Model
from api.db.fields import (
    BooleanField,
    BytesField,
    IdField,
    KeyField,
    TextField,
    UTCDateTimeField,
)
from api.publishing.models import LiveRow


class Article(LiveRow):
    """What delivery reads of a live article."""

    slug = KeyField()
    category = IdField(null=True, index=True)
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()
    featured = BooleanField(default=False)
    sort_key = BytesField()
    pinned = BooleanField(default=False, constraints=[SQL("DEFAULT false")])

    class Meta:
        indexes = (
            (("site_slug", "slug"), True),
            (("published_at", "id"), False),
            (("site_slug", "published_at", "id"), False),
            (("featured", "published_at", "id"), False),
            (("site_slug", "pinned", "published_at", "id"), False),
            (("updated_at", "id"), False),
            (("sort_key", "id"), False),
            (("site_slug", "sort_key", "id"), False),
        )


class ArticleTerm(Model):
    """An article stands under a term: its categories (own and parent), tags, author.

    `published_at` is repeated here so that a list of one term is one walk along an index.
    """

    kind = KeyField()
    term = KeyField()
    article = IdField(index=True)
    site_slug = KeyField()
    label = TextField()
    published_at = UTCDateTimeField()

    class Meta:
        primary_key = CompositeKey("kind", "term", "article")
        indexes = (
            (("kind", "term", "published_at", "article"), False),
            (("kind", "site_slug", "term", "published_at", "article"), False),
        )


MODELS = (Article, ArticleTerm)
