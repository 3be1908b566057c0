"""Live rows of notices, and the areas that they concern."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import BooleanField, IdField, IntegerField, KeyField, UTCDateTimeField
from api.publishing.models import LiveRow

EMERGENCY = 3
"""The rank of emergencies, and of nothing else."""


class Notice(LiveRow):
    """What delivery reads of a live notice; `rank` puts emergencies and pinned ones first."""

    slug = KeyField()
    is_active = BooleanField()
    rank = IntegerField()
    urgency = KeyField()
    kind = KeyField(null=True)
    number_key = KeyField(null=True)
    issued_on = KeyField(null=True)
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()
    begins_on = KeyField(null=True)
    ends_on = KeyField(null=True)

    class Meta:
        indexes = (
            (("site_slug", "slug"), True),
            (("is_active", "rank", "published_at", "id"), False),
            (("rank", "published_at", "id"), False),
            (("site_slug", "is_active", "rank", "published_at", "id"), False),
            (("site_slug", "rank", "published_at", "id"), False),
            (("urgency", "rank", "published_at", "id"), False),
            (("kind", "rank", "published_at", "id"), False),
            (("number_key",), False),
            (("updated_at", "id"), False),
            (("site_slug", "begins_on"), False),
            (("site_slug", "ends_on"), False),
        )


class NoticeArea(Model):
    """A notice concerns an area, whose name stands here folded."""

    area = KeyField()
    notice = IdField(index=True)

    class Meta:
        primary_key = CompositeKey("area", "notice")


MODELS = (Notice, NoticeArea)
