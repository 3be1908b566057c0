"""The index of the search, empty: it is filled by `congxa reindex` or at the next start."""

from typing import Any

from peewee import BigIntegerField, Model, SqliteDatabase

from api.db.fields import BytesField, IdField, IntegerField, KeyField, TextField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class SearchDocument(Table):
    key = BigIntegerField(primary_key=True)
    id = IdField(unique=True)
    type = KeyField()
    card = BytesField()
    title = TextField()
    lead = TextField(null=True)
    body = TextField()
    exact = TextField()
    folded = TextField()

    class Meta:
        table_name = "search_document"


class SearchState(Table):
    id = IntegerField(primary_key=True)
    version = IntegerField()

    class Meta:
        table_name = "search_state"


SQLITE = (
    'CREATE VIRTUAL TABLE "search_index" USING fts5("terms", content=\'\', contentless_delete=1,'
    " detail=none, prefix='2', tokenize=\"ascii tokenchars '-_'\")",
)
POSTGRESQL = (
    'CREATE OR REPLACE FUNCTION "search_terms"(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE'
    " STRICT PARALLEL SAFE COST 100000"
    " AS 'BEGIN RETURN array_to_tsvector(string_to_array($1, '' '')); END'",
    'CREATE TABLE "search_index" ("key" BIGINT NOT NULL PRIMARY KEY, "terms" TEXT NOT NULL)'
    " WITH (toast_tuple_target = 128)",
    'CREATE INDEX "search_index_terms" ON "search_index" USING GIN (search_terms("terms"))',
)


def up(migrator: Any, db: Any) -> None:
    """Create the tables; the version of an empty index is 0."""
    db.bind([SearchDocument, SearchState])
    db.create_tables([SearchDocument, SearchState])
    for statement in SQLITE if isinstance(db, SqliteDatabase) else POSTGRESQL:
        db.execute_sql(statement)
    SearchState.insert(id=1, version=0).execute()
