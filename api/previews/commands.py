"""Making links to previews, and revoking them."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from api.db.unit_of_work import transaction
from api.previews.errors import PreviewNotFound
from api.previews.models import PreviewLink
from api.publishing import log
from api.publishing.errors import ReadOnly
from api.publishing.models import Document, Edition
from api.publishing.workflow import Actor
from api.runtime.ids import new_id
from api.text.secret_texts import hash_of, new_secret

By = tuple[Actor, datetime]


def create(document: Document, edition: Edition, hours: int, by: By) -> tuple[PreviewLink, str]:
    """A link to one edition, and its secret, which nobody can read again."""
    actor, at = _writer(by)
    secret = new_secret()
    link = PreviewLink(
        id=new_id(), document=document.id, editions=[str(edition.id)], hash=hash_of(secret),
        author=actor.id, created_at=at, expires_at=at + timedelta(hours=hours),
    )  # fmt: skip
    with transaction() as tx:
        tx.add(link)
        log.record_event(actor, "create_preview", at, document, {"edition": edition.number})
    return link, secret


def revoke(document: Document, link_id: UUID, by: By) -> None:
    """End a link at once; PreviewNotFound where the document has none of this id."""
    actor, at = _writer(by)
    is_it = (PreviewLink.id == link_id) & (PreviewLink.document == document.id)
    with transaction():
        if not PreviewLink.delete().where(is_it).execute():
            raise PreviewNotFound
        log.record_event(actor, "revoke_preview", at, document)


def end_all_of(authors: Iterable[str]) -> None:
    """End every link that these made; the caller records the event."""
    PreviewLink.delete().where(PreviewLink.author.in_(set(authors))).execute()


def sweep(at: datetime) -> None:
    """Delete the links that are over."""
    PreviewLink.delete().where(PreviewLink.expires_at <= at).execute()


def _writer(by: By) -> By:
    if not by[0].may_write:
        raise ReadOnly
    return by
