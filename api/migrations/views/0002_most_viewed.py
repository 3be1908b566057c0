"""An index by which the most viewed items are found."""

from typing import Any


def up(migrator: Any, db: Any) -> None:
    """Create the index."""
    migrator.migrate(migrator.add_index("view_count", ("views", "item")))
