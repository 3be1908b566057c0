"""Backs up a database of an older version before it is migrated, to where its backups lie."""

import logging
from datetime import datetime
from pathlib import Path

from api import installation, preparation
from api.backups import folders, signing
from api.backups.envelopes import Sealing
from api.backups.errors import BackupRefused
from api.db import databases
from api.publishing.audit import beside
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.settings import Settings

_log = logging.getLogger(__name__)


def back_up_if_older(settings: Settings, at: datetime) -> None:
    """Make a backup if the database lacks migrations. BackupRefused where none can be made."""
    installation.make_folders(settings)
    try:
        installation.require_database(settings)
    except installation.NoDatabase:
        return  # A first start makes it.
    except installation.OlderDatabase:
        if _has_views(settings):  # Else they were lost, and are begun anew.
            _back_up(preparation.prepare(settings), at)
    finally:
        databases.close()


def _has_views(settings: Settings) -> bool:
    url = settings.database_url
    return not is_sqlite_url(url) or sqlite_files(url)[1].exists()


def _back_up(settings: Settings, at: datetime) -> None:
    # Proving one takes the whole application, which a command has no other use for.
    from api.backups import making

    parent, sealing = _as_before(settings)
    try:
        made = making.make(parent, settings, sealing, at)
    except (BackupRefused, OSError) as error:
        raise BackupRefused(
            f"the database is older than this version, and no backup of it can be made ({error}):"
            " mend that, or migrate without one: congxa migrate --no-backup"
        ) from error
    _log.info("backed up before the migration: %s", made.folder)


def _as_before(settings: Settings) -> tuple[Path, Sealing]:
    """Where the newest backup lies that is to be had, and for whom it was encrypted."""
    key = signing.public_half(signing.own_key(settings.state_dir))
    places = [Path(place) for place in beside.places() if Path(place).is_dir()]
    known = [backup for place in places for backup in folders.backups_in(place, key)]
    if not known:
        return settings.state_dir / beside.OWN, Sealing()
    newest = max(known, key=lambda backup: backup.at)
    return newest.folder.parent, Sealing(newest.manifest.recipients)
