"""What imports remember: which line became which document, and which file became which image."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import IdField, IntegerField, KeyField, TextField


class ImportedLine(Model):
    """The line last imported under a key: its digest, and the version that it left behind."""

    site = KeyField()
    type = KeyField()
    key = KeyField()
    document = IdField()
    digest = KeyField()
    state = TextField()
    version = IntegerField()

    class Meta:
        primary_key = CompositeKey("site", "type", "key")


class ImportedFile(Model):
    """A file of a bundle, by the digest of its bytes, and the image that was made of it."""

    digest = KeyField(primary_key=True)
    media = TextField()


MODELS = (ImportedLine, ImportedFile)
