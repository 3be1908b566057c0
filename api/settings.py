"""Every setting: name, default, type and what it is for; a bad or unknown variable stops the start.

Loading writes nothing, reads only what it is given, guesses nothing and decodes no JSON.
"""

import difflib
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from pathlib import Path
from typing import Any, NamedTuple

from environs import Env, EnvError

from api import places
from api import setting_values as types

PREFIX = "CONGXA_"
TEST_PREFIX = "CONGXA_TEST_"  # read by the test suite; the program ignores them
HIDDEN = "********"


class SettingsError(Exception):
    """The configuration cannot be used; the message is one line for the operator."""


@dataclass(frozen=True)
class Settings:
    """The checked values that one process works with."""

    database_url: str = field(repr=False)
    media_dir: Path
    state_dir: Path
    frontend_dir: Path
    base_url: str
    host: str
    port: int
    workers: int
    secret_key: str = field(repr=False)  # empty until `ensure_secret` has read or made it
    proxy_hops: int
    trusted_hosts: tuple[str, ...]
    cors_origins: tuple[str, ...]
    free_link_hosts: tuple[str, ...]
    max_upload_mb: int
    rate_limits: bool
    view_window_minutes: int
    view_journal_mb: int
    log_level: str


@dataclass(frozen=True)
class Setting:
    """One variable. A `default` of None is computed when the others are known; `note` says how."""

    name: str
    default: str | None
    meaning: str
    parse: Callable[[str], object]
    note: str = ""
    mask: Callable[[str], str] | None = None

    @property
    def attribute(self) -> str:
        """Its name in Settings."""
        return self.name.removeprefix(PREFIX).lower()


SETTINGS = (
    Setting(
        "CONGXA_DATABASE_URL",
        "sqlite:///var/congxa.db",
        "Where the content is: `sqlite:///relative`, `sqlite:////absolute` or `postgresql://…`.",
        types.database_url,
        mask=types.hide_password,
    ),
    Setting(
        "CONGXA_MEDIA_DIR",
        "var/media",
        "Folder of photos and files; its `public/` may be served by a web server in front.",
        types.path,
    ),
    Setting(
        "CONGXA_STATE_DIR",
        "var",
        "Folder of the secret key and of what the processes of this machine share.",
        types.path,
    ),
    Setting(
        "CONGXA_FRONTEND_DIR",
        None,
        "Folder of the static pages that `congxa serve` fills and serves.",
        types.path,
        note="the one that comes with the program",
    ),
    Setting(
        "CONGXA_BASE_URL",
        None,
        "Public address of the API and of media, as written into every link.",
        types.base_url,
        note="http://<host>:<port>",
    ),
    Setting("CONGXA_HOST", "127.0.0.1", "Address that `congxa serve` listens on.", types.host),
    Setting("CONGXA_PORT", "8000", "Port that it listens on.", types.integer(1, 65535)),
    Setting(
        "CONGXA_WORKERS",
        None,
        "Worker processes that answer requests.",
        types.integer(1, 256),
        note="the number of cores, at least 2, at most 4",
    ),
    Setting(
        "CONGXA_SECRET_KEY",
        None,
        "Signs cursors and sessions; at least 32 random characters, the same on every node.",
        types.secret_key,
        note="made on the first start: secret_key in the state folder",
        mask=lambda text: HIDDEN if text else "",
    ),
    Setting(
        "CONGXA_PROXY_HOPS",
        "0",
        "Trusted proxies in front; with 0 every `X-Forwarded-…` header is ignored.",
        types.integer(0, 5),
    ),
    Setting(
        "CONGXA_TRUSTED_HOSTS",
        "",
        "Further names to answer to, by comma; `.example.vn` is a domain and all below it.",
        types.many(types.host_pattern),
    ),
    Setting(
        "CONGXA_CORS_ORIGINS",
        "",
        "Origins whose pages may call the authoring API, by comma; never `*`.",
        types.many(types.origin),
    ),
    Setting(
        "CONGXA_FREE_LINK_HOSTS",
        "",
        "Hosts beside `*.gov.vn` whose links carry no `rel=nofollow`, by comma.",
        types.many(types.host_pattern),
    ),
    Setting(
        "CONGXA_MAX_UPLOAD_MB",
        "20",
        "Largest file that may be uploaded or imported, in megabytes.",
        types.integer(1, 1024),
    ),
    Setting(
        "CONGXA_RATE_LIMITS",
        "1",
        "Limits on search, sign-in and writes, as they come; 0 turns them off.",
        types.switch,
    ),
    Setting(
        "CONGXA_VIEW_WINDOW_MINUTES",
        "30",
        "For so long a visitor of an item is counted once.",
        types.integer(5, 1440),
    ),
    Setting(
        "CONGXA_VIEW_JOURNAL_MB",
        "64",
        "Most megabytes of uncounted views that a process keeps while the database is away.",
        types.integer(1, 4096),
    ),
    Setting(
        "CONGXA_LOG_LEVEL",
        "info",
        "How much is logged: debug, info, warning or error.",
        types.one_of("debug", "info", "warning", "error"),
    ),
)


def load(environ: Mapping[str, str]) -> Settings:
    """Parse `environ`; raise SettingsError on the first variable that is unknown or malformed."""
    _refuse_unknown(environ)
    _refuse_debugging(environ)
    reader = _Reader(environ)
    values = {setting.attribute: reader.read(setting) for setting in SETTINGS}
    return Settings(**{**_computed(values), **_given(values)})


class Row(NamedTuple):
    """One line of `congxa settings`."""

    name: str
    default: str
    value: str
    meaning: str


def describe(settings: Settings) -> list[Row]:
    """Every setting with its default, its value (secrets masked) and its meaning."""
    return [_row(setting, _text(getattr(settings, setting.attribute))) for setting in SETTINGS]


def _row(setting: Setting, value: str) -> Row:
    shown = setting.mask(value) if setting.mask else value
    default = setting.note if setting.default is None else setting.default
    return Row(setting.name, default, shown, setting.meaning)


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return ",".join(value)
    return str(int(value)) if isinstance(value, bool) else str(value)


def _refuse_unknown(environ: Mapping[str, str]) -> None:
    known = {setting.name for setting in SETTINGS}
    ours = [name for name in sorted(environ) if name.upper().startswith(PREFIX)]
    for name in ours:
        if name not in known and not name.startswith(TEST_PREFIX):
            raise SettingsError(f"{name} is not a setting: {_hint(name)}")


def _hint(name: str) -> str:
    words = [setting.name.removeprefix(PREFIX) for setting in SETTINGS]
    near = difflib.get_close_matches(name.upper().removeprefix(PREFIX), words, n=1)
    return f"did you mean {PREFIX}{near[0]}?" if near else "`congxa settings` lists them all"


def _refuse_debugging(environ: Mapping[str, str]) -> None:
    value = environ.get("FLASK_DEBUG", "")
    if value.lower() not in {"", "0", "false", "no"}:
        raise SettingsError(f"FLASK_DEBUG is {value!r}: unset it, a debugger shows secrets")


def _given(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def _computed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
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
    """environs, over a mapping handed in instead of the environment of the process."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__()
        self._given = environ
        for setting in SETTINGS:
            self.add_parser(setting.name, setting.parse)

    def read(self, setting: Setting) -> Any:
        """The value of one setting, its default parsed like any other; None if to be computed."""
        if setting.default is None and setting.name not in self._given:
            return None
        try:
            return getattr(self, setting.name)(setting.name, setting.default)
        except EnvError as error:
            shown = "" if setting.mask else f" is {self._given[setting.name]!r}:"
            raise SettingsError(f"{setting.name}{shown} must be {error.__cause__}") from None

    def _get_value(self, env_key: str, default: Any) -> Any:
        return self._given.get(env_key, default)
