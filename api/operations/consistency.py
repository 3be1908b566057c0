"""Whether what the databases hold agrees with itself: the log, the live rows, their digest."""

from collections import defaultdict
from collections.abc import Iterator
from uuid import UUID

from api.publishing.content_type import content_types
from api.publishing.live.digest import Digest, term
from api.publishing.live.models import LiveDigest
from api.publishing.models import Document, Edition
from api.runtime.canonical import hash_of
from api.runtime.jsons import loads


def counts() -> dict[str, int]:
    """How many documents, editions and live objects of each type there are."""
    live = {each.name: each.model.select().count() for each in content_types()}
    return {
        "documents": Document.select().count(),
        "editions": Edition.select().count(),
        **{f"live_{name}": number for name, number in live.items()},
    }


def altered_rows() -> Iterator[str]:
    """The live objects that are not what was published, missing and left over ones included."""
    for each in content_types():
        wanted = _live_hashes(each.name)
        for row in each.model.select(each.model.id, each.model.whole).iterator():
            if wanted.pop(row.id, None) != _hash_of(row.whole):
                yield f"{each.name}/{row.id}"
        yield from (f"{each.name}/{missing}" for missing in wanted)


def _hash_of(whole: bytes) -> str:
    try:
        return hash_of(loads(whole))
    except ValueError:
        return ""  # Somebody has put there what is no JSON.


def wrong_digests() -> Iterator[str]:
    """The sites and types whose digest is not that of their documents."""
    sums: dict[tuple[UUID, str], Digest] = defaultdict(Digest)
    fields = (Document.site, Document.type, Document.id, Document.seq, Document.live_hash)
    for site, kind, *rest in Document.select(*fields).where(_is_live()).tuples().iterator():
        sums[site, kind] = sums[site, kind].plus(Digest(1, term(kind, *rest)))
    kept = {(each.site, each.type): Digest(each.count, int(each.hash, 16)) for each in _digests()}
    for site, kind in sorted(sums.keys() | kept.keys(), key=str):
        if sums.get((site, kind), Digest()) != kept.get((site, kind), Digest()):
            yield f"{kind} of site {site}"


def _live_hashes(kind: str) -> dict[UUID, str]:
    found = Document.select(Document.id, Document.live_hash).where(Document.type == kind)
    return dict(found.where(_is_live()).tuples().iterator())


def _is_live() -> object:
    return Document.live_hash.is_null(False)


def _digests() -> Iterator[LiveDigest]:
    return iter(LiveDigest.select())
