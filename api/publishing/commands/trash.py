"""Commands on what is thrown away: a document lies in the trash for a while before it is gone."""

from datetime import datetime, timedelta

from api.db.unit_of_work import transaction
from api.publishing import due, log, workflow
from api.publishing.commands.releasing import Withdrawal, withdraw
from api.publishing.documents import claim
from api.publishing.errors import InUse, TooEarlyToPurge
from api.publishing.live.dependents import showing
from api.publishing.live.models import OldUrl
from api.publishing.models import Document, Edition, Op, Public, Stage
from api.publishing.workflow import Actor

TRASH_DAYS = 30
_REMOVED = Withdrawal("other")


def trash(document: Document, actor: Actor, at: datetime) -> None:
    """Put a document that is not live into the trash."""
    workflow.require(actor, "trash", document)
    with transaction():
        stage = Stage.DRAFT if document.scheduled == document.head else document.stage
        claim(document, trashed_at=at, scheduled=None, stage=stage)
        due.drop(document, due.PUBLISH, due.END)
        due.put(document, due.PURGE, at + timedelta(days=TRASH_DAYS))
        log.record_event(actor, "trash", at, document)


def recover(document: Document, actor: Actor, at: datetime) -> None:
    """Take a document out of the trash, as it was."""
    workflow.require(actor, "recover", document)
    with transaction():
        claim(document, trashed_at=None)
        due.drop(document, due.PURGE)
        log.record_event(actor, "recover", at, document)


def purge(document: Document, actor: Actor, at: datetime) -> None:
    """Forget a trashed document for good; what was public keeps its tombstone and its address."""
    workflow.require(actor, "purge", document)
    is_early = document.trashed_at is None or at < document.trashed_at + timedelta(days=TRASH_DAYS)
    if is_early and not workflow.is_admin(actor, document):
        raise TooEarlyToPurge(days=TRASH_DAYS)
    with transaction():
        was_public = document.published_at is not None
        claim(document, purged_at=at)
        due.drop(document, due.PURGE)
        Edition.delete().where(Edition.document == document.id).execute()
        log.record_event(actor, "purge", at, document)
        if was_public:
            log.record_change(document, Op.DELETE, at)
        else:
            OldUrl.delete().where(OldUrl.document == document.id).execute()
            Document.delete().where(Document.id == document.id).execute()


def remove(document: Document, actor: Actor, at: datetime) -> None:
    """Withdraw and throw away in one step what has no review; InUse while anything shows it."""
    with transaction():
        if document.public == Public.LIVE:
            withdraw(document, actor, at, _REMOVED)
        users = showing(document)
        if users:
            raise InUse(extra={"used_by": users})
        trash(document, actor, at)
