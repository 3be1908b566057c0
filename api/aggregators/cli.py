"""Commands of whoever gathers the portals of others: keep an exact copy, check a contract."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import apsw
import click

from api.aggregators import conformance, reports
from api.aggregators.checks.visit import DESCRIPTOR
from api.aggregators.client import Portal
from api.aggregators.errors import FolderError, PortalError
from api.aggregators.following import Follower, summary
from api.aggregators.index import State
from api.aggregators.mirroring import Mirror, Report
from api.core.clock import now
from api.core.schemas import is_web_address

MOST_FAULTS = 20


class PortalAddress(click.ParamType):
    """The address of a portal: `https://yenhoa.example.vn`."""

    name = "url"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take an address without its last slash; no query, no user."""
        is_plain = value.isascii() and not set(value) & set("?#")
        if not is_plain or not is_web_address(value):
            self.fail(f"“{value}” is no address like https://yenhoa.example.vn", param, ctx)
        return str(value).rstrip("/")


@click.command()
@click.argument("url", type=PortalAddress())
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site", metavar="SLUG", help="Only what belongs to this site.")
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Only objects of this type.")
@click.option("--follow", is_flag=True, help="Keep on until it is ended.")
@click.option(
    "--interval", type=click.FloatRange(1, 86_400), default=60, show_default=True,
    help="Seconds between two looks with --follow.",
)  # fmt: skip
def mirror(url: str, folder: Path, site: str | None, types: tuple[str, ...], follow: bool,
           interval: float) -> None:  # fmt: skip
    """Keep an exact copy of a portal in a folder; a run that was ended goes on where it was."""
    state = State(url, site, tuple(sorted(set(types))))
    with _failing_in_one_line(), _progress() as progress:
        copy = Mirror(Portal(url), folder, state)
        try:
            follower = Follower(copy, _warn, progress, interval, click.echo)
            _follow(follower) if follow else _once(follower)
        finally:
            copy.close()


@click.command()
@click.argument("url", type=PortalAddress())
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for machines.")
def conform(url: str, as_json: bool) -> None:
    """Check whether a portal keeps the contract of this API; it only reads."""
    portal = Portal(url)
    with _failing_in_one_line():
        portal.ask(DESCRIPTOR)
        findings = []
        for each in conformance.examine(portal):
            findings.append(each)
            if not as_json:
                click.echo(reports.line(each))
    click.echo(reports.as_json(url, findings) if as_json else reports.summary(findings))
    sys.exit(any(each.result == conformance.BROKEN for each in findings))


def _once(follower: Follower) -> None:
    report, was_identical = follower.once()
    if not report.is_identical:
        _not_identical(report)
    click.echo(f"Identical: {summary(report)}.")
    if not was_identical:
        sys.exit(1)


def _follow(follower: Follower) -> None:
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        report = follower.follow(time.sleep, now)
    except KeyboardInterrupt:
        # The folder is whole at any moment, so ending is no failure.
        click.echo("Ended.")
        return
    _not_identical(report)


def _not_identical(report: Report) -> NoReturn:
    for fault in report.faults[:MOST_FAULTS]:
        _warn(fault)
    if report.held != report.told:
        _fail("the copy is NOT identical to the portal, though everything was compared anew")
    _fail(f"the copy is not whole: {len(report.faults)} media files could not be had")


@contextmanager
def _failing_in_one_line() -> Iterator[None]:
    try:
        yield
    except (PortalError, FolderError, OSError, apsw.Error) as error:
        _fail(str(error))


@contextmanager
def _progress() -> Iterator[Callable[[Report], object]]:
    """A line that counts on a terminal, nothing elsewhere."""
    is_shown = sys.stderr.isatty()

    def show(report: Report) -> None:
        if is_shown:
            click.echo(f"\r{report.written} written, {report.removed} removed ", err=True, nl=False)

    try:
        yield show
    finally:
        if is_shown:
            click.echo("\r\033[K", err=True, nl=False)


def _warn(what: str) -> None:
    click.echo(f"warning: {reports.printable(what)}", err=True)


def _fail(why: str) -> NoReturn:
    click.echo(f"congxa: {reports.printable(' '.join(why.split()))}", err=True)
    sys.exit(1)


COMMANDS = (mirror, conform)
