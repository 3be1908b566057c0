"""The command `congxa`: it runs the program itself, and gathers the commands of the features."""

import logging
import os
import sys
from pathlib import Path
from typing import Any

import click
import peewee

from api import application, places, settings, surfaces
from api.core import connections, migrate, startup
from api.core.connections import UnsafeDatabase
from api.core.errors import ApiError
from api.core.migrate import NewerDatabase
from api.core.storage_faults import fault_of
from api.operations.cli import load_demo
from api.private_files import check_private
from api.publishing import rendering
from api.search import commands as search
from api.settings import Settings, SettingsError
from api.viewcounts import salts
from api.viewcounts.salts import Salts

EX_CONFIG = 78
CHECKOUT = places.checkout()
# Without one the folder must be named: a default of None would be one.
_FOLDER: dict[str, Any] = {} if CHECKOUT is None else {"default": CHECKOUT / "openapi"}


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="congxa", prog_name="congxa")
def cli() -> None:
    """Cổng Xã: a content API for the portals of Vietnamese communes."""


@cli.command()
def serve() -> None:
    """Serve API and site until stopped; migrates an empty or older database first."""
    from api import server

    ready = _connect()
    # First, so that the database is not migrated under a server that has the port already.
    server.check_port(ready.host, ready.port)
    _migrate(ready)
    server.serve(ready)


@cli.command()
@click.option("--parent", type=int, hidden=True)
@click.option("--salts", "salts_descriptor", type=int, hidden=True)
def worker(parent: int | None, salts_descriptor: int | None) -> None:
    """Run the ticker alone, beside another WSGI server."""
    from api import ticker

    if salts_descriptor is not None:
        salts.use(Salts(salts_descriptor))
    _ready()
    ticker.run(parent=parent)


@cli.command("migrate")
def migrate_() -> None:
    """Bring the database to this version."""
    _connect()
    done = migrate.migrate()
    click.echo("\n".join(done) if done else "The database is up to date.")


@cli.command("settings")
def settings_() -> None:
    """Show every setting with its default, its value and what it is for."""
    for row in settings.describe(settings.of_this_process()):
        click.echo(f"{row.name}={row.value}")
        click.echo(f"    {row.meaning} Default: {row.default or 'empty'}. From: {row.source}.")


@cli.command("openapi")
@click.argument("folder", type=click.Path(path_type=Path), **_FOLDER)
def openapi_(folder: Path) -> None:
    """Write the OpenAPI files into FOLDER; in a checkout it is openapi/ unless told."""
    folder.mkdir(exist_ok=True)
    for name, document in application.documents().items():
        (folder / f"{name}.json").write_bytes(document)
        click.echo(folder / f"{name}.json")


@cli.command()
@click.option("--load-only", is_flag=True, help="Load the demo commune and end.")
def demo(load_only: bool) -> None:
    """Load the demo commune, then serve it."""
    from api import server

    ready = _connect()
    if not load_only:
        server.check_port(ready.host, ready.port)
    _migrate(ready)
    load_demo()
    if load_only:
        return
    for name, path in (("Site", "/"), ("API", "/v1"), ("Reference", "/docs")):
        click.echo(f"{name + ':':<11}{ready.base_url}{path}")
    click.echo("Ctrl-C ends it.")
    sys.stdout.flush()
    server.serve(ready)


def _connect() -> Settings:
    ready = application.prepare(settings.of_this_process())
    application.log_to_stderr(ready.log_level)
    if connections.is_sqlite_url(ready.database_url):
        for file in filter(Path.exists, connections.sqlite_files(ready.database_url)):
            check_private(file)
    return ready


def _ready() -> Settings:
    ready = _connect()
    _migrate(ready)
    return ready


def _migrate(ready: Settings) -> None:
    migrate.migrate()
    # What was rendered with another address is rendered again by the ticker.
    rendering.mark_for_base_url(ready.base_url)
    search.begin_anew_if_older()


def main() -> None:
    """Run a command; say in one line what keeps it from running."""
    from api.server import PortTaken

    # What is made here (database, keys, logs) is nobody else's to read.
    os.umask(0o077)
    startup.use(_ready)
    try:
        cli()
    except (SettingsError, UnsafeDatabase) as error:
        _fail(str(error), EX_CONFIG)
    except (ApiError, NewerDatabase, PortTaken) as error:
        _fail(str(error), 1)
    except peewee.PeeweeException as error:
        logging.getLogger(__name__).debug("the database refused", exc_info=True)
        fault = fault_of(error)
        _fail(f"the database cannot be used: {error}{f' ({fault.value})' if fault else ''}", 1)
    except OSError as error:
        if fault_of(error) is None:
            raise
        _fail(f"{error.filename or 'a disk cannot be used'}: {error.strerror}", 1)


def _fail(why: str, status: int) -> None:
    click.echo(f"congxa: {' '.join(why.split())}", err=True)
    sys.exit(status)


for _command in surfaces.COMMANDS:
    cli.add_command(_command)

if __name__ == "__main__":
    main()
