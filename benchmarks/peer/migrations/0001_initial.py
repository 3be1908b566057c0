"""The table of articles, as Django's makemigrations writes it."""

from typing import ClassVar

import django.db.models.deletion
import wagtail.fields
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """The first."""

    initial = True
    dependencies: ClassVar = [("wagtailcore", "0098_apitoken")]
    operations: ClassVar = [
        migrations.CreateModel(
            name="ArticlePage",
            fields=[
                (
                    "page_ptr",
                    models.OneToOneField(
                        auto_created=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        parent_link=True,
                        primary_key=True,
                        serialize=False,
                        to=settings.WAGTAIL_PAGE_MODEL,
                    ),
                ),
                ("lead", models.TextField()),
                ("body_html", wagtail.fields.RichTextField()),
                ("byline", models.CharField(max_length=200)),
                ("category", models.CharField(db_index=True, max_length=50)),
                ("published_at", models.DateTimeField(db_index=True)),
            ],
            options={"abstract": False},
            bases=("wagtailcore.page",),
        )
    ]
