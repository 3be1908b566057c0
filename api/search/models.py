"""The index: what is found by its words, and the words themselves as each database keeps them."""

from typing import Any

from peewee import SQL, BigIntegerField

from api.db.databases import Model, execute, is_sqlite
from api.db.fields import BytesField, IdField, IntegerField, KeyField, TextField


class SearchDocument(Model):
    """One live object by `key`, which follows the time of its publication.

    `exact` and `folded` are its words in order, each led by the letter of its field.
    """

    key = BigIntegerField(primary_key=True)
    id = IdField(unique=True)
    type = KeyField()
    card = BytesField()
    title = TextField()
    lead = TextField(null=True)
    body = TextField()
    exact = TextField()
    folded = TextField()


class SearchState(Model):
    """The version of the rules that the index was made by."""

    id = IntegerField(primary_key=True)
    version = IntegerField()


class SearchIndex(Model):
    """The terms of each document, without positions: FTS5 on SQLite, a GIN index on PostgreSQL."""

    key = BigIntegerField(primary_key=True)

    @classmethod
    def create_table(cls, safe: bool = True, **_options: Any) -> None:
        """Neither table is one that fields could describe."""
        for statement in SQLITE if is_sqlite() else POSTGRESQL:
            execute(statement)

    @classmethod
    def own_indexes(cls) -> dict[str, SQL]:
        """The statements that make the indexes which no field describes, by their names."""
        return {} if is_sqlite() else {"search_index_terms": SQL(POSTGRESQL[-1])}


# Terms come apart by spaces; every other character is left as it is.
SQLITE = (
    'CREATE VIRTUAL TABLE "search_index" USING fts5("terms", content=\'\', contentless_delete=1,'
    " detail=none, prefix='2', tokenize=\"ascii tokenchars '-_'\")",
    # No table but a view of the index: the terms that it knows, in their order.
    'CREATE VIRTUAL TABLE "search_spelling" USING fts5vocab("search_index", \'instance\')',
)
# Terms lie outside the rows, so that many matching rows are few pages. The planner is told that to
# look at them is dear: else it would read all of them where a word is common.
POSTGRESQL = (
    'CREATE OR REPLACE FUNCTION "search_terms"(text) RETURNS tsvector LANGUAGE plpgsql IMMUTABLE'
    " STRICT PARALLEL SAFE COST 100000"
    " AS 'BEGIN RETURN array_to_tsvector(string_to_array($1, '' '')); END'",
    'CREATE TABLE "search_index" ("key" BIGINT NOT NULL PRIMARY KEY, "terms" TEXT NOT NULL)'
    " WITH (toast_tuple_target = 128)",
    'CREATE INDEX "search_index_terms" ON "search_index" USING GIN (search_terms("terms"))',
)
MODELS = (SearchDocument, SearchState, SearchIndex)
