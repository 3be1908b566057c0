"""The command `congxa prerender`: a site as files, for a static host or a day without the API."""

import math
import signal
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from api.runtime.startup import NOT_ALL, Need, needs

if TYPE_CHECKING:
    from api.web.prerendering.following import Copy

LONGEST_WAIT = 300
LOOK_SECONDS = 240
"""Each so many seconds all files are read, so that what somebody changed is healed within five
minutes."""


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site", metavar="SLUG", help="Which site, where there are several.")
@click.option("--follow", is_flag=True, help="Keep on until it is ended.")
@click.option(
    "--interval", type=click.FloatRange(0.1, 86_400), default=5, show_default=True,
    help="Seconds between two looks with --follow.",
)  # fmt: skip
@needs(Need.READ)
def prerender(folder: Path, site: str | None, follow: bool, interval: float) -> None:
    """Write a whole site as files into DIR; a second run brings it up to date.

    Beside the pages stand two maps for nginx: moved.map (301) and gone.map (410).
    """
    from api.runtime.errors import SiteRequired
    from api.web.prerendering.folder import NotOurs
    from api.web.prerendering.following import NotShown

    try:
        copy = _copy(folder, site)
        is_spoilt = _look_through(copy)
        copy.catch_up(interval if follow else math.inf)
    except (NotOurs, NotShown) as error:
        raise click.ClickException(str(error)) from error
    except SiteRequired as error:
        raise click.UsageError("several sites are here: say which one with --site") from error
    if follow:
        _follow(copy, interval)
    _tell(copy)
    if copy.site.failed or is_spoilt:
        sys.exit(NOT_ALL)


def _copy(folder: Path, site: str | None) -> "Copy":
    from api import create_app, folders, settings
    from api.web import files
    from api.web.prerendering.following import Copy

    frontend = settings.of_this_process().frontend_dir
    folders.check_frontend(frontend)
    return Copy(create_app().wsgi_app, files.read(frontend), folder, site)


def _follow(copy: "Copy", interval: float) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    failures, looked = 0, time.monotonic()
    try:
        while True:
            is_done = _caught_up(copy, interval)
            failures = 0 if is_done else min(failures + 1, 16)
            if not copy.site.is_waiting or failures:
                time.sleep(min(interval * 2**failures, max(interval, LONGEST_WAIT)))
            if time.monotonic() - looked >= LOOK_SECONDS:
                _look_through(copy)
                looked = time.monotonic()
    except KeyboardInterrupt:
        # Each file is whole at any moment, so ending is no failure.
        copy.site.folder.note()
        click.echo("Ended.")
        sys.exit(0)


def _look_through(copy: "Copy") -> bool:
    """Whether somebody else has changed something."""
    changed = copy.look_through()
    for path in changed:
        click.echo(f"changed by somebody else, healed: {path}", err=True)
    return bool(changed)


def _caught_up(copy: "Copy", seconds: float) -> bool:
    """Whether nothing failed; what cannot be asked now keeps the files that it has."""
    from peewee import PeeweeException

    from api.db import databases
    from api.runtime.errors import ApiError
    from api.web.prerendering.following import NotShown

    try:
        if copy.catch_up(seconds) and not copy.site.is_waiting:
            _tell(copy)
    except (PeeweeException, OSError, ApiError, NotShown) as error:
        databases.close()
        click.echo(f"not written, tried again: {error}", err=True)
        return False
    return not copy.site.failed


def _tell(copy: "Copy") -> None:
    folder = copy.site.folder
    click.echo(f"{copy.site.counted}; {folder.written} files written, {folder.removed} removed.")
    folder.written = folder.removed = 0
    for path in sorted(copy.site.failed):
        click.echo(f"not written, the API does not answer for it: {path}", err=True)
