"""What `mirror` and `conform` do and say at a terminal."""

import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

import apsw
import click

from api.runtime.clock import now
from api.tools import conformance, judging, reports
from api.tools.checks.visit import DESCRIPTOR
from api.tools.client import Portal
from api.tools.errors import FolderError, PortalError
from api.tools.following import Follower, summary
from api.tools.index import State
from api.tools.mirroring import Mirror, Report

MOST_FAULTS = 20


def mirror(state: State, folder: Path, interval: float, *, follow: bool) -> None:
    """Bring a copy up to date, once or until it is ended."""
    with _failing_in_one_line(), _progress() as progress:
        copy = Mirror(Portal(state.portal), folder, state)
        try:
            follower = Follower(copy, _warn, progress, interval, click.echo)
            _follow(follower) if follow else _once(follower)
        finally:
            copy.close()


def conform(url: str, *, as_json: bool) -> None:
    """Check a portal, and end with a status that says whether anything is broken."""
    portal = Portal(url)
    with _failing_in_one_line():
        portal.ask(DESCRIPTOR)
        findings = []
        for finding in conformance.examine(portal):
            findings.append(finding)
            if not as_json:
                click.echo(reports.line(finding))
    click.echo(reports.as_json(url, findings) if as_json else reports.summary(findings))
    sys.exit(any(finding.result == conformance.BROKEN for finding in findings))


def judge(url: str, criteria: str, *, as_json: bool) -> None:
    """Look at a portal's content by criteria; how complete it is decides no status."""
    portal = Portal(url)
    with _failing_in_one_line():
        sites = judging.judged(portal, criteria, now())
    if as_json:
        click.echo(reports.judged_as_json(url, criteria, sites))
    else:
        click.echo("\n".join(reports.judged_lines(sites)))


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
    if report.held != report.stated:
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
            click.echo(f"\r{report.stored} written, {report.removed} removed ", err=True, nl=False)

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
