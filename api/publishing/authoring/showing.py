"""A document as those see it who write in it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from api.db.unit_of_work import current
from api.publishing import due, editions, queries
from api.publishing.access import people
from api.publishing.authoring.comparison import differences
from api.publishing.checks import gates
from api.publishing.live import links
from api.publishing.models import Document, Edition, Public
from api.runtime.errors import InvalidParameter


def whole(document: Document) -> dict[str, Any]:
    """The document with the content of its head, by `schemas.document_schema`."""
    head = editions.head(document)
    live = editions.live(document) if document.public == Public.LIVE else None
    names = people_of([document], [head, *([live] if live else [])])
    return {
        **heading(document, head, names),
        "site": _site(document, head),
        "content": editions.content(document, head),
        "due": due_of(due.all_of(document)),
        "live": live and _live(document, live, names),
        "withdrawn": _withdrawn(document),
    }


def findings(document: Document, at: datetime) -> dict[str, Any]:
    """What the gates say of the head, by `schemas.FindingListSchema`."""
    findings = gates.findings(document, at)
    return {"findings": [asdict(finding) for finding in findings]}


def heading(document: Document, head: Edition, names: Any) -> dict[str, Any]:
    """What a list says of a document."""
    return {
        **_columns(document),
        "author": names[document.author],
        "edition": _edition(head, names),
    }


def people_of(documents: Iterable[Document], of: Iterable[Edition]) -> dict[str, dict[str, str]]:
    """Everybody whom these name."""
    hands = [name for edition in of for name in (edition.author, edition.approved_by)]
    return people.named([*(document.author for document in documents), *hands])


def all_editions(document: Document, query: Mapping[str, Any]) -> dict[str, Any]:
    """Every edition there is, and what differs between two, by `schemas.EditionListSchema`."""
    history = list(queries.editions(document))
    names = people_of([document], history)
    marks = {"is_head": document.head, "is_live": _live_id(document),
             "is_scheduled": document.scheduled}  # fmt: skip
    return {
        "items": [
            {**_edition(edition, names), **{name: edition.id == id_ for name, id_ in marks.items()}}
            for edition in history
        ],
        "changes": _changes(document, history, query),
    }


def _changes(
    document: Document, history: Iterable[Edition], query: Mapping[str, Any]
) -> list[dict[str, Any]] | None:
    """What differs between the editions that are named; None where none are."""
    if query["from"] is None:
        return None
    contents = {edition.number: editions.content(document, edition) for edition in history}
    for name in ("from", "to"):
        if query[name] not in contents:
            said = "There is no edition of this number.", "Không có bản nào mang số này."
            raise InvalidParameter.of(name, *said)
    two = contents[query["from"]], contents[query["to"]]
    return [difference.as_json() for difference in differences(document.type, *two)]


def _live_id(document: Document) -> Any:
    return document.live if document.public == Public.LIVE else None


def _columns(row: Any) -> dict[str, Any]:
    """Every column of a row, those included that it was made without."""
    return {name: getattr(row, name) for name in row._meta.fields}


def _edition(edition: Edition, names: Any) -> dict[str, Any]:
    approver = edition.approved_by
    return {
        **_columns(edition),
        "author": names[edition.author],
        "approved_by": names[approver] if approver else None,
    }


def _site(document: Document, head: Edition) -> str:
    """The slug of its site; a site that was never public has the one that it will have."""
    if document.site != document.id:
        return queries.site_slug(document.site)
    return str(document.slug or head.content["slug"])


def due_of(at: Mapping[str, datetime]) -> dict[str, Any]:
    """What happens by itself, by `schemas.DueSchema`."""
    return {
        "publish_at": at.get(due.PUBLISH),
        "unpublish_at": at.get(due.UNPUBLISH) or at.get(due.END),
        "purge_at": at.get(due.PURGE),
    }


def _url(document: Document) -> str | None:
    tx = current()
    if tx is not None:
        tx.write_rows()  # Its live row may wait there.
    return links.own_url(document)


def _live(document: Document, edition: Edition, names: Any) -> dict[str, Any]:
    return {
        "edition": _edition(edition, names),
        "slug": document.slug,
        "url": _url(document),
        "published_at": document.published_at,
        "updated_at": document.updated_at,
        "version": document.public_version,
        "is_visible": document.is_visible,
    }


def _withdrawn(document: Document) -> dict[str, Any] | None:
    if document.public != Public.WITHDRAWN:
        return None
    return {
        "at": document.withdrawn_at,
        "reason": document.reason,
        "public_note": document.public_note,
        "superseded_by": document.superseded_by,
    }
