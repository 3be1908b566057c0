"""What a public change invalidates, in cache tags: for caches and for copies of the pages."""

from collections.abc import Sequence

from api.publishing import queries
from api.publishing.models import Change

MOST_CHANGES = 1_000


def changes_since(seq: int) -> list[Change]:
    """What came after a place in the log, as much as is looked at one by one."""
    return list(queries.changes_after(seq, MOST_CHANGES))


def is_sweeping(changes: Sequence[Change]) -> bool:
    """Whether to forget everything: a restored database goes back, a great import comes all at
    once, and a site that is renamed leaves answers under a slug that the change does not name.
    """
    return len(changes) in (0, MOST_CHANGES) or any(change.type == "site" for change in changes)


def changed_tags(change: Change) -> list[str]:
    """The cache tags that a public change makes stale."""
    return [str(change.document), f"list:{change.type}", f"list:{change.type}:{change.site}"]
