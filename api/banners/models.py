"""Live rows of banners: there only while a banner's window is open."""

from api.db.fields import IntegerField, KeyField
from api.publishing.models import LiveRow


class Banner(LiveRow):
    """An image with a link at the head or the side of the portal."""

    placement = KeyField()
    rank = IntegerField()

    class Meta:
        indexes = ((("site_slug", "placement", "rank", "id"), False),)


MODELS = (Banner,)
