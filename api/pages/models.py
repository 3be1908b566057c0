"""Live rows of standing pages."""

from api.db.fields import BytesField, IdField, IntegerField, KeyField
from api.publishing.models import LiveRow


class StandingPage(LiveRow):
    """A page that stays: introduction, functions and tasks, contact."""

    slug = KeyField()
    parent = IdField(null=True)
    rank = IntegerField()
    sort_key = BytesField()

    class Meta:
        indexes = (
            (("site_slug", "rank", "sort_key", "id"), False),
            (("site_slug", "slug"), True),
            (("parent",), False),
        )


MODELS = (StandingPage,)
