"""Looks at what is stored: databases, media, the audit log, what is public, the search."""

import hashlib
import re
import shlex
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime
from itertools import islice
from uuid import UUID

from api.db.databases import db, execute, is_sqlite, views_db
from api.db.unit_of_work import transaction
from api.media import queries as media_queries
from api.media.commands import adopt, orphans, put_all_right, sweep_all_files
from api.media.errors import ForeignFolder
from api.operations import consistency, integrity, tables
from api.operations.examinations.verdicts import FIX, Verdict, restoring
from api.publishing import due, queries, schedule
from api.publishing.audit import beside, chain, seals
from api.publishing.documents import lock_idle
from api.publishing.errors import AlteredEdition
from api.publishing.live import projection, rendering
from api.publishing.models import Document, Due
from api.publishing.registry import types_with
from api.runtime.disk.storage_faults import said_of
from api.search import commands as index
from api.search.models import SearchDocument
from api.settings import Settings

_NAMED = 5
"""So many of what is wrong are named; the others are counted."""
_OF_INDEX = re.compile(r"(missing from|entries in|non-unique entry in) index ")
"""What SQLite says of an index that is not what its table says."""


def database(settings: Settings, _at: datetime) -> Verdict:
    """All of it can be read, nothing is missing, and its indexes agree with it."""
    if damage := _damage():
        return Verdict(damage, FIX if _OF_INDEX.search(damage) else restoring(settings.state_dir))
    if gone := tables.missing_tables():
        return Verdict(f"tables that are not there: {_few(gone)}", restoring(settings.state_dir))
    if broken := [*tables.missing_indexes(), *_invalid_indexes()]:
        return Verdict(f"indexes that are missing or not valid: {_few(broken)}", FIX)
    numbers = consistency.counts()
    live = sum(number for name, number in numbers.items() if name.startswith("live_"))
    return Verdict(
        f"{numbers['documents']} documents, {numbers['editions']} editions, {live} public;"
        f" {_size() / 1_000_000:.1f} MB, all of it can be read"
    )


def _damage() -> str | None:
    try:
        integrity.read_everything()
    except Exception as error:
        # Whatever it is, all that lies there is in doubt.
        return said_of(error) or str(error)
    return None


def mend_database(_at: datetime) -> None:
    """Make indexes anew: those of SQLite, and those that are missing or not valid."""
    for file in (db, views_db) if is_sqlite() else ():
        execute("REINDEX", on=file)
    for name in _invalid_indexes():
        execute(f"REINDEX INDEX {name}")
    tables.make_indexes()


def media(settings: Settings, at: datetime) -> Verdict:
    """Each kept file is there and whole, none is nobody's; public are those that are shown."""
    keys = media_queries.kept_files()
    if wrong := _damaged():
        return Verdict(f"missing or damaged: {_few(wrong)}", _copying(wrong, settings))
    try:
        media_queries.require_own(media_queries.store().root)
    except ForeignFolder as error:
        return Verdict(f"{error}; if it is that, for all is in it", FIX)
    public, needed = media_queries.public_files()
    if needed != public:
        return Verdict(
            f"not public, but shown: {_few(needed - public)};"
            f" public, but shown by nothing: {_few(public - needed)}",
            FIX,
        )
    if lone := orphans(at):
        return Verdict(f"{len(lone)} files that nothing names: {_few(lone)}", FIX)
    return Verdict(f"{len(keys)} files, all there and whole; {len(public)} public")


def _copying(keys: Iterable[str], settings: Settings) -> str:
    """What takes files from a backup of this machine; else a whole one is to be brought back."""
    for backup in beside.newest_backups():
        kept_there = backup / "media"
        if all((kept_there / key[:2] / key).is_file() for key in keys):
            private = settings.media_dir / "private"
            # Typed by root too, they stay the account's; a backup's are not nginx's to read.
            how = ("--recursive", "--preserve=ownership", "--no-preserve=mode")
            return shlex.join(["cp", *how, f"{kept_there}/.", str(private)])
    return restoring(settings.state_dir)


def _damaged() -> list[str]:
    return [key for key in sorted(media_queries.kept_files()) if not _is_whole(key)]


def mend_media(at: datetime) -> None:
    """Let exactly those files be public that something public shows, in a folder that is ours."""
    if not _damaged():
        adopt(media_queries.store().root)
    put_all_right()
    sweep_all_files(at)


def audit(settings: Settings, _at: datetime) -> Verdict:
    """The chain is whole."""
    broken = chain.first_broken_event()
    if broken is not None:
        return Verdict(f"the chain breaks at event {broken}", restoring(settings.state_dir))
    return Verdict(f"the chain is whole; its head: {queries.audit_head()[1]}")


def editions(settings: Settings, _at: datetime) -> Verdict:
    """What was handed on to be public is as it was then."""
    if wrong := seals.altered():
        return Verdict(
            f"not the words that were approved: {_few(wrong)}", restoring(settings.state_dir)
        )
    return Verdict("the words are those that were approved")


def live_rows(_settings: Settings, _at: datetime) -> Verdict:
    """What readers get is what was published."""
    wrong = consistency.altered_rows()
    if wrong:
        return Verdict(f"not what was published: {_few(wrong)}", FIX)
    return Verdict("what readers get is what was published")


def mend_live_rows(at: datetime) -> None:
    """Render again what is not what was published."""
    for name in consistency.altered_rows():
        with transaction():
            for document in lock_idle([UUID(name.partition("/")[2])]):
                with suppress(AlteredEdition):
                    projection.refresh(document, at)


def digest(_settings: Settings, _at: datetime) -> Verdict:
    """Mirrors can prove that they hold what is here."""
    wrong = list(consistency.wrong_digests())
    if wrong:
        return Verdict(f"the digest is wrong: {_few(wrong)}", FIX)
    epoch, head = queries.head()
    return Verdict(f"that of its rows; change {head} of epoch {epoch}")


def mend_digest(_at: datetime) -> None:
    """Sum it up anew from what is public."""
    consistency.sum_up_anew()


def search(_settings: Settings, _at: datetime) -> Verdict:
    """What is public is found, and nothing else; what the service is yet to put in is no fault."""
    searched = [content_type.name for content_type in types_with("search")]
    is_searched = Document.live_hash.is_null(False) & Document.type.in_(searched)
    wanted = {document.id for document in Document.select(Document.id).where(is_searched)}
    indexed = {entry.id for entry in SearchDocument.select(SearchDocument.id)}
    missing, extra = wanted - indexed, indexed - wanted
    if extra or (missing and missing - rendering.waiting()):
        return Verdict(
            f"{len(missing)} public objects are not in the index,"
            f" {len(extra)} are in it and not public",
            FIX,
        )
    more = f"; the service is to put in {len(missing)} more" if missing else ""
    return Verdict(f"{len(indexed)} objects are found{more}")


def mend_search(at: datetime) -> None:
    """Make the index anew."""
    index.reindex(at)


def jobs(_settings: Settings, at: datetime) -> Verdict:
    """What is due is done."""
    failed = [f"{row.action} of {row.document}" for row in Due.select().where(Due.failures > 0)]
    if failed:
        return Verdict(f"failed again and again: {_few(failed)}; the log says why", FIX)
    waiting = Due.select().count()
    return Verdict(f"{waiting} things wait for their time, none has failed")


def mend_jobs(at: datetime) -> None:
    """Try again what has failed; what fails once more is logged."""
    due.wait_no_longer()
    schedule.perform_due(at)


def _few(names: Iterable[str]) -> str:
    all_ = sorted(names)
    more = f" and {len(all_) - _NAMED} more" if len(all_) > _NAMED else ""
    return (", ".join(islice(all_, _NAMED)) or "none") + more


def _is_whole(key: str) -> bool:
    path = media_queries.store().private_path(key)
    if path is None:
        return False
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, lambda: hashlib.blake2b(digest_size=20)).hexdigest()
    return digest == key.partition(".")[0]


def _invalid_indexes() -> list[str]:
    """SQLite tells of its own when all is read."""
    if is_sqlite():
        return []
    sql = "SELECT indexrelid::regclass::text FROM pg_index WHERE NOT indisvalid"
    return [name for (name,) in execute(sql).fetchall()]


def _size() -> int:
    sql = "SELECT pg_database_size(current_database())"
    if is_sqlite():
        sql = "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"
    return int(execute(sql, on=db).fetchone()[0])
