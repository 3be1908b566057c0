"""Brings the articles of a bundle into a new database: `python -m benchmarks.peer.load BUNDLE`."""

import json
import os
import sys
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.peer.settings")
FIELDS = ("title", "lead", "body_html", "byline", "category")


def main(bundle: Path) -> None:
    """Make the tables, a page of each line, and the index of all."""
    django.setup()
    call_command("migrate", verbosity=0)
    from wagtail.models import Page
    from wagtail.signal_handlers import disable_reference_index_auto_update

    home = Page.objects.get(depth=2)
    with (
        (bundle / "articles.jsonl").open(encoding="utf-8") as lines,
        transaction.atomic(),
        disable_reference_index_auto_update(),
    ):
        for number, said in enumerate(map(json.loads, lines)):
            home.add_child(instance=_page(number, said))
    call_command("rebuild_modelsearch_index", verbosity=0)


def _page(number: int, said: Mapping[str, Any]) -> Any:
    from benchmarks.peer.models import ArticlePage

    at = datetime.fromisoformat(said["published_at"])
    return ArticlePage(
        slug=f"{slugify(said['title'])[:200]}-{number}",
        published_at=at,
        first_published_at=at,
        last_published_at=at,
        **{name: said[name] for name in FIELDS},
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
