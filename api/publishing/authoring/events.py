"""Reading the audit log for those who administer a site."""

from collections.abc import Iterator, Mapping
from typing import Any
from uuid import UUID

from api.db.fields import stored_id, stored_time
from api.db.statements import Condition
from api.http.pagination import Listing, fetch
from api.publishing import queries
from api.publishing.access import people
from api.publishing.access.placing import site_asked
from api.publishing.access.sight import has_role
from api.publishing.audit import chain
from api.publishing.errors import RoleRequired
from api.publishing.models import AuditEvent, Document, Edition, Public, Role
from api.publishing.workflow import Actor

Numbers = Mapping[str, int]


def page(actor: Actor, query: Mapping[str, Any], path: str) -> dict[str, Any]:
    """One page, by `audit_schemas.AuditListSchema`; RoleRequired for who administers nothing."""
    if not actor.is_operator and Role.ADMIN not in actor.roles.values():
        raise RoleRequired(role="admin")
    listing = Listing(
        columns='d."number"',
        source='"audit_event" AS d',
        where=tuple(_conditions(actor, query)),
        order=('d."number"',),
        descending=True,
    )
    page = fetch(listing, query, path)
    numbers = [number for (number,) in page.rows]
    return {"items": _items(numbers), "next": page.next, "total": page.total}


def verification(actor: Actor, noted: str | None) -> dict[str, Any]:
    """Whether the chain is whole; RoleRequired for any but an admin of all sites."""
    if not actor.is_operator and actor.roles.get(None, 0) < Role.ADMIN:
        raise RoleRequired(role="admin")
    number, head = queries.audit_head()
    broken = chain.first_broken_event(noted)
    said = {"is_whole": broken is None, "broken_at": broken}
    return {**said, "events": number, "head": head}


def _conditions(actor: Actor, query: Mapping[str, Any]) -> Iterator[Condition]:
    yield has_role(actor, Role.ADMIN)
    for name in ("actor", "means", "action", "type"):
        if query[name] is not None:
            yield Condition(f'd."{name}" = ?', (query[name],))
    if query["document"] is not None:
        yield Condition('d."document" = ?', (stored_id(query["document"]),))
    if query["site"] is not None:
        yield Condition('d."site" = ?', (stored_id(site_asked(query["site"], actor)),))
    for name, sign in (("from", ">="), ("to", "<")):
        if query[name] is not None:
            yield Condition(f'd."at" {sign} ?', (stored_time(query[name]),))


def _items(numbers: list[int]) -> list[dict[str, Any]]:
    query = AuditEvent.select().where(AuditEvent.number.in_(numbers))
    events = list(query.order_by(AuditEvent.number.desc()))
    people_of = people.named(event.actor for event in events)
    labels, editions = _labels(events), _edition_numbers(events)
    return [
        {
            **event.__data__,
            "actor": people_of[event.actor],
            "label": labels.get(event.document),
            "site": event.site and queries.site_slug(event.site),
            "head": _moved(event, editions, _head),
            "live": _moved(event, editions, _live),
        }
        for event in events
    ]


def _labels(events: list[AuditEvent]) -> dict[UUID, str]:
    wanted = Document.id.in_({event.document for event in events if event.document})
    return {document.id: document.label for document in Document.select().where(wanted)}


def _edition_numbers(events: list[AuditEvent]) -> Numbers:
    standings = [
        standing for event in events for standing in (event.before or {}, event.after or {})
    ]
    ids = {
        UUID(standing[name])
        for standing in standings
        for name in ("head", "live")
        if name in standing
    }
    return {
        str(edition.id): edition.number for edition in Edition.select().where(Edition.id.in_(ids))
    }


def _moved(event: AuditEvent, numbers: Numbers, which: Any) -> dict[str, int | None]:
    sides = {"before": event.before, "after": event.after}
    return {side: numbers.get(which(standing or {})) for side, standing in sides.items()}


def _head(standing: Mapping[str, Any]) -> str:
    return str(standing.get("head"))


def _live(standing: Mapping[str, Any]) -> str:
    """What was withdrawn is not live, though its last edition is known."""
    return str(standing.get("live")) if standing.get("public") == Public.LIVE else ""
