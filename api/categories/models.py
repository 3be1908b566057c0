"""Live rows of categories."""

from api.db.fields import BytesField, IdField, IntegerField, KeyField, TextField
from api.publishing.models import LiveRow


class Category(LiveRow):
    """A heading that articles stand under; `parent` is the one it belongs to."""

    slug = KeyField()
    name = TextField()
    parent = IdField(null=True)
    position = IntegerField()
    sort_key = BytesField()

    class Meta:
        indexes = (
            (("site_slug", "position", "sort_key", "id"), False),
            (("site_slug", "slug"), True),
            (("parent",), False),
        )


MODELS = (Category,)
