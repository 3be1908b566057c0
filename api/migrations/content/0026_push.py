"""Devices that are told of notices, and what they are to be told."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import BytesField, IdField, IntegerField, KeyField, UTCDateTimeField


class PushSubscription(Model):
    id = IdField(primary_key=True)
    endpoint = KeyField(unique=True)
    p256dh = BytesField()
    auth = BytesField()
    site = IdField(index=True)
    created_at = UTCDateTimeField()

    class Meta:
        legacy_table_names = False
        table_name = "push_subscription"


class PushArea(Model):
    area = KeyField()
    subscription = IdField(index=True)

    class Meta:
        legacy_table_names = False
        table_name = "push_area"
        primary_key = CompositeKey("area", "subscription")


class PushDelivery(Model):
    document = IdField()
    subscription = IdField(index=True)
    created_at = UTCDateTimeField()
    attempt_at = UTCDateTimeField(null=True, index=True)
    failures = IntegerField(default=0)

    class Meta:
        legacy_table_names = False
        table_name = "push_delivery"
        primary_key = CompositeKey("document", "subscription")
        indexes = ((("document", "attempt_at"), False),)


class PushAllowance(Model):
    network = KeyField(primary_key=True)
    day = KeyField()
    taken = IntegerField()

    class Meta:
        legacy_table_names = False
        table_name = "push_allowance"


TABLES = [PushSubscription, PushArea, PushDelivery, PushAllowance]


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    db.bind(TABLES)
    db.create_tables(TABLES)
