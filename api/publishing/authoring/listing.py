"""Lists of documents for those who write: newest save first, and only what they may see."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from api.db.fields import stored_id, stored_time
from api.db.statements import Condition, either
from api.http.pagination import Listing, fetch
from api.publishing import due, queries
from api.publishing.access.placing import site_asked
from api.publishing.access.sight import has_role, seen_by
from api.publishing.authoring import showing
from api.publishing.models import Document, Due, Edition, Role, Stage
from api.publishing.workflow import Actor
from api.text import slugs

_SOURCE = (
    '"document" AS d JOIN "edition" AS e ON e."id" = d."head"'
    ' LEFT JOIN "edition" AS l ON l."id" = d."live"'
)
_DUE = (
    'EXISTS (SELECT 1 FROM "due" AS w WHERE w."document" = d."id" AND w."action" IN (?, ?, ?)'
    ' AND w."at" < ?)'
)


def page(actor: Actor, query: Mapping[str, Any], path: str) -> dict[str, Any]:
    """One page, by `schemas.DocumentListSchema`."""
    listing = Listing(
        columns='d."id"',
        source=_SOURCE,
        where=tuple(_conditions(actor, query)),
        order=('d."saved_at"', 'd."id"'),
        descending=True,
    )
    page = fetch(listing, query, path)
    ids = [UUID(str(document_id)) for (document_id,) in page.rows]
    return {"items": _items(actor, ids), "next": page.next, "total": page.total}


def _conditions(actor: Actor, query: Mapping[str, Any]) -> Iterator[Condition]:
    yield seen_by(actor)
    yield Condition(f'd."trashed_at" IS {"NOT " if query["trashed"] else ""}NULL')
    for name in ("type", "public", "stage"):
        if query.get(name) is not None:
            yield Condition(f'd."{name}" = ?', (query[name],))
    if query.get("ids") is not None:
        marks = ", ".join("?" * len(query["ids"]))
        yield Condition(
            f'd."id" IN ({marks})', tuple(stored_id(document_id) for document_id in query["ids"])
        )
    if query["site"] is not None:
        yield Condition('d."site" = ?', (stored_id(site_asked(query["site"], actor)),))
    if query["mine"]:
        yield Condition('d."author" = ?', (actor.id,))
    if query["due_before"] is not None:
        until = stored_time(query["due_before"])
        yield Condition(_DUE, (due.PUBLISH, due.UNPUBLISH, due.END, until))
    if query["waiting"]:
        yield _waiting(actor)
    for word in filter(None, slugs.folded(query["text"] or "").split("-")):
        yield Condition('d."label_key" LIKE ?', (f"%{word}%",))


def _waiting(actor: Actor) -> Condition:
    """What this person can do next: confirm, decide on others' words, go on with their own."""
    return either((_confirmation(actor), _review(actor), _own_draft(actor)))


def _confirmation(actor: Actor) -> Condition:
    role, sites = has_role(actor, Role.PUBLISHER)
    sql = f'(d."unconfirmed" = ? AND {role} AND l."author" <> ?)'
    return Condition(sql, (True, *sites, actor.id))


def _review(actor: Actor) -> Condition:
    role, sites = has_role(actor, Role.EDITOR)
    sql = f'(d."stage" = ? AND {role} AND e."author" <> ?)'
    return Condition(sql, (Stage.IN_REVIEW, *sites, actor.id))


def _own_draft(actor: Actor) -> Condition:
    own = '((d."stage" = ? OR d."refusal" IS NOT NULL) AND (e."author" = ? OR d."author" = ?))'
    return Condition(own, (Stage.DRAFT, actor.id, actor.id))


def _items(actor: Actor, ids: list[UUID]) -> list[dict[str, Any]]:
    documents = {
        document.id: document for document in Document.select().where(Document.id.in_(ids))
    }
    shown = [
        id_ for document in documents.values() for id_ in (document.head, document.live) if id_
    ]
    editions = {edition.id: edition for edition in Edition.select().where(Edition.id.in_(shown))}
    people_of, times = showing.people_of(documents.values(), editions.values()), _times(ids)
    return [
        {
            **showing.heading(document, editions[document.head], people_of),
            "site": queries.site_slug(document.site),
            "due": showing.due_of(times[document.id]),
            "waiting": _waits(actor, document, editions),
        }
        for document in (documents[id_] for id_ in ids if id_ in documents)
    ]


def _times(ids: list[UUID]) -> Mapping[UUID, dict[str, datetime]]:
    """What will happen by itself, and when, by document."""
    times: dict[UUID, dict[str, datetime]] = defaultdict(dict)
    for row in Due.select().where(Due.document.in_(ids)):
        times[row.document][row.action] = row.at
    return times


def _waits(actor: Actor, document: Document, editions: Mapping[UUID, Edition]) -> str | None:
    """What this person can do next, in a word: the same rule as `_waiting`."""
    role, head = actor.role_on(document.site), editions[document.head]
    live = editions[document.live] if document.live else head
    if document.unconfirmed and role >= Role.PUBLISHER and live.author != actor.id:
        return "confirmation"
    if document.stage == Stage.IN_REVIEW and role >= Role.EDITOR and head.author != actor.id:
        return "review"
    if actor.id not in {head.author, document.author}:
        return None
    if document.refusal:
        return "refusal"
    if document.stage != Stage.DRAFT:
        return None
    return "return" if head.comment else "draft"
