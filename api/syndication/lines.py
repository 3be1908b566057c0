"""Changes as JSON, joined of ready bytes."""

from api.publishing.live.digest import Digest
from api.runtime.clock import local
from api.runtime.jsons import dumps
from api.syndication.positions import cursor_of
from api.syndication.queries import ChangePage, Row


def page_json(page: ChangePage) -> bytes:
    """A page of the feed."""
    items = b",".join(map(line, page.rows))
    more = b"true" if page.digest is None else b"false"
    return (
        b'{"items":[%s],"cursor":"%s","more":%s,"digest":%s}'
        % (items, cursor_of(page.position).encode(), more, digest_json(page.digest))
    )  # fmt: skip


def line(row: Row) -> bytes:
    """One change; the object comes last, as it lies in its live row."""
    change = row.change
    facts = {
        "seq": change.seq,
        "op": change.op,
        "type": change.type,
        "id": change.document,
        "site": change.site,
        "version": change.version,
        "at": local(change.at),
        "reason": change.reason,
        "superseded_by": change.superseded_by,
        "hash": row.hash,
    }
    return b'%s,"object":%s}' % (dumps(facts)[:-1], row.object or b"null")


def end_json(page: ChangePage) -> bytes:
    """The last line of a snapshot: where to go on, and what there is by then."""
    return b'{"cursor":"%s","digest":%s}' % (
        cursor_of(page.position).encode(),
        digest_json(page.digest),
    )


def digest_json(digest: Digest | None) -> bytes:
    """A digest, or null."""
    return dumps(None if digest is None else {"count": digest.count, "hash": digest.hash})
