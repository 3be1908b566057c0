"""What is known of each kept file, and which live documents show it."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import (
    IdField,
    IntegerField,
    JSONTextField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Media(Model):
    """One cleaned image by the hash of its bytes; `renditions` are the files readers are sent."""

    id = KeyField(primary_key=True)
    key = TextField()
    format = TextField()
    width = IntegerField()
    height = IntegerField()
    bytes = IntegerField()
    placeholder = TextField()
    renditions = JSONTextField()
    created_at = UTCDateTimeField()

    @property
    def public_keys(self) -> list[str]:
        """The files that are public while something live shows it; the kept one never is."""
        return [rendition["key"] for rendition in self.renditions]


class Attachment(Model):
    """One document by the hash of its bytes, which are kept and served as they came.

    `preview` is the file that shows its first page, how large that is, and whether it is a scan;
    `{}` where it has none, None where nobody has looked yet.
    """

    id = KeyField(primary_key=True)
    key = KeyField(index=True)
    name = TextField()
    media_type = TextField()
    bytes = IntegerField()
    pages = IntegerField(null=True)
    sha256 = TextField()
    text = TextField(null=True)
    created_at = UTCDateTimeField()
    preview = JSONTextField(null=True)

    @property
    def public_keys(self) -> list[str]:
        """The files that are public while something live names it."""
        return [self.key, self.preview["key"]] if self.preview else [self.key]


class MediaFile(Model):
    """A public file, by its key, belongs to this image or attachment; two may share a file."""

    key = KeyField()
    media = KeyField()

    class Meta:
        primary_key = CompositeKey("key", "media")


class MediaUse(Model):
    """A live document shows this image or attachment."""

    document = IdField()
    media = KeyField(index=True)

    class Meta:
        primary_key = CompositeKey("document", "media")


class SiteMedia(Model):
    """An image or attachment in a site's library; the same bytes may be several sites'.

    `name` is what its file was called, the words those that whoever uses it begins with; `alt` is
    None where nobody has said what there is to see.
    """

    site = IdField()
    media = KeyField(index=True)
    name = TextField(default="")
    name_key = KeyField(default="")
    alt = TextField(null=True)
    caption = TextField(null=True)
    credit = TextField(null=True)
    author = TextField(null=True)
    at = UTCDateTimeField()
    version = IntegerField(default=1)

    class Meta:
        primary_key = CompositeKey("site", "media")


class UnheldMedia(Model):
    """An image or attachment that no library holds, since somebody first saw that."""

    media = KeyField(primary_key=True)
    since = UTCDateTimeField(index=True)


MODELS = (Media, Attachment, MediaFile, MediaUse, SiteMedia, UnheldMedia)
