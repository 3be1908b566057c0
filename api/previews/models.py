"""Links to previews."""

from api.db.databases import Model
from api.db.fields import IdField, JSONTextField, KeyField, UTCDateTimeField


class PreviewLink(Model):
    """Whoever holds its secret, of which a hash is kept, sees these editions until it is over.

    They are one of a document, or those of a week, whose `document` is then the site.
    """

    id = IdField(primary_key=True)
    document = IdField(index=True)
    week = KeyField(null=True)
    editions = JSONTextField()
    hash = KeyField(unique=True)
    author = KeyField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField(index=True)


MODELS = (PreviewLink,)
