"""Links to previews."""

from api.db.databases import Model
from api.db.fields import IdField, KeyField, UTCDateTimeField


class PreviewLink(Model):
    """Whoever holds its secret, of which a hash is kept, sees one edition until it is over."""

    id = IdField(primary_key=True)
    document = IdField(index=True)
    edition = IdField()
    hash = KeyField(unique=True)
    author = KeyField()
    created_at = UTCDateTimeField()
    expires_at = UTCDateTimeField(index=True)


MODELS = (PreviewLink,)
