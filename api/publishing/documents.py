"""The guard of every write: a conditional UPDATE, whose row count decides."""

from typing import Any

from api.core.db import current
from api.publishing import queries
from api.publishing.errors import StaleVersion
from api.publishing.models import Document


def lock(document: Document) -> None:
    """Hold the document's row to the end of the transaction, as it was read."""
    is_same = (Document.id == document.id) & (Document.version == document.version)
    if not Document.update(version=document.version).where(is_same).execute():
        raise StaleVersion(current=queries.get_document(document.id).version)


def claim(document: Document, **changes: Any) -> None:
    """Move the document to its next version if it is still at the one that was read.

    A document that this very transaction made needs no UPDATE: nobody else can have seen it.
    """
    expected = document.version
    changes.setdefault("version", expected + 1)
    tx = current()
    if tx is None or not tx.is_new(document):
        is_same = (Document.id == document.id) & (Document.version == expected)
        if not Document.update(**changes).where(is_same).execute():
            raise StaleVersion(current=queries.get_document(document.id).version)
    for name, value in changes.items():
        setattr(document, name, value)
