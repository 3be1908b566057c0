"""A view of the index of the search on SQLite: the terms that it knows, in their order."""

from typing import Any

from peewee import SqliteDatabase

SPELLINGS = 'CREATE VIRTUAL TABLE "search_spelling" USING fts5vocab("search_index", \'instance\')'


def up(migrator: Any, db: Any) -> None:
    """PostgreSQL finds by itself what begins so."""
    if isinstance(db, SqliteDatabase):
        db.execute_sql(SPELLINGS)
