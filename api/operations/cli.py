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
    found = _found(fix=fix)
    click.echo(_as_json(found) if as_json else page(found))
    sys.exit(0 if all(each.ok for each in found) else 1)


def page(found: Iterable["Check"]) -> str:
    """All of it on one page."""
    lines = []
    for each in found:
        lines.append(f"{'ok' if each.ok else 'WRONG':<6}{each.id:<10} {each.says}")
        if each.mend is not None:
            lines.append(f"{'':<6}{'':<10} mend it: {each.mend}")
    return "\n".join(lines)


def _found(*, fix: bool) -> list["Check"]:
    from api import agreement, installation, settings
    from api.db import migrate
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
        mends = {migrate.NewerDatabase: "congxa serve", migrate.OutdatedDatabase: "congxa export"}
        mend = mends.get(type(error), "congxa migrate")
        return [doctor.Check("database", False, str(error), mend)]
    found = doctor.examine(given, now())
    return doctor.fix(found, given, now()) if fix else found


def _as_json(found: Iterable["Check"]) -> str:
    from api.runtime.jsons import dumps

    return dumps({"checks": [each._asdict() for each in found]}).decode()
