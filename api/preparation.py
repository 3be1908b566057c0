"""Readies a process for content: settings for the inner layers, types, database, log. No views."""

import logging
from datetime import datetime
from pathlib import Path

from api.accounts import queries as accounts
from api.content_types import CONTENT_TYPES
from api.db import databases
from api.http import hosts
from api.http.cache_control import use as use_due_times
from api.http.request_id import RequestIdFilter
from api.http.watched import logs
from api.http.writes import limits
from api.media import queries as library
from api.media import showing as media
from api.publishing import content_type, queries
from api.publishing.access import people
from api.publishing.checks import named
from api.publishing.live import followers
from api.runtime import alarms, change_signal
from api.runtime.config import Config, configure
from api.runtime.disk import storage_faults
from api.runtime.disk.owners import become_owner
from api.search import commands as search
from api.search import rate_limit
from api.secret_key import ensure_secret
from api.setting.database_url import label
from api.settings import Settings, SettingsError
from api.settings import of_this_process as settings_of_this_process
from api.sites import queries as sites
from api.views import journal
from api.views.journal import Journal

MEGABYTE = 1_000_000
_log = logging.getLogger(__name__)


def prepare(settings: Settings) -> Settings:
    """Ready this process to serve; returns the settings with the secret key."""
    settings = ensure_secret(settings)
    prepare_to_read(settings)
    join_node(settings)
    return settings


def join_node(settings: Settings) -> None:
    """Tell the processes of this machine of changes and alarms, and count views with them."""
    change_signal.attach(settings.state_dir, settings.database_url)
    storage_faults.listen(alarms.hear)
    journal.use(_journal(settings))


def prepare_to_read(settings: Settings) -> None:
    """Hand the settings to the inner layers and connect."""
    configure(_config(settings))
    content_type.register(*CONTENT_TYPES)
    followers.follow(search, media)
    named.use(library)
    rate_limit.use(rate_limit.usual() if settings.rate_limits else None)
    limits.use(limits.usual() if settings.rate_limits else None)
    databases.close()
    databases.connect(settings.database_url)
    people.use(accounts.names, accounts.roles_now, accounts.publishers_on)
    use_due_times(_due_times)
    hosts.use(settings.base_url, settings.trusted_hosts, _addresses)


def _config(settings: Settings) -> Config:
    return Config(
        base_url=settings.base_url,
        free_hosts=frozenset(settings.free_link_hosts),
        secret_key=settings.secret_key,
        secret_key_fallbacks=settings.secret_key_fallbacks,
        media_dir=settings.media_dir,
        state_dir=settings.state_dir,
        max_upload_bytes=settings.max_upload_mb * MEGABYTE,
        view_window_minutes=settings.view_window_minutes,
        session_hours=settings.session_hours,
        rate_limits=settings.rate_limits,
        access_log=settings.access_log,
        offline_pages=settings.offline_pages,
        purge_urls=settings.purge_urls,
        push_hosts=settings.push_hosts,
        accel_prefix=settings.accel_prefix,
        response_cache_bytes=settings.response_cache * settings.response_cache_mb * MEGABYTE,
        metrics_token=settings.metrics_token,
        metrics_address=settings.metrics_address,
    )


def _journal(settings: Settings) -> Journal:
    folder = settings.state_dir / f"views-{label(settings.database_url)}"
    return Journal(folder, settings.view_journal_mb * MEGABYTE)


def tally_of(settings: Settings) -> Path:
    """The folder in which the processes of this service count what they answer."""
    return settings.state_dir / f"requests-{label(settings.database_url)}"


def given() -> Settings:
    """The settings of this process, and from here on a log as they want it."""
    settings = settings_of_this_process()
    log_to_stderr(settings.log_level, settings.log_format)
    if (name := become_owner(settings.state_dir)) is not None:
        _log.info("going on as %s, who owns %s", name, settings.state_dir)
        _require_found_by(name, settings)
    return settings


def _require_found_by(name: str, settings: Settings) -> None:
    """Raise SettingsError where who goes on finds other ones than root: they are read again."""
    try:
        if settings_of_this_process() == settings:
            return
        why = "finds others"
    except SettingsError as error:
        why = str(error)
    raise SettingsError(
        f"{name}, who owns {settings.state_dir}, must be able to read the settings: {why}; name"
        " the file of that account by CONGXA_CONFIG"
    )


def log_to_stderr(level: str, log_format: str = logs.TEXT) -> None:
    """One line a record, with the id of the request it belongs to."""
    handler = logging.StreamHandler()
    handler.addFilter(RequestIdFilter())
    handler.setFormatter(logs.formatter(log_format))
    logging.basicConfig(level=level.upper(), handlers=[handler], force=True)
    # What was migrated is told in one line, by whoever asked for it.
    logging.getLogger("peewee.migrations").setLevel(logging.WARNING)


def _due_times() -> dict[str, datetime]:
    due = queries.next_due_by_site()
    return {site.slug: due[site.id] for site in sites.references() if site.id in due} if due else {}


def _addresses() -> list[tuple[str, str | None]]:
    return [(site.slug, site.base_url) for site in sites.oldest_first()]
