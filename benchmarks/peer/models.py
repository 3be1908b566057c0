"""An article as a page of Wagtail, with the fields that ours has."""

from typing import ClassVar

from django.db import models
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

OWN = ("lead", "body_html", "byline", "category", "published_at")


class ArticlePage(Page):
    """An article."""

    lead = models.TextField()
    body_html = RichTextField()
    byline = models.CharField(max_length=200)
    category = models.CharField(max_length=50, db_index=True)
    published_at = models.DateTimeField(db_index=True)

    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body_html"),
        index.FilterField("category"),
    ]
    # On SQLite each page that is indexed by itself looks through all that are: 10,000 take minutes.
    search_auto_update = False
    api_fields: ClassVar = [APIField(name) for name in (*OWN, "last_published_at")]
