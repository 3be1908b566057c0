"""Performs what is due: the ticker of any node calls it once a second."""

from datetime import datetime

from api.publishing import commands, documents, due, editions, live, log, workflow
from api.publishing.commands import Withdrawal
from api.publishing.errors import GateFailed, SecondPersonRequired
from api.publishing.live import Release
from api.publishing.models import Document, Public
from api.publishing.workflow import SYSTEM


def perform_due(at: datetime) -> int:
    """Do what is due by `at`; return how many things were done by this caller."""
    return due.perform(_ACTIONS, at)


def _publish(document: Document, at: datetime) -> None:
    if document.scheduled is None or document.is_trashed:
        return
    edition = editions.scheduled(document)
    approver = workflow.named(edition.approved_by)
    release = Release(
        acknowledged=frozenset(edition.acknowledged), unpublish_at=due.at(document, due.UNPUBLISH)
    )
    try:
        live.go_live(document, edition, (approver, at), release)
    except (GateFailed, SecondPersonRequired) as refusal:
        # A rule that has become stricter since keeps it from going out; nothing is lost.
        commands.cancel_schedule(document, SYSTEM, at)
        log.record_event(SYSTEM.id, "schedule_refused", at, document, {"code": refusal.code})


def _unpublish(document: Document, at: datetime) -> None:
    if document.public == Public.LIVE:
        commands.withdraw(document, SYSTEM, at, Withdrawal("expired"))


def _refresh(document: Document, at: datetime) -> None:
    if document.public == Public.LIVE:
        documents.lock(document)
        live.show(document, editions.content(document, editions.live(document)), at)


_ACTIONS = {due.PUBLISH: _publish, due.UNPUBLISH: _unpublish, due.REFRESH: _refresh}
