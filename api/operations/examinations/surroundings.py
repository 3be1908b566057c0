"""Looks at what the installation stands on: settings, disks, clock, service, backups, versions."""

import os
import platform
import shlex
from datetime import datetime, timedelta
from pathlib import Path
from time import monotonic

import apsw

from api import secret_key
from api.accounts import commands as accounts
from api.db import migrate, service_lock
from api.db.databases import execute, is_sqlite
from api.operations import checks
from api.operations.examinations.verdicts import Verdict
from api.publishing.audit import beside, revocations, takedowns
from api.publishing.models import AuditEvent
from api.runtime import alarms, change_signal
from api.runtime.disk.storage_faults import LEAST_FREE
from api.runtime.version import VERSION
from api.setting.database_url import is_sqlite_url, sqlite_files
from api.setting.private_files import check_private
from api.settings import Settings as Given
from api.settings import SettingsError

OLDEST = timedelta(hours=26)
"""A daily backup is no older, be it an hour late."""
_SLACK = timedelta(minutes=2)


def settings(given: Given, _at: datetime) -> Verdict:
    """What holds secrets is nobody else's to read."""
    for path in filter(Path.is_file, _private_files(given)):
        try:
            check_private(path)
        except SettingsError as error:
            return Verdict(str(error), error.mend)
    source = given.config or "the environment"
    return Verdict(f"{source} and defaults; links begin with {given.base_url}")


def factors(given: Given, _at: datetime) -> Verdict:
    """The codes of everybody with a second factor are known by a key that is set."""
    if lost := accounts.unopened((secret_key.present(given), *given.secret_key_fallbacks)):
        return Verdict(
            "no key that is set, CONGXA_SECRET_KEY_FALLBACKS among them, opens the second factor"
            f" of {', '.join(lost)}; a recovery code still lets in",
            shlex.join(["congxa", "user", "reset", lost[0], "--second-factor"]),
        )
    return Verdict("a key that is set opens each second factor")


def disk(given: Given, _at: datetime) -> Verdict:
    """There is room on every disk, for a copy of the database as well."""
    free = {folder: _free(folder) for folder in _folders(given)}
    folder, least = min(free.items(), key=lambda item: item[1])
    wanted = LEAST_FREE + 2 * _bytes(given)
    says = f"{least / 1_000_000:,.0f} MB are free at {folder}"
    if least < wanted:
        return Verdict(
            f"{says}, {wanted / 1_000_000:,.0f} are wanted",
            f"du -xh {shlex.quote(str(folder))} | sort -h",
        )
    return Verdict(says)


def clock(_given: Given, at: datetime) -> Verdict:
    """It is not behind what has happened already."""
    newest = AuditEvent.select(AuditEvent.at).order_by(AuditEvent.number.desc()).first()
    if newest is not None and newest.at > at + _SLACK:
        return Verdict(
            f"it is {at:%Y-%m-%d %H:%M} UTC here, but something happened at"
            f" {newest.at:%Y-%m-%d %H:%M}",
            "timedatectl set-ntp true",
        )
    return Verdict(f"{at:%Y-%m-%d %H:%M} UTC, behind nothing that has happened")


def ticker(given: Given, _at: datetime) -> Verdict:
    """Where a service runs, its background work reports."""
    if not service_lock.is_held(given.state_dir, given.database_url):
        return Verdict("no service runs on this node")
    if change_signal.attached() is None:
        change_signal.attach(given.state_dir, given.database_url)  # The service has made it.
    reported_at, failed = alarms.reported(checks.NAMES)
    age = monotonic() - reported_at
    if not 0 <= age <= checks.LONGEST_SECONDS:
        return Verdict("the background work has reported nothing", "systemctl restart congxa")
    if failed:
        says = f"it cannot do: {', '.join(sorted(failed))}; the log says why"
        return Verdict(says, "journalctl --unit congxa --lines 50")
    return Verdict(f"it reported {age:.0f} seconds ago")


def backups(given: Given, at: datetime) -> Verdict:
    """The newest is of yesterday at most, and lies where it was put."""
    known = beside.newest_backups()
    present = {path: made_at for path, made_at in known.items() if path.is_dir()}
    if not present:
        gone = ", ".join(map(str, known))
        says = f"gone: {gone}" if gone else "none was ever made here"
        # Better there than nowhere; best is another disk.
        parent = max(known, key=known.__getitem__).parent if known else given.state_dir / beside.OWN
        return Verdict(says, _backing_up(parent))
    for folder in {path.parent for path in present}:
        for side_list in (takedowns.LIST, revocations.LIST):
            if not os.access(place := side_list.place(folder), os.W_OK):
                return _unwritable(place, given.state_dir)
    newest, made_at = max(present.items(), key=lambda item: item[1])
    says = f"the newest is {(at - made_at).total_seconds() / 3600:.1f} hours old: {newest}"
    return Verdict(says, _backing_up(newest.parent) if at - made_at > OLDEST else None)


def _unwritable(place: Path, state_dir: Path) -> Verdict:
    """A restore would undo what is told there from now on."""
    says = f"{place} cannot be written: what no restore may undo is not listed there"
    if os.statvfs(place).f_flag & os.ST_RDONLY:
        mount = next(path for path in (place, *place.parents) if path.is_mount())
        return Verdict(says, shlex.join(["mount", "--options", "remount,rw", str(mount)]))
    path, state = shlex.quote(str(place)), shlex.quote(str(state_dir))
    return Verdict(says, f"chown --reference={state} {path} && chmod u+rwX {path}")


def _backing_up(parent: Path) -> str:
    return shlex.join(["congxa", "backup", str(parent)])


def versions(_given: Given, _at: datetime) -> Verdict:
    """Program and database are of one age."""
    server = f"SQLite {apsw.sqlite_lib_version()}"
    if not is_sqlite():
        server = f"PostgreSQL {execute('SHOW server_version').fetchone()[0]}"
    says = f"congxa {VERSION}, Python {platform.python_version()}, {server}"
    missing = migrate.pending()
    if missing:
        return Verdict(f"{says}; migrations are missing: {', '.join(missing)}", "congxa migrate")
    return Verdict(says)


def _private_files(given: Given) -> list[Path]:
    files = [given.state_dir / name for name in ("secret_key", "backup_key")]
    if is_sqlite_url(given.database_url):
        files += sqlite_files(given.database_url)
    return files


def _folders(given: Given) -> list[Path]:
    folders = [given.state_dir, given.media_dir]
    if is_sqlite_url(given.database_url):
        folders.append(sqlite_files(given.database_url)[0].parent)
    return folders


def _free(folder: Path) -> int:
    status = os.statvfs(folder)
    return status.f_bavail * status.f_frsize


def _bytes(given: Given) -> int:
    if not is_sqlite_url(given.database_url):
        return 0
    return sum(file.stat().st_size for file in sqlite_files(given.database_url))
