"""Sessions, what brakes those who guess, and second factors."""

from typing import Any

from peewee import Model

from api.db.fields import (
    BooleanField,
    IdField,
    IntegerField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Session(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_pending = BooleanField()
    is_long = BooleanField()
    is_bearer = BooleanField()
    created_at = UTCDateTimeField()
    proved_at = UTCDateTimeField()
    ends_at = UTCDateTimeField()

    class Meta:
        table_name = "session"


class SignInBrake(Table):
    key = KeyField(primary_key=True)
    failures = IntegerField()
    failed_at = UTCDateTimeField()
    until = UTCDateTimeField()

    class Meta:
        table_name = "sign_in_brake"


class SecondFactor(Table):
    account = IdField(primary_key=True)
    secret = TextField()
    is_confirmed = BooleanField()
    last_step = IntegerField()

    class Meta:
        table_name = "second_factor"


class RecoveryCode(Table):
    hash = KeyField(primary_key=True)
    account = IdField(index=True)

    class Meta:
        table_name = "recovery_code"


def up(migrator: Any, db: Any) -> None:
    """Create the tables; links made before drop nothing."""
    tables = [Session, SignInBrake, SecondFactor, RecoveryCode]
    db.bind(tables)
    db.create_tables(tables)
    drops = BooleanField(default=False)
    migrator.migrate(migrator.add_column("one_time_link", "drops_second_factor", drops))
