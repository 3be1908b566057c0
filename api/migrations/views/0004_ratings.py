"""Ratings: how many votes say what of an item, and who has voted today, as keyed hashes."""

from typing import Any

from peewee import BigIntegerField, CompositeKey, Model

from api.db.databases import is_sqlite
from api.db.fields import BytesField, IdField, IntegerField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class RatingCount(Table):
    item = IdField()
    verdict = IntegerField()
    site = IdField(index=True)
    votes = BigIntegerField()

    class Meta:
        table_name = "rating_count"
        primary_key = CompositeKey("item", "verdict")


class RatingVote(Table):
    key = BytesField(primary_key=True)
    cap_key = BytesField(index=True)
    hour = IntegerField(index=True)
    verdict = IntegerField()
    millisecond = BigIntegerField()

    class Meta:
        table_name = "rating_vote"


def up(migrator: Any, db: Any) -> None:
    """Create the tables; what is gone after a day is not written to PostgreSQL's log."""
    db.bind([RatingCount, RatingVote])
    db.create_tables([RatingCount, RatingVote])
    if not is_sqlite():
        db.execute_sql('ALTER TABLE "rating_vote" SET UNLOGGED')
