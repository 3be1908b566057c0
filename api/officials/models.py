"""Live rows of officials."""

from api.db.fields import BytesField, IntegerField, TextField
from api.publishing.models import LiveRow


class Official(LiveRow):
    """A leader of the commune, as the public may know them."""

    name = TextField()
    position = TextField(null=True)
    rank = IntegerField()
    sort_key = BytesField()

    class Meta:
        indexes = ((("site_slug", "rank", "sort_key", "id"), False),)


MODELS = (Official,)
