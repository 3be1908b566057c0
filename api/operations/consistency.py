"""Whether what the databases hold agrees with itself: the log, the live rows, their digest."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from api.db.databases import execute, insert
from api.db.unit_of_work import snapshot, transaction
from api.publishing.content_type import content_types
from api.publishing.live.digest import Digest, term
from api.publishing.live.models import LiveDigest
from api.publishing.models import Document, Edition
from api.runtime.canonical import hash_of
from api.runtime.jsons import loads


def counts() -> dict[str, int]:
    """How many documents, editions and live objects of each type there are."""
    live = {
        content_type.name: content_type.model.select().count() for content_type in content_types()
    }
    return {
        "documents": Document.select().count(),
        "editions": Edition.select().count(),
        **{f"live_{name}": number for name, number in live.items()},
    }


def altered_rows() -> list[str]:
    """The live objects that are not what was published, missing and left over ones included."""
    with snapshot():
        return [*_altered_rows()]


def _altered_rows() -> Iterator[str]:
    for content_type in content_types():
        wanted, model = _live_hashes(content_type.name), content_type.model
        for row in model.select(model.id, model.whole).iterator():
            if wanted.pop(row.id, None) != _hash_of(row.whole):
                yield f"{content_type.name}/{row.id}"
        yield from (f"{content_type.name}/{missing}" for missing in wanted)


def _hash_of(whole: bytes) -> str:
    try:
        return hash_of(loads(whole))
    except ValueError:
        return ""  # Somebody has put there what is no JSON.


def wrong_digests() -> Iterator[str]:
    """The sites and types whose digest is not that of their documents."""
    with snapshot():
        sums = _sums()
        stored = {
            (digest.site, digest.type): Digest(digest.count, int(digest.hash, 16))
            for digest in _digests()
        }
    for site, kind in sorted(sums.keys() | stored.keys(), key=str):
        if sums.get((site, kind), Digest()) != stored.get((site, kind), Digest()):
            yield f"{kind} of site {site}"


def sum_up_anew() -> None:
    """Let the digests be those of their documents."""
    with transaction():
        # Whoever moves one holds this row to the commit.
        execute('UPDATE "counter" SET "seq" = "seq"')
        rows = [
            LiveDigest(site=site, type=kind, count=digest.count, hash=digest.hash)
            for (site, kind), digest in _sums().items()
        ]
        LiveDigest.delete().execute()
        insert(LiveDigest, rows)


def _sums() -> dict[tuple[UUID, str], Digest]:
    sums: dict[tuple[UUID, str], Digest] = defaultdict(Digest)
    fields = (Document.site, Document.type, Document.id, Document.seq, Document.live_hash)
    for site, kind, *rest in Document.select(*fields).where(_is_live()).tuples().iterator():
        sums[site, kind] = sums[site, kind].plus(Digest(1, term(kind, *rest)))
    return sums


def _live_hashes(kind: str) -> dict[UUID, str]:
    query = Document.select(Document.id, Document.live_hash).where(Document.type == kind)
    return dict(query.where(_is_live()).tuples().iterator())


def _is_live() -> object:
    return Document.live_hash.is_null(False)


def _digests() -> Iterator[LiveDigest]:
    return iter(LiveDigest.select())
