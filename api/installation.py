"""Opens the installation that the settings name, as far as a command needs it.

Only what creates makes a database, a folder or a key, or migrates; all others take what is there.
"""

import logging
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import peewee

from api import agreement, folders, preparation
from api.backups import unfinished
from api.backups.unfinished import HalfRestored
from api.db import databases, migrate, service_lock
from api.db.migrate import NewerDatabase, OutdatedDatabase
from api.media import marker
from api.media.models import MediaUse
from api.search import commands as search
from api.secret_key import ensure_secret
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.setting.private_files import check_private
from api.setting.values import hide_password
from api.settings import DEFAULT, Settings, SettingsError

_log = logging.getLogger(__name__)
_STAYING = ("host", "port", "workers", "database_url", "media_dir", "state_dir", "frontend_dir")
"""What only a restart changes."""


class NoDatabase(RuntimeError):
    """There is nothing to work on: a wrong folder, or a misspelt path."""


class OlderDatabase(RuntimeError):
    """The database lacks migrations, and this command makes none."""


UNUSABLE = (NoDatabase, OlderDatabase, NewerDatabase, OutdatedDatabase, HalfRestored)
"""What a command that makes nothing cannot work with."""


def to_read(settings: Settings) -> Settings:
    """An installation that is there, to be left as it is."""
    require_database(settings)
    agreed = agreement.agreed(settings)
    preparation.prepare_to_read(agreed)
    return agreed


def to_change(settings: Settings) -> Settings:
    """An installation that is there, to be written to."""
    require_database(settings)
    agreed = agreement.agreed(settings)
    _join(agreed)
    return agreement.settle(settings, is_service=False)


def to_work_for(settings: Settings) -> Settings:
    """The installation of a running service, whatever the file of settings says by now."""
    require_database(settings, is_running=True)
    obeyed = agreement.obey(settings)
    _join(obeyed)
    return obeyed


def reserve(settings: Settings) -> None:
    """Be the only service of this installation on this node, before anything of it is touched."""
    folders.check_frontend(settings.frontend_dir)
    unfinished.require_whole(settings.state_dir)
    make_folders(settings)
    service_lock.acquire(settings.state_dir, settings.database_url)


def make_folders(settings: Settings) -> None:
    """Make what is missing; raise SettingsError where a portal that is there has had it.

    A misspelt folder of state would be a new key, and no witness of what was said; one of media a
    404 for each file that is shown.
    """
    if not (settings.state_dir.is_dir() and settings.media_dir.is_dir()):
        _require_folders_of_portal(settings)
    folders.make(settings)


def _require_folders_of_portal(settings: Settings) -> None:
    is_file = is_sqlite_url(settings.database_url)
    if is_file and not _is_written(sqlite_files(settings.database_url)[0]):
        return  # A first start makes all of it.
    databases.connect(settings.database_url)
    try:
        if not _is_there():
            return
        if is_file:
            folders.require_state(settings)
        elif not settings.state_dir.is_dir():
            _log.info("this node of the portal is new: its state is in %s", settings.state_dir)
        if MediaUse.table_exists() and MediaUse.select().exists():
            folders.require_media(settings)
    finally:
        databases.close()


def renewed(running: Settings, given: Settings) -> Settings:
    """What a running service goes on with; its sockets, folders and database stay."""
    staying = {name: getattr(running, name) for name in _STAYING}
    if given.sources["CONGXA_BASE_URL"] == DEFAULT:
        staying["base_url"] = running.base_url
    try:
        return agreement.settle(ensure_secret(replace(given, **staying)), is_service=True)
    except peewee.PeeweeException as error:
        raise SettingsError(f"the database cannot be asked: {error}") from error
    finally:
        databases.close()


def to_serve(settings: Settings) -> Settings:
    """An installation made or migrated, whose address is that of this service from now on."""
    return _made(settings, is_service=True)


def to_fill(settings: Settings) -> Settings:
    """An installation made or migrated."""
    return _made(settings, is_service=False)


def to_migrate(settings: Settings) -> list[str]:
    """Make or migrate the databases; the names of what was applied, or the address of a new one."""
    make_folders(settings)
    preparation.prepare(settings)
    done = _migrated(settings)
    search.begin_anew_if_older()
    return done


def to_try(settings: Settings, scratch: Callable[[], Path]) -> Settings:
    """The installation that is there, else an empty one in a folder that `scratch` makes."""
    try:
        return to_read(settings)
    except NoDatabase:
        scratched = preparation.prepare(_within(scratch(), settings))
        migrate.migrate()
        return scratched


def to_configure(settings: Settings) -> list[agreement.Change]:
    """Keep in an installation that is there what the settings were told; what is another now."""
    require_database(settings)
    _join(agreement.obey(settings))
    return agreement.change(settings)


def require_database(settings: Settings, *, is_running: bool = False) -> None:
    """Connect, making nothing. Raise one of UNUSABLE where there is no database to work with."""
    unfinished.require_whole(settings.state_dir)
    if is_sqlite_url(settings.database_url):
        _require_files(settings)
    databases.close()
    databases.connect(settings.database_url)
    if not _is_there():
        raise NoDatabase(_nothing_at(settings))
    migrate.require_known(is_running=is_running)
    missing = migrate.pending()
    if missing:
        raise OlderDatabase(_older(settings, ", ".join(missing)))


def _is_there() -> bool:
    try:
        return not migrate.is_empty()
    except peewee.OperationalError as error:
        # A server refuses an unknown name before there is a code to go by.
        if re.search('database ".*" does not exist', str(error)):
            return False
        raise


def _require_files(settings: Settings) -> None:
    content, views = sqlite_files(settings.database_url)
    if not _is_written(content):
        raise NoDatabase(_nothing_at(settings))
    check_files(settings)
    if not views.exists():
        raise OlderDatabase(_older(settings, str(views)))


def _is_written(content: Path) -> bool:
    # Opening an empty one would already write its first page.
    return content.is_file() and content.stat().st_size > 0


def check_files(settings: Settings) -> None:
    """Raise SettingsError when everybody may open the files of a SQLite database."""
    if is_sqlite_url(settings.database_url):
        for file in filter(Path.exists, sqlite_files(settings.database_url)):
            check_private(file)


def _nothing_at(settings: Settings) -> str:
    return f"there is no database at {_place(settings)}: another folder, or a misspelt path?"


def _older(settings: Settings, missing: str) -> str:
    return (
        f"the database at {_place(settings)} is older ({missing} is missing): run `congxa migrate`"
    )


def _place(settings: Settings) -> str:
    if is_sqlite_url(settings.database_url):
        return str(sqlite_files(settings.database_url)[0])
    return hide_password(settings.database_url)


def _join(settings: Settings) -> None:
    """Be one of the processes of this node."""
    folders.require(settings)
    preparation.prepare_to_read(settings)
    preparation.join_node(settings)


def _made(settings: Settings, *, is_service: bool) -> Settings:
    make_folders(settings)
    prepared = preparation.prepare(settings)
    done = _migrated(settings)
    if done:
        _log.info("%s", "; ".join(done))
    settled = agreement.settle(prepared, is_service=is_service)
    preparation.prepare_to_read(settled)
    marker.settle(settings.media_dir)
    search.begin_anew_if_older()
    return settled


def _migrated(settings: Settings) -> list[str]:
    check_files(settings)
    done = migrate.migrate()
    return [f"made a new database at {_place(settings)}"] if migrate.is_all(done) else done


def _within(folder: Path, settings: Settings) -> Settings:
    """The same settings for an installation in a folder of its own."""
    return replace(
        settings,
        database_url=f"sqlite:///{folder}/congxa.db",
        media_dir=folder / "media",
        state_dir=folder / "state",
    )
