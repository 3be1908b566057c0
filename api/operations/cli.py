"""The command of the shell that says what is right of an installation and what is not."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from api.operations.doctor import Check


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
    from api import agreement, installation, settings
    from api.operations import doctor
    from api.runtime.clock import now
    from api.runtime.startup import Need, ready
    from api.settings import SettingsError

    try:
        ready(Need.CHANGE if fix else Need.READ)
        given = agreement.agreed(settings.of_this_process())
    except SettingsError as error:
        return [doctor.Check("settings", False, str(error), error.mend)]
    except installation.UNUSABLE as error:
        # No command of this version mends the others; the fault says what to do.
        is_migrated = isinstance(error, installation.NoDatabase | installation.OlderDatabase)
        mend = "congxa migrate" if is_migrated else None
        return [doctor.Check("database", False, str(error), mend)]
    checks = doctor.examine(given, now())
    return doctor.fix(checks, given, now()) if fix else checks


def _as_json(checks: Iterable["Check"]) -> str:
    from api.runtime.jsons import dumps

    return dumps({"checks": [check._asdict() for check in checks]}).decode()
