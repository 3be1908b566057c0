"""The secret key that is kept in the state folder: made once, and private."""

import secrets
from dataclasses import replace
from pathlib import Path

from environs import ValidationError

from api.setting import values
from api.setting.private_files import kept_text
from api.settings import Settings, SettingsError

FILE_NAME = "secret_key"


def ensure_secret(settings: Settings) -> Settings:
    """The same settings with a key: the one given, else the one in the state folder.

    It is made on the first start; of several processes starting at once all get the same.
    """
    if settings.secret_key:
        return settings
    path = settings.state_dir / FILE_NAME
    try:
        return replace(settings, secret_key=_read_or_create(path))
    except OSError as error:
        raise SettingsError(f"{path} cannot be used: {error.strerror}") from error


def present(settings: Settings) -> str:
    """The key in force, empty where none was made yet; it makes none."""
    path = settings.state_dir / FILE_NAME
    return settings.secret_key or (path.read_text("ascii").strip() if path.exists() else "")


def _read_or_create(path: Path) -> str:
    try:
        return values.secret_key(kept_text(path, lambda: secrets.token_urlsafe(48)))
    except (UnicodeDecodeError, ValidationError) as error:
        raise SettingsError(f"{path} holds no usable key: remove it, a new one is made") from error
