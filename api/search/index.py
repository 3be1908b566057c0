"""Asks the index and the documents of the search; what a database writes differently is here.

It asks for keys alone, the newest first; texts are fetched for the rows that are shown.
"""

from collections.abc import Sequence
from typing import Any

from api.db.databases import execute, is_sqlite
from api.db.statements import Condition, Select, one_of
from api.search.filters import Range
from api.search.words.terms import Expression

MOST_SPELLINGS = 500
"""Where more words begin so, the database puts their rows together by itself."""


def keys(expression: Expression, within: Range, most: int) -> list[int]:
    """The keys of what is found, the newest first."""
    source, params = _matching(expression, within)
    # On PostgreSQL the sum keeps the planner from walking through all rows by their keys.
    order = _key() if is_sqlite() else f"{_key()} + 0"
    sql = f"SELECT {_key()} {source} ORDER BY {order} DESC LIMIT ?"
    return [key for (key,) in execute(sql, [*params, most]).fetchall()]


def count(expression: Expression, within: Range) -> int:
    """How many are found."""
    source, params = _matching(expression, within)
    counted: int = execute(f"SELECT COUNT(*) {source}", params).fetchone()[0]
    return counted


def standing(among: Sequence[int], condition: Condition) -> list[int]:
    """Those of the keys whose words fulfil the condition, in the same order."""
    spelt = condition.sql if is_sqlite() else condition.sql.replace("instr(", "strpos(")
    where = (one_of('d."key"', among), Condition(spelt, condition.params))
    held = {key for (key,) in Select('d."key"', _DOCUMENTS, where).rows()}
    return [key for key in among if key in held]


def documents(of: Sequence[int]) -> dict[int, tuple[Any, ...]]:
    """What is shown of them by their key: card, title, lead, body."""
    columns = 'd."key", d."card", d."title", d."lead", d."body"'
    rows = Select(columns, _DOCUMENTS, (one_of('d."key"', of),)).rows() if of else []
    return {row[0]: tuple(row[1:]) for row in rows}


_DOCUMENTS = '"search_document" AS d'


def spellings(beginning: str) -> Sequence[str] | None:
    """The terms that begin so, None where they are many or the database finds them as quickly.

    Each is sought behind the one before. An FTS5 beginning would read all rows of all of them
    before it gives the first; as single terms they are read only as far as they are needed.
    """
    if not is_sqlite() or len(beginning) <= _INDEXED:
        return None
    end = beginning + _LAST
    most = MOST_SPELLINGS + 1
    rows = execute(_SPELLINGS, [beginning, end, end, most]).fetchall()
    return None if len(rows) == most else [term for (term,) in rows]


# Beginnings of so many letters have an index of their own: the letter of the field and one more.
_INDEXED = 2
_LAST = "\U0010ffff"
_SPELLINGS = """
    WITH RECURSIVE found("term") AS (
        SELECT (SELECT "term" FROM "search_spelling" WHERE "term" >= ? LIMIT 1)
        UNION ALL
        SELECT (
            SELECT "term" FROM "search_spelling" WHERE "term" >= found."term" || char(1) LIMIT 1
        ) FROM found WHERE found."term" < ?
    )
    SELECT "term" FROM found WHERE "term" < ? LIMIT ?
"""


def _matching(expression: Expression, within: Range) -> tuple[str, list[Any]]:
    since, until = within
    source, asked = _index(expression)
    params: list[Any] = [asked]
    for sign, bound in ((">=", since), ("<", until)):
        if bound is not None:
            source += f" AND {_key()} {sign} ?"
            params.append(bound)
    return source, params


def _index(expression: Expression) -> tuple[str, str]:
    if is_sqlite():
        return 'FROM "search_index" WHERE "search_index" MATCH ?', expression.sqlite
    # A value that the planner cannot see: where it knows a term to be in most rows, it reads all
    # rows instead of the index, and takes each apart anew.
    asked = 'search_terms("terms") @@ (SELECT CAST(? AS tsquery))'
    return f'FROM "search_index" WHERE {asked}', expression.postgresql


def _key() -> str:
    return '"search_index".' + ('"rowid"' if is_sqlite() else '"key"')
