"""The command of the shell that says what is right of an installation and what is not."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from api.operations.doctor import Check
    from api.settings import Settings


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for machines.")
@click.option("--fix", is_flag=True, help="Make again what can be made of the rest.")
def doctor(as_json: bool, fix: bool) -> None:
    """Say what is right here and what is not, each with the command that mends it.

    It changes nothing unless it is told to. It ends with status 1 when something is wrong.
    """
    checks = _examined(fix=fix)
    click.echo(_as_json(checks) if as_json else page(checks))
    sys.exit(0 if all(check.ok for check in checks) else 1)


def page(checks: Iterable["Check"]) -> str:
    """All of it on one page."""
    lines = []
    for check in checks:
        lines.append(f"{'ok' if check.ok else 'WRONG':<6}{check.id:<10} {check.says}")
        if check.mend is not None:
            lines.append(f"{'':<6}{'':<10} mend it: {check.mend}")
    return "\n".join(lines)


def _examined(*, fix: bool) -> list["Check"]:
    from api import settings
    from api.operations import doctor
    from api.runtime.clock import now
    from api.settings import SettingsError

    try:
        given = settings.of_this_process()
        opened = _opened(given, fix=fix)
    except SettingsError as error:
        return [doctor.Check("settings", False, str(error), error.mend)]
    if isinstance(opened, doctor.Check):
        return [opened]
    checks = doctor.examine(opened, now())
    return doctor.fix(checks, opened, now()) if fix else checks


def _opened(given: "Settings", *, fix: bool) -> "Settings | Check":
    """The settings of an installation that can be looked at, or what is wrong with it."""
    from api import agreement, installation
    from api.operations import doctor
    from api.runtime.disk.storage_faults import said_of
    from api.runtime.startup import Need, ready
    from api.settings import SettingsError

    try:
        ready(Need.CHANGE if fix else Need.READ)
        return agreement.agreed(given)
    except SettingsError:
        raise
    except Exception as error:
        says = str(error) if isinstance(error, installation.UNUSABLE) else said_of(error)
        if says is None:
            raise
        return doctor.Check("database", False, says, _mending(error, given.state_dir))


def _mending(error: Exception, state_dir: Path) -> str | None:
    """The command that mends what keeps an installation from being opened.

    Of most no command of this version mends anything; the fault says what to do.
    """
    from api import installation
    from api.operations.examinations.verdicts import restoring
    from api.runtime.disk.storage_faults import Fault, fault_of

    if isinstance(error, installation.OlderDatabase):
        return "congxa migrate"
    if isinstance(error, installation.NoDatabase):
        return restoring(state_dir, otherwise="congxa migrate")
    is_half = isinstance(error, installation.HalfRestored)
    return restoring(state_dir) if is_half or fault_of(error) is Fault.DAMAGED else None


def _as_json(checks: Iterable["Check"]) -> str:
    from api.runtime.jsons import dumps

    return dumps({"checks": [check._asdict() for check in checks]}).decode()
