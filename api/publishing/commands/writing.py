"""Commands on the words of a document: write, hand in, give back, take up again."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from api.db.unit_of_work import transaction
from api.publishing import editions, log, workflow
from api.publishing.audit import seals
from api.publishing.checks import named
from api.publishing.content_type import content_type
from api.publishing.documents import NEW_DOCUMENTS, claim, put
from api.publishing.live.projection import Origin, Release, go_live
from api.publishing.models import Document, Edition, Stage
from api.publishing.workflow import Actor
from api.runtime.ids import new_id

NEW = Origin()


def create(
    document_type: str,
    site: UUID | None,
    content: Mapping[str, Any],
    by: tuple[Actor, datetime],
    origin: Origin = NEW,
) -> Document:
    """A new document with its first draft. A site's own document belongs to itself."""
    actor, at = by
    loaded = content_type(document_type).load(content)
    identity = origin.id or new_id()
    document = Document(
        id=identity, type=document_type, site=site or identity, head=new_id(), slug=origin.slug,
        author=actor.id, created_at=at, saved_at=at, **editions.labelled(document_type, loaded),
    )  # fmt: skip
    workflow.require(actor, "create", document)
    with transaction() as tx:
        named.require(document, loaded)
        tx.add(document)
        NEW_DOCUMENTS.of(tx)[document.id] = document
        editions.add(document, 1, loaded, (actor.id, at))
        log.record_event(actor, "create", at, document)
        _publish_unreviewed(document, (actor, at), origin)
    return document


def save(document: Document, content: Mapping[str, Any], actor: Actor, at: datetime) -> None:
    """Make `content` the head draft; what is live stays live. Types without review go live.

    What one hand saves in one sitting is one edition and one audit event.
    """
    stage = _required_stage(document, actor)
    loaded = content_type(document.type).load(content)
    with transaction():
        named.require(document, loaded)
        claim(document, stage=stage, saved_at=at, refusal=None)
        if editions.write_head(document, loaded, (actor.id, at)):
            log.record_event(actor, "save", at, document)
        _publish_unreviewed(document, (actor, at), NEW)


def restore(document: Document, edition: Edition, actor: Actor, at: datetime) -> None:
    """Make the words of an older edition the head draft; they stay those of their author."""
    stage = _required_stage(document, actor)
    with transaction():
        claim(document, stage=stage, saved_at=at, refusal=None)
        editions.copy_of(document, edition, at)
        log.record_event(actor, "restore", at, document, {"edition": edition.number})
        _publish_unreviewed(document, (actor, at), NEW)


def submit(document: Document, actor: Actor, at: datetime) -> None:
    """Hand the draft to review; from now on its words are fixed."""
    workflow.require(actor, "submit", document)
    head = editions.head(document)
    # Its words were fixed before where it was given back.
    seals.require_unaltered(document, head)
    with transaction():
        claim(document, stage=Stage.IN_REVIEW, refusal=None)
        sealed = editions.freeze(head)
        log.record_event(actor, "submit", at, document, sealed)


def return_to_author(document: Document, actor: Actor, at: datetime, comment: str) -> None:
    """Send a submitted draft back with a comment."""
    workflow.require(actor, "return", document)
    with transaction():
        claim(document, stage=Stage.DRAFT)
        editions.comment(editions.head(document), comment)
        log.record_event(actor, "return", at, document, {"comment": comment})


def drop_draft(document: Document, actor: Actor, at: datetime) -> None:
    """Let the head be what was approved last again; the words that go stay among the editions."""
    workflow.require(actor, "drop_draft", document)
    with transaction():
        dropped = editions.head(document)
        edition = editions.by_id(document.scheduled or document.live)
        claim(document, stage=Stage.APPROVED, saved_at=at, refusal=None)
        put(
            document,
            **editions.said(document, editions.content(document, edition)),
            head=edition.id,
        )
        log.record_event(actor, "drop_draft", at, document, {"edition": dropped.number})


def _required_stage(document: Document, actor: Actor) -> str:
    """Where the words stand after a save that this actor may make."""
    is_review = document.stage == Stage.IN_REVIEW
    workflow.require(actor, "revise" if is_review else "save", document)
    return document.stage if is_review else Stage.DRAFT


def _publish_unreviewed(document: Document, by: tuple[Actor, datetime], origin: Origin) -> None:
    if not content_type(document.type).reviewed:
        go_live(document, editions.head(document), by, Release(origin=origin))
