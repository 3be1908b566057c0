"""What must be there for the service to do its work; each check raises when it is not."""

import os

from api.core import migrate
from api.core.db import execute, views_db
from api.media import queries as media


def database() -> None:
    """Both databases answer."""
    execute("SELECT 1").fetchone()
    execute("SELECT 1", on=views_db).fetchone()


def schema() -> None:
    """The databases are those of this version."""
    migrate.check_not_newer()
    if migrate.pending():
        raise RuntimeError("migrations are missing: run `congxa migrate`")


def media_files() -> None:
    """The folder of media can be read and written."""
    root = media.store().root
    if not os.access(root, os.R_OK | os.W_OK | os.X_OK):
        raise PermissionError(f"{root} cannot be written")


CHECKS = {"database": database, "schema": schema, "media": media_files}
