"""The settings that shape public bytes, kept for every command; so far there was the address."""

from typing import Any
from urllib.parse import urlsplit

from peewee import Model

from api.db.fields import BooleanField, IntegerField, KeyField, TextField


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class Counter(Table):
    id = IntegerField(primary_key=True)
    base_url = TextField()

    class Meta:
        table_name = "counter"


class KeptSetting(Table):
    name = KeyField(primary_key=True)
    value = TextField()
    is_default = BooleanField()

    class Meta:
        table_name = "kept_setting"


def up(migrator: Any, db: Any) -> None:
    """Create the table, and move the address there that live rows were rendered with."""
    db.bind([Counter, KeptSetting])
    db.create_tables([KeptSetting])
    for counter in Counter.select().where(Counter.base_url != ""):
        # Who chose it was not kept. Nobody chooses an address that only this machine can call.
        is_local = urlsplit(counter.base_url).hostname in {"127.0.0.1", "::1", "localhost"}
        KeptSetting.insert(name="base_url", value=counter.base_url, is_default=is_local).execute()
    migrator.migrate(migrator.drop_column("counter", "base_url"))
