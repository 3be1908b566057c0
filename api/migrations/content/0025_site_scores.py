"""How complete each portal was, day by day; the ticker writes the first day."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import IdField, JSONTextField, KeyField


class SiteScore(Model):
    site = IdField()
    day = KeyField()
    criteria = KeyField()
    found = JSONTextField()

    class Meta:
        legacy_table_names = False
        table_name = "site_score"
        primary_key = CompositeKey("site", "day")


def up(migrator: Any, db: Any) -> None:
    """Create the table."""
    db.bind([SiteScore])
    db.create_tables([SiteScore])
