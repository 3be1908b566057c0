"""What import, export and the demo do and say at a terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import click

from api.bundles.demo.dates import place
from api.bundles.exporting import Exporter, ForgedWords, LostFile
from api.bundles.files import archives
from api.bundles.importing import state
from api.bundles.importing.reports import Report
from api.bundles.importing.run import FaultyBundle, Importer
from api.bundles.importing.run import Options as Options
from api.bundles.importing.workers import WorkerLost
from api.bundles.lines.media import scratch_folder
from api.runtime.clock import day_of, now
from api.runtime.disk import scratch
from api.runtime.jsons import dumps
from api.runtime.startup import NOT_ALL

DEMO_BUNDLE = Path(__file__).parent / "demo" / "bundle"
REAL_LIFE = Path(__file__).parent / "demo" / "real_life"


def bring_in(path: Path, options: Options, ready: Callable[[Path], object]) -> None:
    """Import a bundle, and say what came of it.

    What is no bundle is refused before anything is made `ready` for its folder: a misspelt path
    must not leave a new database behind.
    """
    done = _import(path, options, ready)
    for warning in done.warnings:
        click.echo(f"warning: {warning}", err=True)
    for fault in done.faults:
        click.echo(str(fault), err=True)
    click.echo(f"{'Would import' if options.dry_run else 'Imported'}: {done.summary()}.")
    if done.faults:
        click.echo(_MEND, err=True)
        sys.exit(NOT_ALL)


_MEND = "congxa: lines with faults were left out; mend them and run it again, which writes the rest"


def take_out(path: Path, site: str | None) -> None:
    """Export a site, and say how much of it there was."""
    site_id = state.site_id(site) if site else state.only_site()
    if site_id is None:
        _refuse(f"there is no site “{site}”" if site else "say which site with --site")
    try:
        with archives.made(path) as folder, progress_bar("Exporting") as progress:
            lines = Exporter(site_id, folder, progress).run()
    except (archives.NoPlace, ForgedWords, LostFile) as error:
        _refuse(str(error))
    click.echo(f"Exported: {lines} lines.")


def load_real_life() -> None:
    """Bring in a portal as many are: titles in capitals, no leads, no calendar, papers alone."""
    _import(REAL_LIFE, Options(site="dong-lam"), ready=lambda folder: None)


def load_demo() -> None:
    """Bring in the demo commune, dated around today; a second time changes nothing."""
    today = day_of(now())
    with scratch.folder("demo") as folder:
        place(DEMO_BUNDLE, folder, today)
        _import(folder, Options(site="yen-hoa"), ready=lambda folder: None)


def _import(path: Path, options: Options, ready: Callable[[Path], object]) -> Report:
    try:
        with archives.opened(path) as folder:
            ready(folder)
            with scratch_folder() as waiting, progress_bar() as options.progress:
                importer = Importer(folder, waiting, options, now)
                report = importer.run()
                _write_report(options, report)
                return report
    except FaultyBundle as faulty:
        _write_report(options, importer.report)
        for fault in importer.report.faults:
            click.echo(str(fault), err=True)
        _refuse(str(faulty))
    except archives.BadBundle as bad:
        _refuse(str(bad))
    except WorkerLost:
        click.echo("congxa: a process of the import was killed; run it again to finish", err=True)
        sys.exit(1)


def _write_report(options: Options, report: Report) -> None:
    if options.report is not None:
        options.report.write_bytes(dumps(report.as_json(is_dry_run=options.dry_run)))


def _refuse(why: str) -> NoReturn:
    click.echo(f"congxa: {why}; nothing was changed", err=True)
    sys.exit(1)


@contextmanager
def progress_bar(label: str = "Importing") -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal, nothing elsewhere."""
    is_hidden = not sys.stderr.isatty()
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=is_hidden) as bar:

        def move(done: int, of: int) -> None:
            bar.length = of
            bar.update(done - bar.pos)

        yield move
