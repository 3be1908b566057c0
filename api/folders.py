"""The folders that the settings name: made where they may be, else there, and fit for their use."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from api.media.store import MediaStore
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.settings import Settings, SettingsError
from api.web import files
from api.web.desk import Desk
from api.web.javascript.engine import Engine
from api.web.javascript.joiner import NotJoined
from api.web.joined_pages import JoinedPages

STATE, MEDIA, FRONTEND = "CONGXA_STATE_DIR", "CONGXA_MEDIA_DIR", "CONGXA_FRONTEND_DIR"
DATABASE = "CONGXA_DATABASE_URL"


def make(settings: Settings) -> None:
    """Make what is missing; raise SettingsError where a folder cannot be made or written."""
    with _naming(STATE, settings.state_dir):
        _make(settings.state_dir)
    with _naming(MEDIA, settings.media_dir):
        for part in MediaStore(settings.media_dir).parts:
            _make(part)
    if is_sqlite_url(settings.database_url):
        folder = sqlite_files(settings.database_url)[0].parent
        with _naming(DATABASE, folder):
            _make(folder)


def require(settings: Settings) -> None:
    """Raise SettingsError where one is missing that only another command makes."""
    require_media(settings)
    require_state(settings)


def require_media(settings: Settings) -> None:
    """Raise SettingsError where the folder of media is missing."""
    _require(MEDIA, settings.media_dir)


def require_state(settings: Settings) -> None:
    """Raise SettingsError where the folder of state is missing."""
    _require(STATE, settings.state_dir)


def check_frontend(folder: Path) -> None:
    """Raise SettingsError where pages are missing, or the places that they are filled at."""
    for needed in ("index.html", files.PREVIEW):
        if not (folder / needed).is_file():
            raise SettingsError(f"{FRONTEND}: there is no {folder / needed}")
    texts = files.read(folder)
    try:
        pages = Engine(texts).pages
        # What is sent is made of more files than the views are: sheets, and the desk's.
        JoinedPages(texts)
        Desk(texts)
    except NotJoined as error:
        raise SettingsError(f"{FRONTEND}: {folder}/{error}") from error
    for path in sorted({folder / name for name in (files.PREVIEW, *(page.file for page in pages))}):
        missing = _missing_slots(path)
        if missing:
            raise SettingsError(f"{FRONTEND}: {path} has no place for {', '.join(missing)}")


def _require(name: str, folder: Path) -> None:
    if not folder.is_dir():
        raise SettingsError(f"{name}: there is no folder {folder}")


def _make(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    # Rights say less than trying does: a disk may be read-only, and root may do everything.
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(folder)) from error


def _missing_slots(path: Path) -> list[str]:
    with _naming(FRONTEND, path):
        return files.missing_slots(path.read_bytes()) if path.exists() else []


@contextmanager
def _naming(setting: str, path: Path) -> Iterator[None]:
    """Say of which setting it is that something cannot be read, made or written."""
    try:
        yield
    except OSError as error:
        named = error.filename if isinstance(error.filename, str) else path
        raise SettingsError(f"{setting}: {named} cannot be used: {error.strerror}") from error
