"""The first page of a PDF as a picture; those of before are looked into by the ticker."""

from typing import Any

from api.db.fields import JSONTextField


def up(migrator: Any, _db: Any) -> None:
    """Add the column."""
    migrator.migrate(migrator.add_column("attachment", "preview", JSONTextField(null=True)))
