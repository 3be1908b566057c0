"""Hand a draft over to somebody else, who sees it as their own and goes on with it."""

from datetime import datetime
from uuid import UUID

from api.publishing import documents, log
from api.publishing.models import Document, Stage
from api.publishing.workflow import Actor


def drafts_of(author: str) -> list[tuple[UUID, UUID]]:
    """What somebody began and nobody has approved, as ids of documents and of their sites."""
    drafts = (
        Document.select(Document.id, Document.site)
        .where((Document.author == author) & (Document.stage != Stage.APPROVED))
        .where(Document.trashed_at.is_null() & Document.purged_at.is_null())
        .order_by(Document.id)
    )
    return [(document.id, document.site) for document in drafts]


def hand_over(document_id: UUID, people: tuple[str, str], by: tuple[Actor, datetime]) -> bool:
    """Give the document of the first person to the second, within a transaction.

    Whether it still was the first one's. Who wrote which words stays as it is: a second person is
    counted by the editions.
    """
    before, after = people
    document = documents.lock(document_id)
    if document.author != before or document.stage == Stage.APPROVED:
        return False
    documents.claim(document, author=after)
    log.record_event(by[0], "hand_over", by[1], document, {"from": before, "to": after})
    return True
