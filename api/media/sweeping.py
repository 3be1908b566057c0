"""Forgetting what no library holds: first what is known of it, then files that nothing names.

Whoever puts it into a library meanwhile takes its mark away first (`commands.claim`), and then it
stays; whoever writes its files again makes them young. So it is whole or gone at either end.
"""

from datetime import datetime, timedelta

from peewee import Value

from api.db.databases import execute
from api.db.unit_of_work import transaction
from api.media import queries
from api.media.models import Attachment, Media, MediaFile, MediaUse, SiteMedia, UnheldMedia
from api.media.showing import FOLDERS

REST = timedelta(days=1)
"""So long it is left alone, that nobody who is using it loses it."""
_NAMING = (
    'SELECT 1 FROM "document" AS d JOIN "edition" AS e'
    ' ON e."id" = d."head" OR e."id" = d."live" OR e."id" = d."scheduled"'
    ' WHERE d."purged_at" IS NULL AND e."content" LIKE ? LIMIT 1'
)


def forget_unheld(at: datetime) -> None:
    """Forget what no library has held for a day, and nothing shows; mark what none holds now."""
    is_over = UnheldMedia.since <= at - REST
    for unheld in list(UnheldMedia.select().where(is_over)):
        _forget(unheld)
    held = SiteMedia.select(SiteMedia.media)
    now = Value(at, converter=UnheldMedia.since.db_value)
    with transaction():
        UnheldMedia.delete().where(UnheldMedia.media.in_(held)).execute()
        for model in (Media, Attachment):
            lone = model.select(model.id, now).where(model.id.not_in(held))
            marking = UnheldMedia.insert_from(lone, [UnheldMedia.media, UnheldMedia.since])
            marking.on_conflict_ignore().execute()


def _forget(unheld: UnheldMedia) -> None:
    is_same = (UnheldMedia.media == unheld.media) & (UnheldMedia.since == unheld.since)
    with transaction():
        if UnheldMedia.delete().where(is_same).execute() and not _is_held(unheld.media):
            for model in (Media, Attachment):
                model.delete().where(model.id == unheld.media).execute()
            MediaFile.delete().where(MediaFile.media == unheld.media).execute()


def sweep_files(at: datetime) -> None:
    """Delete files that nothing names and that are a day old, in one folder each minute."""
    _sweep(int(at.timestamp()) // 60 % FOLDERS, at)


def sweep_all_files(at: datetime) -> None:
    """The same in all folders at once."""
    for folder in range(FOLDERS):
        _sweep(folder, at)


def orphans(at: datetime) -> set[str]:
    """The files that nothing names and that a running service would have deleted."""
    before = at - 2 * REST
    return {key for folder in range(FOLDERS) for key in _unnamed(f"{folder:02x}", before)}


def _sweep(folder: int, at: datetime) -> None:
    files = queries.store()
    with files.locked():
        files.delete_private(_unnamed(f"{folder:02x}", at - REST))


def _unnamed(prefix: str, before: datetime) -> set[str]:
    return queries.store().old_keys(prefix, before.timestamp()) - _known_below(prefix)


def _is_held(media_id: str) -> bool:
    """Whether a library holds it, or a document shows it: live, as its head, or as scheduled."""
    for model in (SiteMedia, MediaUse):
        if model.select().where(model.media == media_id).exists():
            return True
    return execute(_NAMING, (f"%{media_id}%",)).fetchone() is not None


def _known_below(prefix: str) -> set[str]:
    """The files whose keys begin with `prefix` and that belong to something kept."""
    columns = ((Media.id, Media.key), (Attachment.key, Attachment.key), (MediaFile.key,) * 2)
    return {
        row[0]
        for place, key in columns
        for row in place.model.select(key).where(place >= prefix, place < f"{prefix}g").tuples()
    }
