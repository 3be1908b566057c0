"""The checked settings of a process; a bad or unknown one stops the start.

Loading writes nothing, reads only what it is given, guesses nothing and decodes no JSON.
"""

import difflib
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

from environs import Env, EnvError

from api import places
from api.setting import file as setting_file
from api.setting import values as types
from api.setting.file import SettingFile
from api.setting.private_files import check_private
from api.setting.table import PREFIX, SETTINGS, Setting
from api.setting.values import SettingsError as SettingsError

TEST_PREFIX = "CONGXA_TEST_"  # read by the test suite; the program ignores them
DEFAULT, ENVIRONMENT = "default", "environment"
"""Sources of values; the third kind is `file:line`."""


@dataclass(frozen=True)
class Settings:
    """The checked values that one process works with. All folders are absolute."""

    config: Path | None
    database_url: str = field(repr=False)
    media_dir: Path
    state_dir: Path
    frontend_dir: Path
    base_url: str
    host: str
    port: int
    workers: int
    secret_key: str = field(repr=False)  # empty until `ensure_secret` has read or made it
    secret_key_fallbacks: tuple[str, ...] = field(repr=False)
    proxy_hops: int
    purge_urls: tuple[str, ...]
    push_hosts: tuple[str, ...]
    accel_prefix: str
    trusted_hosts: tuple[str, ...]
    cors_origins: tuple[str, ...]
    free_link_hosts: tuple[str, ...]
    max_upload_mb: int
    rate_limits: bool
    session_hours: int
    view_window_minutes: int
    view_journal_mb: int
    response_cache: bool
    response_cache_mb: int
    log_level: str
    log_format: str
    access_log: bool
    offline_pages: bool
    metrics_token: str = field(repr=False)
    metrics_address: tuple[str, ...]
    sources: Mapping[str, str] = field(compare=False, repr=False)
    """Where each value comes from, by the name of its setting."""

    @property
    def has_metrics(self) -> bool:
        """Whether somebody may ask for the figures."""
        return bool(self.metrics_token or self.metrics_address)


class Given(NamedTuple):
    """A text for a setting, who gives it, and the folder that a relative path in it counts from."""

    text: str
    source: str
    folder: Path

    @property
    def place(self) -> str:
        """What a message about it begins with."""
        return "" if self.source == ENVIRONMENT else f"{self.source}: "


def of_this_process() -> Settings:
    """The settings that the environment and its file give."""
    return load(os.environ, setting_file.find(os.environ, Path.cwd()))


def load(environ: Mapping[str, str], file: SettingFile | None = None) -> Settings:
    """Parse `environ` and `file`; raise SettingsError on the first that is unknown or malformed."""
    _refuse_debugging(environ)
    here = Path.cwd()
    in_file, outside = _of_file(file), _of_environment(environ, here)
    # The installation is where its file is, so that every command finds it from anywhere.
    home = file.path.parent if file else here
    _Reader(in_file, home).read_all()  # Also what the environment wins over is checked.
    reader = _Reader({**in_file, **outside}, home)
    values = reader.read_all()
    values = {**_computed(values, file), **_present(values)}
    return Settings(**values, sources=reader.sources())


class Row(NamedTuple):
    """One line of `congxa settings`."""

    name: str
    default: str
    value: str
    meaning: str
    source: str


def describe(settings: Settings) -> list[Row]:
    """Every setting with its default, its value (secrets masked), its meaning and its source."""
    return [_row(setting, settings) for setting in SETTINGS]


def _row(setting: Setting, settings: Settings) -> Row:
    value = _text(getattr(settings, setting.attribute))
    shown = setting.mask(value) if setting.mask else value
    default = setting.note if setting.default is None else setting.default
    source = settings.sources[setting.name]
    return Row(setting.name, default, shown, setting.meaning, source)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return ",".join(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _of_environment(environ: Mapping[str, str], here: Path) -> dict[str, Given]:
    ours = [name for name in sorted(environ) if name.upper().startswith(PREFIX)]
    given = {
        name: Given(environ[name], ENVIRONMENT, here)
        for name in ours
        if not name.startswith(TEST_PREFIX)
    }
    _refuse_unknown(given)
    return given


def _of_file(file: SettingFile | None) -> dict[str, Given]:
    if file is None:
        return {}
    folder = file.path.parent
    given = {name: Given(line.value, line.place, folder) for name, line in file.lines.items()}
    _refuse_unknown(given)
    if setting_file.NAMED_BY in given:
        place = given[setting_file.NAMED_BY].place
        raise SettingsError(f"{place}{setting_file.NAMED_BY} belongs into the environment")
    if any(
        setting.name in given and setting.is_secret(given[setting.name].text)
        for setting in SETTINGS
    ):
        check_private(file.path)
    return given


def _refuse_unknown(given: Mapping[str, Given]) -> None:
    known = {setting.name for setting in SETTINGS}
    for name, value in given.items():
        if name not in known:
            raise SettingsError(f"{value.place}{name} is not a setting: {_hint(name)}")


def _hint(name: str) -> str:
    words = [setting.name.removeprefix(PREFIX) for setting in SETTINGS]
    near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), words, n=1)
    return f"did you mean {PREFIX}{near[0]}?" if near else "`congxa settings` lists them all"


def _refuse_debugging(environ: Mapping[str, str]) -> None:
    value = environ.get("FLASK_DEBUG", "")
    if value.lower() not in {"", "0", "false", "no"}:
        raise SettingsError(f"FLASK_DEBUG is {value!r}: unset it, a debugger shows secrets")


def _present(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _computed(values: Mapping[str, Any], file: SettingFile | None) -> dict[str, Any]:
    return {
        "config": file and file.path,
        "frontend_dir": places.frontend(),
        "base_url": _own_address(values["host"], values["port"]),
        "workers": min(max(os.cpu_count() or 2, 2), 4),
        "secret_key": "",
    }


def _own_address(host: str, port: int) -> str:
    # "All addresses" is no address that a reader's browser could call.
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared only
    return types.base_url(f"http://[{name}]:{port}" if _is_ipv6(name) else f"http://{name}:{port}")


def _is_ipv6(host: str) -> bool:
    return ":" in host and ip_address(host).version == 6


class _Reader(Env):
    """environs, over what is handed in instead of the environment of the process."""

    def __init__(self, given: Mapping[str, Given], home: Path) -> None:
        super().__init__()
        self._given = given
        self._home = home
        for setting in SETTINGS:
            self.add_parser(setting.name, setting.parse)

    def read_all(self) -> dict[str, Any]:
        """All values, defaults parsed like any other; None where one is to be computed."""
        return {setting.attribute: self._read(setting) for setting in SETTINGS}

    def sources(self) -> dict[str, str]:
        """Where each of the values comes from."""
        names = [setting.name for setting in SETTINGS]
        return {
            name: self._given[name].source if name in self._given else DEFAULT for name in names
        }

    def _read(self, setting: Setting) -> Any:
        given = self._given.get(setting.name)
        if setting.default is None and given is None:
            return None
        try:
            value = getattr(self, setting.name)(setting.name, setting.default)
        except EnvError as error:
            raise SettingsError(_complaint(setting, self._given[setting.name], error)) from None
        folder = given.folder if given else self._home
        return setting.locate(value, folder) if setting.locate else value

    def _get_value(self, env_key: str, default: Any) -> Any:
        return self._given[env_key].text if env_key in self._given else default


def _complaint(setting: Setting, given: Given, error: EnvError) -> str:
    shown = "" if setting.mask else f" is {given.text!r}:"
    return f"{given.place}{setting.name}{shown} must be {error.__cause__}"
