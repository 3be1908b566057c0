"""Accounts, their roles, the tokens of programs, and links that work once."""

from typing import Any

from peewee import AutoField, Model

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


class Account(Table):
    id = IdField(primary_key=True)
    email = KeyField(unique=True)
    name = TextField()
    password_hash = TextField(null=True)
    created_at = UTCDateTimeField()
    disabled_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "account"


class AccountRole(Table):
    id = AutoField()
    account = IdField(index=True)
    site = IdField(null=True)
    role = IntegerField()

    class Meta:
        table_name = "account_role"


class MachineToken(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    name = TextField()
    hash = KeyField(unique=True)
    last_letters = KeyField()
    scope = IntegerField(null=True)
    site = IdField(null=True)
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()
    revoked_at = UTCDateTimeField(null=True)

    class Meta:
        table_name = "machine_token"


class OneTimeLink(Table):
    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_invitation = BooleanField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()

    class Meta:
        table_name = "one_time_link"


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    tables = [Account, AccountRole, MachineToken, OneTimeLink]
    db.bind(tables)
    db.create_tables(tables)
