"""The answers of requests that create something, for whoever sends one of them again."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import BytesField, IntegerField, KeyField, UTCDateTimeField


class KeptAnswer(Model):
    """What was answered to a key; it stands from the transaction on that has the effect."""

    actor = KeyField()
    route = KeyField()
    key = KeyField()
    body_hash = KeyField()
    at = UTCDateTimeField(index=True)
    status = IntegerField(default=0)
    etag = KeyField(null=True)
    body = BytesField(default=b"")

    class Meta:
        primary_key = CompositeKey("actor", "route", "key")


MODELS = (KeptAnswer,)
