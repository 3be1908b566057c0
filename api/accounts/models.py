"""People, their roles by site, the tokens of their programs, and links that work once."""

from peewee import AutoField

from api.db.databases import Model
from api.db.fields import (
    BooleanField,
    IdField,
    IntegerField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Account(Model):
    """Somebody who may sign in. `email` is in small letters; nobody is ever deleted."""

    id = IdField(primary_key=True)
    email = KeyField(unique=True)
    name = TextField()
    password_hash = TextField(null=True)
    created_at = UTCDateTimeField()
    disabled_at = UTCDateTimeField(null=True)


class AccountRole(Model):
    """A role of an account: on one site, or on all of them where none is named."""

    id = AutoField()
    account = IdField(index=True)
    site = IdField(null=True)
    role = IntegerField()


class MachineToken(Model):
    """What a program signs in with. `scope` is a ceiling on the owner's roles, 0 for reading alone.

    Of the token itself only a hash is kept, and its last letters to know it by.
    """

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


class OneTimeLink(Model):
    """A link that lets its owner choose a password, once; only a hash of its secret is kept."""

    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_invitation = BooleanField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField()


MODELS = (Account, AccountRole, MachineToken, OneTimeLink)
