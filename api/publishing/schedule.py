"""Performs what is due: the ticker of any node calls it once a second."""

from dataclasses import replace
from datetime import datetime

from api.publishing import commands, due, editions, log, workflow
from api.publishing.access import people
from api.publishing.commands import Withdrawal
from api.publishing.errors import (
    AlteredEdition,
    EndsTooEarly,
    GateFailed,
    RoleRequired,
    SecondPersonRequired,
)
from api.publishing.live import projection
from api.publishing.live.projection import Release
from api.publishing.models import Document, Public
from api.publishing.workflow import SYSTEM, Actor


def perform_due(at: datetime) -> int:
    """Do what is due by `at`; return how many things were done by this caller."""
    return due.perform(_ACTIONS, at)


def _publish(document: Document, at: datetime) -> None:
    if document.scheduled is None:
        return
    end = due.at(document, due.END)
    if end is not None and end <= at:
        _give_up(document, at, EndsTooEarly.code)
        return
    edition = editions.scheduled(document)
    approver = workflow.named(edition.approved_by)
    release = Release(acknowledged=frozenset(edition.acknowledged), unpublish_at=end)
    try:
        _require_role_now(approver, document)
        projection.go_live(document, edition, (approver, at), release)
    except (AlteredEdition, GateFailed, RoleRequired, SecondPersonRequired) as refusal:
        # What has become stricter since keeps it from going out; nothing is lost.
        _give_up(document, at, refusal.code)


def _require_role_now(approver: Actor, document: Document) -> None:
    """Raise where who approved it may approve nothing any more."""
    roles = people.roles_of(approver.id)
    if roles is not None:
        now = replace(approver, roles=roles)
        workflow.require_role(now, workflow.RULES["schedule"], document)


def _end(document: Document, at: datetime) -> None:
    """It could not be published in time, and it is too late now."""
    if document.scheduled is not None:
        _give_up(document, at, EndsTooEarly.code)


def _give_up(document: Document, at: datetime, code: str) -> None:
    commands.cancel_schedule(document, SYSTEM, at, code)
    log.record_event(SYSTEM, "schedule_refused", at, document, {"code": code})


def _unpublish(document: Document, at: datetime) -> None:
    if document.public == Public.LIVE:
        commands.withdraw(document, SYSTEM, at, Withdrawal("expired"))


def _purge(document: Document, at: datetime) -> None:
    if document.is_trashed:
        commands.purge(document, SYSTEM, at)


def _refresh(document: Document, at: datetime) -> None:
    if document.public == Public.LIVE:
        projection.refresh(document, at)


_ACTIONS = {
    due.PUBLISH: _publish,
    due.END: _end,
    due.UNPUBLISH: _unpublish,
    due.ERASE: _unpublish,
    due.REFRESH: _refresh,
    due.PURGE: _purge,
}
