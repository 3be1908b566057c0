"""Live rows of legal documents, and which of them replaces or amends which."""

from peewee import CompositeKey

from api.db.databases import Model
from api.db.fields import IdField, KeyField, TextField, UTCDateTimeField
from api.publishing.models import LiveRow


class LegalDocument(LiveRow):
    """What delivery reads of a live document; `dated_on` puts the newest papers first."""

    slug = KeyField()
    dated_on = KeyField()
    form_key = KeyField(null=True)
    number_key = KeyField(null=True)
    issuer_key = KeyField(null=True)
    field_key = KeyField(null=True)
    status = KeyField(null=True)
    issued_on = KeyField(null=True)
    effective_on = KeyField(null=True)
    text_key = TextField()
    published_at = UTCDateTimeField()
    updated_at = UTCDateTimeField()

    class Meta:
        indexes = (
            (("site_slug", "slug"), True),
            (("dated_on", "id"), False),
            (("site_slug", "dated_on", "id"), False),
            (("form_key", "dated_on", "id"), False),
            (("issuer_key", "dated_on", "id"), False),
            (("field_key", "dated_on", "id"), False),
            (("status", "dated_on", "id"), False),
            (("number_key",), False),
            (("updated_at", "id"), False),
        )


class LegalReference(Model):
    """A live document replaces or amends another one, which may not be live."""

    source = IdField()
    kind = KeyField()
    target = IdField(index=True)

    class Meta:
        primary_key = CompositeKey("source", "kind", "target")


MODELS = (LegalDocument, LegalReference)
