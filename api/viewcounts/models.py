"""How often each item was read. Kept apart from content: counting never touches it."""

from peewee import BigIntegerField

from api.core.db import ViewsModel
from api.core.fields import IdField


class ViewCount(ViewsModel):
    """All views of one item since it was first published."""

    item = IdField(primary_key=True)
    views = BigIntegerField(default=0)

    class Meta:
        indexes = ((("views", "item"), False),)


MODELS = (ViewCount,)
