"""By what means each audit event was done, and how its document stood before and after."""

from typing import Any

from api.db.fields import JSONTextField, KeyField


def up(migrator: Any, _db: Any) -> None:
    """Add the columns; events of before have none of it, and keep the hashes that they have."""
    migrator.migrate(
        migrator.add_column("audit_event", "means", KeyField(null=True)),
        migrator.add_column("audit_event", "before", JSONTextField(null=True)),
        migrator.add_column("audit_event", "after", JSONTextField(null=True)),
        migrator.add_index("audit_event", ("actor", "number"), False),
    )
