"""Damages a database as a failing disk does."""

from pathlib import Path

import apsw

from api.db import databases

PAGE = 4_096


def damage_table(path: Path, table: str) -> None:
    """Fill the pages of a table of a SQLite file, all but its first, with zeros."""
    connection = apsw.Connection(str(path))
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    root = connection.execute(
        "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
    ).fetchone()[0]
    pages = connection.execute("SELECT pageno FROM dbstat WHERE name = ?", (table,)).fetchall()
    connection.close()
    others = [number for (number,) in pages if number != root]
    assert others, f"{table} has no page but its first"
    with path.open("r+b") as file:
        for number in others:
            file.seek((number - 1) * PAGE)
            file.write(bytes(PAGE))


def damage_row(table: str, state: str = "XX001") -> None:
    """Let reading a table of PostgreSQL fail as reading a damaged page does."""
    databases.execute(
        "CREATE FUNCTION broken() RETURNS boolean LANGUAGE plpgsql AS $$ BEGIN"
        f" RAISE EXCEPTION 'invalid page in block 0' USING ERRCODE = '{state}'; END $$"
    )
    databases.execute(f'ALTER TABLE "{table}" RENAME TO whole_{table}')
    databases.execute(f'CREATE VIEW "{table}" AS SELECT * FROM whole_{table} WHERE broken()')


def mend_row(table: str) -> None:
    """Take the damage back."""
    databases.execute(f'DROP VIEW "{table}"')
    databases.execute(f'ALTER TABLE whole_{table} RENAME TO "{table}"')
