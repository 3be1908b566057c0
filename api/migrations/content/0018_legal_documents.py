"""The live rows of legal documents, and which of them replaces or amends which."""

from typing import Any

from peewee import CompositeKey, Model

from api.db.fields import (
    BytesField,
    IdField,
    IntegerField,
    KeyField,
    TextField,
    UTCDateTimeField,
)


class Table(Model):
    """Indexes are named after the table, not after the class."""

    class Meta:
        legacy_table_names = False


class LegalDocument(Table):
    id = IdField(primary_key=True)
    site = IdField()
    site_slug = KeyField()
    version = IntegerField()
    render_version = IntegerField(index=True)
    whole = BytesField()
    summary = BytesField()
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
        table_name = "legal_document"
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


class LegalReference(Table):
    source = IdField()
    kind = KeyField()
    target = IdField(index=True)

    class Meta:
        table_name = "legal_reference"
        primary_key = CompositeKey("source", "kind", "target")


def up(migrator: Any, db: Any) -> None:
    """Create the tables."""
    db.bind([LegalDocument, LegalReference])
    db.create_tables([LegalDocument, LegalReference])
