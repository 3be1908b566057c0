"""People, their roles by site, their sessions and programs' tokens, and what guards the door."""

from peewee import AutoField, BigIntegerField

from api.db.databases import Model
from api.db.fields import (
    BooleanField,
    BytesField,
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
    drops_second_factor = BooleanField(default=False)


class Session(Model):
    """Somebody who is signed in, in one browser or program; it is deleted when that ends.

    `is_pending` until the second factor was shown. `proved_at` is when its owner last did so, or
    gave the password.
    """

    id = IdField(primary_key=True)
    account = IdField(index=True)
    hash = KeyField(unique=True)
    is_pending = BooleanField()
    is_long = BooleanField()
    is_bearer = BooleanField()
    created_at = UTCDateTimeField()
    proved_at = UTCDateTimeField()
    ends_at = UTCDateTimeField()


class SignInBrake(Model):
    """How often signing in failed of late, by a keyed hash of the account or of the network.

    Nothing is tried before `until`. A row of an owner says that they signed in from a network, and
    holds until then.
    """

    key = KeyField(primary_key=True)
    failures = IntegerField()
    failed_at = UTCDateTimeField()
    until = UTCDateTimeField()


class SecondFactor(Model):
    """The secret of an account's one-time codes, sealed; it counts once a code has confirmed it.

    `last_step` is the time step of the last code that was taken: none is taken twice.
    """

    account = IdField(primary_key=True)
    secret = TextField()
    is_confirmed = BooleanField()
    last_step = IntegerField()


class RecoveryCode(Model):
    """A code that stands in for the second factor, once; only its hash is kept."""

    hash = KeyField(primary_key=True)
    account = IdField(index=True)


class Passkey(Model):
    """A public key that its owner's device signs with; `counter` shows copies of the key."""

    id = IdField(primary_key=True)
    account = IdField(index=True)
    name = TextField()
    credential = KeyField(unique=True)
    data = BytesField()
    counter = BigIntegerField()
    created_at = UTCDateTimeField()
    used_at = UTCDateTimeField(null=True)


class AnsweredChallenge(Model):
    """A challenge that a passkey has answered: none is answered twice."""

    key = KeyField(primary_key=True)
    expires_at = UTCDateTimeField()


MODELS = (
    Account,
    AccountRole,
    MachineToken,
    OneTimeLink,
    Session,
    SignInBrake,
    SecondFactor,
    RecoveryCode,
    Passkey,
    AnsweredChallenge,
)
