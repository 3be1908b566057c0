"""Live rows of sites."""

from api.db.fields import BytesField, KeyField, TextField
from api.publishing.models import LiveRow


class Site(LiveRow):
    """The public identity of one portal."""

    slug = KeyField(unique=True)
    name = TextField()
    base_url = TextField(null=True)
    sort_key = BytesField()

    class Meta:
        indexes = ((("sort_key", "id"), False),)


MODELS = (Site,)
