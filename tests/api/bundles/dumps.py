"""All that an installation holds, as plain values that two moments can be compared by."""

import hashlib
from pathlib import Path
from typing import Any

from api.db import databases
from api.db.databases import db, execute, views_db
from api.media import queries as media
from api.operations.tables import content_models, views_models


def everything() -> dict[str, Any]:
    """Every row of both databases, and every file of media with its digest."""
    return {**rows(), "files": files()}


def rows() -> dict[str, Any]:
    """Every row of every table that there is."""
    there = {*db.get_tables(), *views_db.get_tables()}
    models = [(db, each) for each in content_models()]
    models += [(views_db, each) for each in views_models()]
    return {
        model._meta.table_name: sorted(map(repr, _rows_of(model._meta.table_name, on)))
        for on, model in models
        if model._meta.table_name in there
    }


def whole(url: str) -> dict[str, Any]:
    """Every row of every table of the databases at `url`, the migrations' own included."""
    databases.connect(url)
    found = {
        f"{number} {table}": sorted(map(repr, _rows_of(table, on)))
        for number, on in enumerate((db, views_db))
        for table in on.get_tables()
    }
    databases.close()
    return found


def files() -> dict[str, str]:
    """Every file of media, wherever it lies."""
    root = media.store().root
    return {
        str(path.relative_to(root)): _digest(path) for path in root.rglob("*") if path.is_file()
    }


def public_files() -> set[str]:
    """The names of the files that anybody may read."""
    return {Path(name).name for name in files() if name.startswith("public/")}


def _rows_of(table: str, on: Any) -> list[Any]:
    found: list[Any] = execute(f'SELECT * FROM "{table}"', on=on).fetchall()
    return found


def _digest(path: Path) -> str:
    return hashlib.blake2b(path.read_bytes(), digest_size=8).hexdigest()
