"""How complete portals were, day by day."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import IdField, JSONTextField, KeyField


class SiteScore(Model):
    """What came of the criteria on a day in Vietnam: the score, and each result by its id."""

    site = IdField()
    day = KeyField()
    criteria = KeyField()
    found = JSONTextField()

    class Meta:
        primary_key = CompositeKey("site", "day")


MODELS = (SiteScore,)
