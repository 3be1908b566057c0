"""PostgreSQL compresses long values by lz4 where it can: in a quarter of the time."""

from typing import Any

from peewee import SqliteDatabase

# What is stored already stays as it is. A server may have been built without lz4.
QUICKLY = """
DO $$ DECLARE kept RECORD; BEGIN
    IF EXISTS (
        SELECT FROM pg_settings
        WHERE name = 'default_toast_compression' AND 'lz4' = ANY (enumvals)
    ) THEN
        FOR kept IN
            SELECT table_name, column_name FROM information_schema.columns
            WHERE table_schema = current_schema() AND data_type IN ('text', 'bytea')
        LOOP
            EXECUTE format(
                'ALTER TABLE %I ALTER COLUMN %I SET COMPRESSION lz4',
                kept.table_name, kept.column_name
            );
        END LOOP;
    END IF;
END $$
"""


def up(migrator: Any, db: Any) -> None:
    """Change no value; SQLite compresses nothing."""
    if not isinstance(db, SqliteDatabase):
        db.execute_sql(QUICKLY.replace("%", "%%"))
