"""The command `congxa`: it runs the program itself, and gathers the commands of the features.

What a command works with is imported when it runs: `--help` loads neither web nor database.
"""

import gc
import os
import sys
from pathlib import Path
from typing import Any

import click

from api import places
from api.lazy_group import LazyGroup
from api.runtime import startup
from api.runtime.disk import scratch
from api.runtime.startup import Need
from api.settings import Settings, SettingsError

EX_CONFIG = 78
_BEFORE_RINGS_ARE_SOUGHT = 50_000
"""Objects. What is loaded stays, and looking for rings in it takes a sixth of the start."""
CHECKOUT = places.checkout()
# Without one the folder must be named: a default of None would be one.
_FOLDER: dict[str, Any] = {} if CHECKOUT is None else {"default": CHECKOUT / "openapi"}
OF_FEATURES = {
    "audit": "api.publishing.cli:audit",
    "backup": "api.backups.cli:backup",
    "configure": "api.setting.cli:configure",
    "conform": "api.tools.cli:conform",
    "doctor": "api.operations.cli:doctor",
    "export": "api.bundles.cli:export",
    "import": "api.bundles.cli:import_",
    "mirror": "api.tools.cli:mirror",
    "prerender": "api.static_site:prerender",
    "purge": "api.publishing.cli:purge",
    "quarantine": "api.quarantine.cli:quarantine",
    "recover": "api.publishing.cli:recover",
    "reindex": "api.search.cli:reindex",
    "restore": "api.backups.cli:restore",
    "republish": "api.publishing.cli:republish",
    "settings": "api.setting.cli:settings_",
    "setup": "api.setup.cli:setup",
    "site": "api.sites.cli:site",
    "token": "api.accounts.cli:token",
    "trash": "api.publishing.cli:trash",
    "user": "api.accounts.cli:user",
    "withdraw": "api.publishing.cli:withdraw",
}


@click.group(
    cls=LazyGroup,
    elsewhere=OF_FEATURES,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="congxa", prog_name="congxa")
def cli() -> None:
    """Cổng Xã: a content API for the portals of Vietnamese communes."""


@cli.command()
@click.option("--no-backup", is_flag=True, help="Migrate an older database without a backup.")
def serve(no_backup: bool) -> None:
    """Serve API and site until stopped; makes or migrates the database first.

    A database of an older version is backed up before that: where backups lie, else in `backups`
    of the state folder.
    """
    from api.gateway import signals

    signals.hold_hangups()  # Before there are threads: one of them would take a signal and die.
    from api import installation, server

    ready = installation.to_serve(_backed_up(_reserved(), is_wanted=not no_backup))
    server.serve(ready, lambda: installation.renewed(ready, _given()))


@cli.command()
def worker() -> None:
    """Run the ticker alone, beside another WSGI server."""
    from api import installation, ticker

    installation.to_change(_given())
    ticker.run()


@cli.command("migrate")
@click.option("--no-backup", is_flag=True, help="Migrate an older database without a backup.")
def migrate_(no_backup: bool) -> None:
    """Bring the database to this version; make one where there is none.

    One of an older version is backed up before that, as `serve` does.
    """
    from api import installation

    done = installation.to_migrate(_backed_up(_given(), is_wanted=not no_backup))
    click.echo("\n".join(done) if done else "The database is up to date.")


@cli.command("openapi")
@click.argument("folder", type=click.Path(path_type=Path), **_FOLDER)
def openapi_(folder: Path) -> None:
    """Write the OpenAPI files into FOLDER; in a checkout it is openapi/ unless told."""
    from api import application

    folder.mkdir(exist_ok=True)
    for name, document in application.documents().items():
        (folder / f"{name}.json").write_bytes(document)
        click.echo(folder / f"{name}.json")


@cli.command()
@click.option("--load-only", is_flag=True, help="Load the demo commune and end.")
@click.option("--real-life", is_flag=True, help="Another commune, whose portal is as many are.")
def demo(load_only: bool, real_life: bool) -> None:
    """Load the demo commune with its two people, then serve it."""
    from api import installation, server

    if load_only:
        _prepare(Need.CREATE)
        _load_demo(is_real_life=real_life)
        return
    ready = installation.to_serve(_backed_up(_reserved()))
    _load_demo(is_real_life=real_life)
    for name, path in (("Site", "/"), ("API", "/v1"), ("Reference", "/docs")):
        click.echo(f"{name + ':':<11}{ready.base_url}{path}")
    print("Ctrl-C ends it.", flush=True)
    server.serve(ready, lambda: installation.renewed(ready, _given()))


def _load_demo(*, is_real_life: bool) -> None:
    from api.accounts.demo_people import SITES, demo_people
    from api.bundles.transfers import load_demo, load_real_life
    from api.runtime.clock import now

    (load_real_life if is_real_life else load_demo)()
    click.echo("\n".join(demo_people(now(), SITES[is_real_life])))


def _reserved() -> Settings:
    """The settings of a service that nothing stands in the way of."""
    from api import installation
    from api.gateway import ports

    given = _given()
    installation.reserve(given)
    # First, so that the database is not migrated under a server that has the port already.
    ports.check_port(given.host, given.port)
    return given


def _given() -> Settings:
    from api import preparation

    return preparation.given()


def _prepare(need: Need) -> object:
    from api import installation

    if need is Need.NONE:
        return _given()
    if need is Need.TRY:
        return installation.to_try(_given(), _scratch)
    if need is Need.CREATE:
        return installation.to_fill(_backed_up(_given()))
    return {Need.READ: installation.to_read, Need.CHANGE: installation.to_change}[need](_given())


def _backed_up(settings: Settings, *, is_wanted: bool = True) -> Settings:
    """The settings of an installation that may be migrated: an older one is backed up now."""
    from api.backups import upgrading
    from api.runtime.clock import now

    if is_wanted:
        upgrading.back_up_if_older(settings, now())
    return settings


def _scratch() -> Path:
    """A folder that goes when the command ends."""
    return click.get_current_context().with_resource(scratch.folder("import"))


def main() -> None:
    """Run a command; say in one line what keeps it from running."""
    # What is made here (database, keys, logs) is nobody else's to read.
    os.umask(0o077)
    gc.set_threshold(_BEFORE_RINGS_ARE_SOUGHT)
    startup.use(_prepare)
    try:
        cli()
    except SettingsError as error:
        _fail(str(error), EX_CONFIG)
    except Exception as error:
        _fail(*_refusal(error))


def _refusal(error: Exception) -> tuple[str, int]:
    """What to say of what keeps a command from running, and its status; raise what is a mistake."""
    from api import installation
    from api.backups.errors import BackupRefused
    from api.db import connections, service_lock
    from api.gateway import ports
    from api.runtime import errors
    from api.runtime.disk.storage_faults import said_of

    refusals = (ports.PortTaken, service_lock.AlreadyServing, BackupRefused)
    if isinstance(error, connections.UnsafeDatabase):
        return str(error), EX_CONFIG
    if isinstance(error, errors.ApiError):
        faults = [f"{fault.pointer}: {fault.detail}" for fault in error.errors]
        return " ".join([str(error), *faults]), 1
    if isinstance(error, (*refusals, *installation.UNUSABLE)):
        return str(error), 1
    if (said := said_of(error)) is not None:
        return said, 1
    raise error


def _fail(why: str, status: int) -> None:
    click.echo(f"congxa: {' '.join(why.split())}", err=True)
    sys.exit(status)


if __name__ == "__main__":
    main()
