"""Making links to previews, and revoking them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.previews.errors import PreviewNotFound
from api.previews.models import PreviewLink
from api.previews.queries import Subject, leads_to
from api.publishing import log
from api.publishing.errors import ReadOnly
from api.publishing.models import Edition
from api.publishing.workflow import Actor
from api.runtime.ids import new_id
from api.text.secret_texts import hash_of, new_secret

By = tuple[Actor, datetime]


def create(
    subject: Subject, shown: Sequence[Edition], hours: int, by: By
) -> tuple[PreviewLink, str]:
    """A link to one edition, or to those of a week, and its secret, which nobody can read again."""
    actor, at = _writer(by)
    secret = new_secret()
    link = PreviewLink(
        id=new_id(), document=subject.document.id, week=subject.week,
        editions=[str(edition.id) for edition in shown], hash=hash_of(secret),
        author=actor.id, created_at=at, expires_at=at + timedelta(hours=hours),
    )  # fmt: skip
    with transaction() as tx:
        tx.add(link)
        detail: dict[str, Any] = _detail(subject) or {"edition": shown[0].number}
        log.record_event(actor, "create_preview", at, subject.document, detail)
    return link, secret


def revoke(subject: Subject, link_id: UUID, by: By) -> None:
    """End a link at once; PreviewNotFound where none of this id leads there."""
    actor, at = _writer(by)
    is_it = (PreviewLink.id == link_id) & leads_to(subject)
    with transaction():
        if not PreviewLink.delete().where(is_it).execute():
            raise PreviewNotFound
        log.record_event(actor, "revoke_preview", at, subject.document, _detail(subject))


def end_all_of(authors: Iterable[str]) -> None:
    """End every link that these made; the caller records the event."""
    PreviewLink.delete().where(PreviewLink.author.in_(set(authors))).execute()


def end_all() -> None:
    """End every link; the caller records the event."""
    PreviewLink.delete().execute()


def sweep(at: datetime) -> None:
    """Delete the links that are over."""
    PreviewLink.delete().where(PreviewLink.expires_at <= at).execute()


def _detail(subject: Subject) -> dict[str, str]:
    return {} if subject.week is None else {"week": subject.week}


def _writer(by: By) -> By:
    if not by[0].may_write:
        raise ReadOnly
    return by
