"""Who can go on with a document where whoever asks may not."""

from typing import Any

from api.publishing import editions, workflow
from api.publishing.access import people
from api.publishing.models import Document
from api.publishing.workflow import Actor


def of(document: Document, actor: Actor) -> dict[str, Any]:
    """By `schemas.ApproverListSchema`: who may publish the head, or confirm what is public."""
    head = editions.head(document)
    waits = bool(document.unconfirmed) and document.head == document.live

    def may(candidate: Actor) -> bool:
        is_second = not waits or candidate.id != head.author
        return is_second and workflow.may_publish(candidate, head, document)

    able = people.publishers_on(document.site)
    approvers = [id_ for id_ in able if may(Actor(id_, people.roles_of(id_) or {}))]
    return {
        "is_enough": may(actor),
        "items": [{"id": id_, "name": able[id_]} for id_ in approvers],
    }
