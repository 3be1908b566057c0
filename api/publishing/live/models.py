"""What is kept beside the live rows: addresses, hosts, settings that shaped them, sums of them."""

from peewee import AutoField, CompositeKey

from api.db.databases import Model
from api.db.fields import BooleanField, IdField, IntegerField, KeyField, TextField


class Slug(Model):
    """An address that was public once, and is its document's for good."""

    id = AutoField()
    site = IdField()
    type = KeyField()
    slug = KeyField()
    document = IdField(index=True)

    class Meta:
        indexes = ((("site", "type", "slug"), True),)


class OldUrl(Model):
    """An address, as it was written, on a former portal; `key` is the form in which it is found."""

    key = KeyField()
    site = IdField()
    url = KeyField()
    document = IdField(index=True)

    class Meta:
        primary_key = CompositeKey("key", "site")


class LinkedHost(Model):
    """A host that something public of a site has linked to."""

    site = IdField()
    host = KeyField()

    class Meta:
        primary_key = CompositeKey("site", "host")


class KeptSetting(Model):
    """A setting that shapes public bytes, as text; a default is what nobody chose."""

    name = KeyField(primary_key=True)
    value = TextField()
    is_default = BooleanField()


class LiveDigest(Model):
    """How many objects of a type are live on a site, and the sum of their hashes in hex."""

    site = IdField()
    type = KeyField()
    count = IntegerField()
    hash = KeyField()

    class Meta:
        primary_key = CompositeKey("site", "type")


MODELS = (Slug, OldUrl, LinkedHost, KeptSetting, LiveDigest)
