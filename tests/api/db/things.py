"""A table for tests of what is below all models."""

from api.db import databases
from api.db.fields import IntegerField, KeyField


class Thing(databases.Model):
    """A row for these tests."""

    name = KeyField(primary_key=True)
    size = IntegerField(default=0)
