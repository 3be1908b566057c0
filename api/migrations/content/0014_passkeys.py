"""Passkeys, and the challenges that they have answered."""

from typing import Any

from peewee import BigIntegerField, Model

from api.db.fields import BytesField, IdField, KeyField, TextField, UTCDateTimeField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Passkey(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    name = TextField()
    credential = KeyField(unique=True)
    data = BytesField()
    counter = BigIntegerField()
    created_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "passkey"


class AnsweredChallenge(Table):
    key = KeyField(primary_key=True)
    expires_at = UTCDateTimeField()

    class Meta:
        table_name = "answered_challenge"


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    db.bind([Passkey, AnsweredChallenge])
    db.create_tables([Passkey, AnsweredChallenge])
