"""The list of all settings: name, default, meaning, type. It says what each is, and reads none."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from api.setting import values as types

PREFIX = "CONGXA_"
HIDDEN = "********"


@dataclass(frozen=True)
class Setting:
    """One variable. A `default` of None is computed when the others are known; `note` says how.

    `locate` makes a value absolute that counts from a folder.
    """

    name: str
    default: str | None
    meaning: str
    parse: Callable[[str], object]
    note: str = ""
    mask: Callable[[str], str] | None = None
    locate: Callable[[Any, Path], object] | None = None

    @property
    def attribute(self) -> str:
        """Its name in Settings."""
        return self.name.removeprefix(PREFIX).lower()

    def is_secret(self, text: str) -> bool:
        """Whether `text` holds what must not be shown."""
        return self.mask is not None and self.mask(text) != text


SETTINGS = (
    Setting(
        "CONGXA_CONFIG",
        None,
        "File with these settings, a `NAME=value` a line; what the environment says wins over it.",
        types.path,
        note="congxa.env in the folder of the start, else /etc/congxa/congxa.env",
        locate=types.path_from,
    ),
    Setting(
        "CONGXA_DATABASE_URL",
        "sqlite:///var/congxa.db",
        "Where the content is: `sqlite:///relative`, `sqlite:////absolute` or `postgresql://…`.",
        types.database_url,
        mask=types.hide_password,
        locate=types.database_from,
    ),
    Setting(
        "CONGXA_MEDIA_DIR",
        "var/media",
        "Folder of photos and files; its `public/` may be served by a web server in front.",
        types.path,
        locate=types.path_from,
    ),
    Setting(
        "CONGXA_STATE_DIR",
        "var",
        "Folder of the secret key and of what the processes of this machine share.",
        types.path,
        locate=types.path_from,
    ),
    Setting(
        "CONGXA_FRONTEND_DIR",
        None,
        "Folder of the static pages that `congxa serve` fills and serves.",
        types.path,
        note="the one that comes with the program",
        locate=types.path_from,
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
        "CONGXA_SECRET_KEY_FALLBACKS",
        "",
        "Further keys whose signatures are taken, by comma, while the secret key is rotated.",
        types.many(types.secret_key),
        mask=lambda text: HIDDEN if text else "",
    ),
    Setting(
        "CONGXA_PROXY_HOPS",
        "0",
        "Trusted proxies in front; with 0 every `X-Forwarded-…` header is ignored.",
        types.integer(0, 5),
    ),
    Setting(
        "CONGXA_PURGE_URLS",
        "",
        "Where caches in front are told, by `PURGE`, what has changed, by comma.",
        types.many(types.origin),
    ),
    Setting(
        "CONGXA_PUSH_HOSTS",
        "fcm.googleapis.com,.push.services.mozilla.com,.push.apple.com,.notify.windows.com",
        "Push services of browsers by which devices are told of notices, by comma; empty for none.",
        types.many(types.host_pattern),
    ),
    Setting(
        "CONGXA_ACCEL_PREFIX",
        "",
        "Internal location by which nginx sends public media, like `/_media/`.",
        types.folder_of_addresses,
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
        "CONGXA_SESSION_HOURS",
        "12",
        "After so many hours of doing nothing one must sign in again.",
        types.integer(1, 720),
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
        "CONGXA_RESPONSE_CACHE",
        "1",
        "0 has each answer made anew.",
        types.switch,
    ),
    Setting(
        "CONGXA_RESPONSE_CACHE_MB",
        "32",
        "Most megabytes of answers that a worker keeps; what was asked for last stays longest.",
        types.integer(1, 4096),
    ),
    Setting(
        "CONGXA_LOG_LEVEL",
        "info",
        "How much is logged: debug, info, warning or error.",
        types.one_of("debug", "info", "warning", "error"),
    ),
    Setting(
        "CONGXA_OFFLINE_PAGES",
        "1",
        "0 takes the copies for a time without a network from all readers at their next visit.",
        types.switch,
    ),
    Setting(
        "CONGXA_LOG_FORMAT",
        "text",
        "How a line of the log is written: text or json.",
        types.one_of("text", "json"),
    ),
    Setting(
        "CONGXA_ACCESS_LOG",
        "0",
        "1 logs each request, without address, program or query of who asks.",
        types.switch,
    ),
    Setting(
        "CONGXA_METRICS_TOKEN",
        "",
        "Who shows it, as `Authorization: Bearer …`, is given `/metrics`; at least 16 characters.",
        types.token,
        mask=lambda text: HIDDEN if text else "",
    ),
    Setting(
        "CONGXA_METRICS_ADDRESS",
        "",
        "Addresses or networks that are given `/metrics` without a token, by comma.",
        types.many(types.network),
    ),
)
