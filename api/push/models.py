"""Who is told of notices on a device: an address at a push service and areas, and nothing else."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import BytesField, IdField, IntegerField, KeyField, UTCDateTimeField


class PushSubscription(Model):
    """A browser that wants to hear of a site, as it describes itself (W3C Push API)."""

    id = IdField(primary_key=True)
    endpoint = KeyField(unique=True)
    p256dh = BytesField()
    auth = BytesField()
    site = IdField(index=True)
    created_at = UTCDateTimeField()


class PushArea(Model):
    """An area that a browser wants to hear of, folded as those of notices are."""

    area = KeyField()
    subscription = IdField(index=True)

    class Meta:
        primary_key = CompositeKey("area", "subscription")


class PushDelivery(Model):
    """A notice for a subscription: to be tried at `attempt_at`, and done when that is null."""

    document = IdField()
    subscription = IdField(index=True)
    created_at = UTCDateTimeField()
    attempt_at = UTCDateTimeField(null=True, index=True)
    failures = IntegerField(default=0)

    class Meta:
        primary_key = CompositeKey("document", "subscription")
        indexes = ((("document", "attempt_at"), False),)


class PushAllowance(Model):
    """How many subscriptions a network made on a day; its name is a keyed hash."""

    network = KeyField(primary_key=True)
    day = KeyField()
    taken = IntegerField()


MODELS = (PushSubscription, PushArea, PushDelivery, PushAllowance)
