"""Brings a backup back into an empty place, as a portal that lets in nobody whom it has not asked.

Sessions, one-time and preview links end, tokens of programs wait to be confirmed, the log has a new
epoch, and what was withdrawn as personal data since is withdrawn.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

from api import folders, installation
from api.accounts import commands as accounts
from api.accounts.models import MachineToken
from api.backups import dumps, manifests, place, unfinished
from api.backups.envelopes import Opening
from api.backups.errors import BackupRefused
from api.backups.manifests import DATABASES, SETTINGS, Manifest
from api.db import migrate
from api.db.unit_of_work import transaction
from api.media import commands as media
from api.media import marker
from api.media.store import MediaStore
from api.previews import commands as previews
from api.publishing import commands, log, queries
from api.publishing.audit import takedowns
from api.publishing.errors import DocumentNotFound
from api.publishing.models import Document, Public
from api.publishing.reasons import PERSONAL_DATA
from api.publishing.workflow import OPERATOR
from api.runtime.disk import scratch
from api.secret_key import FILE_NAME as SECRET_KEY
from api.setting.private_files import kept_text
from api.settings import Settings

KEY_SETTING = "CONGXA_SECRET_KEY"


class Restored(NamedTuple):
    """What is there now, and what an operator has to look at."""

    settings: Settings
    manifest: Manifest
    tokens: list[MachineToken]
    """Those that are disabled until they are confirmed."""
    withdrawn: list[UUID]
    has_list: bool
    """Whether it is known what was withdrawn as personal data since."""
    then_set: Mapping[str, str]
    """The settings of then."""
    aside: list[str]
    """Where what was there before is now."""


class Source(NamedTuple):
    """A backup, how it is read, and whether what is in its place may be put aside."""

    folder: Path
    opening: Opening
    trusted: Collection[str]
    puts_aside: bool = False


def restore(source: Source, settings: Settings, at: datetime) -> Restored:
    """Bring a backup back. BackupRefused leaves all as it was, unless the disk itself fails."""
    manifest = manifests.read(source.folder, source.trusted)
    _require_known(manifest, settings)
    if not source.puts_aside:
        place.require_empty(settings)
    manifests.check(source.folder, manifest)
    folders.make(settings)
    with scratch.folder(".congxa-restore", settings.state_dir) as plain:
        then_set = _taken_out(source, manifest, plain)
        settings = _with_key(settings, then_set.pop(KEY_SETTING))
        aside = place.put_aside(settings, at) if source.puts_aside else []
        with unfinished.restoring(settings.state_dir):
            _bring_media(source, manifest, settings, plain)
            dumps.bring_in(plain, settings.database_url)
            settings = installation.to_fill(settings)
            tokens, withdrawn, has_list = _close_doors(source.folder, manifest, at)
            media.put_all_right()
            marker.renew(settings.media_dir)
    made_at = datetime.fromisoformat(manifest.made_at)
    takedowns.remember(source.folder.parent, source.folder, made_at)
    return Restored(settings, manifest, tokens, withdrawn, has_list, then_set, aside)


def _require_known(manifest: Manifest, settings: Settings) -> None:
    here = dumps.kind_of(settings.database_url)
    if manifest.database != here:
        raise BackupRefused(
            f"the backup is of {manifest.database}, but CONGXA_DATABASE_URL names {here}"
        )
    try:
        migrate.require_known(manifest.migrations)
    except (migrate.NewerDatabase, migrate.OutdatedDatabase) as error:
        raise BackupRefused(
            f"the backup was made by version {manifest.version}: {error}"
        ) from error


def _taken_out(source: Source, manifest: Manifest, plain: Path) -> dict[str, str]:
    """Bring all but media into a folder of ours, fit to be brought in; the settings of then."""
    for name in (*DATABASES[manifest.database], SETTINGS):
        source.opening.read(manifest.path(source.folder, name), plain / name)
    dumps.require_readable(plain, manifest.database)
    return _settings_of(plain / SETTINGS)


def _settings_of(file: Path) -> dict[str, str]:
    lines = file.read_text("utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines)


def _with_key(settings: Settings, key: str) -> Settings:
    """The settings with the secret key of then: what it sealed opens with no other."""
    present = settings.secret_key or kept_text(settings.state_dir / SECRET_KEY, lambda: key)
    if present != key:
        raise BackupRefused(
            f"the secret key here is another than that of the backup: unset {KEY_SETTING}, or take"
            f" {settings.state_dir / SECRET_KEY} away"
        )
    return replace(settings, secret_key=key)


def _bring_media(source: Source, manifest: Manifest, settings: Settings, plain: Path) -> None:
    store = MediaStore(settings.media_dir)
    for name in manifest.media:
        source.opening.read(manifest.path(source.folder, name), plain / "file")
        store.write_private(name.rpartition("/")[2], (plain / "file").read_bytes())
        (plain / "file").unlink()


def _close_doors(
    folder: Path, manifest: Manifest, at: datetime
) -> tuple[list[MachineToken], list[UUID], bool]:
    """Let nothing that was open when the backup was made be open now."""
    listed = takedowns.read(folder.parent)
    later = [line for line in listed.lines if _is_later(line, manifest)]
    with transaction():
        log.renew_epoch(at)
        tokens = accounts.shut_everybody_out((OPERATOR, at))
        previews.end_all()
        withdrawn = [id_ for id_ in _ids(later) if _is_taken_down(id_, at)]
        detail = {
            "backup": folder.name,
            "made_at": manifest.made_at,
            "tokens": [str(token.id) for token in tokens],
            "withdrawn": [str(document_id) for document_id in withdrawn],
        }
        log.record_event(OPERATOR, accounts.RESTORE, at, detail=detail)
    return tokens, withdrawn, listed.is_whole


def _is_later(line: Mapping[str, Any], manifest: Manifest) -> bool:
    """Whether something was withdrawn after the backup was made."""
    if line["epoch"] == manifest.epoch:
        return bool(line["seq"] > manifest.head)
    made_at = datetime.fromisoformat(manifest.made_at)
    return datetime.fromisoformat(line["withdrawn_at"]) >= made_at


def _ids(lines: Iterable[Mapping[str, Any]]) -> list[UUID]:
    return [UUID(document_id) for document_id in dict.fromkeys(line["id"] for line in lines)]


def _is_taken_down(document_id: UUID, at: datetime) -> bool:
    """Let something be public neither now nor at a time that was set; whether it would be."""
    try:
        document: Document = queries.get_document(document_id)
    except DocumentNotFound:
        return False  # It was written after the backup was made.
    was_scheduled, was_live = document.scheduled is not None, document.public == Public.LIVE
    if was_scheduled:
        commands.cancel_schedule(document, OPERATOR, at)
    if was_live:
        commands.withdraw(document, OPERATOR, at, commands.Withdrawal(PERSONAL_DATA))
    return was_scheduled or was_live
