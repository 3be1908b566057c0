"""The commands of the shell that make a backup and bring one back."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from api.runtime.startup import NOT_ALL, Need, needs

if TYPE_CHECKING:
    from api.backups.restoring import Restored, Source
    from api.settings import Settings


class Recipient(click.ParamType):
    """Whom a backup is encrypted for: `age1…`."""

    name = "age1…"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take the public half of a key of age."""
        from api.backups import envelopes

        try:
            envelopes.recipient(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)
        return str(value)


class Rules(click.ParamType):
    """How many backups stay: `daily=7,weekly=4`."""

    name = "daily=7,weekly=4"

    def convert(self, value: Any, param: Any, ctx: Any) -> dict[str, int]:
        """Take how many of the last days and weeks."""
        from api.backups import folders

        try:
            return folders.rules(value)
        except ValueError as error:
            self.fail(str(error), param, ctx)


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--recipient", "recipients", type=Recipient(), multiple=True,
              help="Encrypt it for this key of age; may be given several times.")  # fmt: skip
@click.option("--keep", type=Rules(), help="Then remove all others that were made here.")
@needs(Need.READ)
def backup(folder: Path, recipients: tuple[str, ...], keep: dict[str, int] | None) -> None:
    """Back up database, media and settings into a new folder of DIR, while the service runs.

    The backup is restored aside and asked before it is called good. Its path is alone on the last
    line. Only what changed of media takes room again.
    """
    from api.backups import folders, making, reports
    from api.backups.envelopes import Sealing
    from api.runtime.clock import now

    settings = _settings()
    making.refuse_within(folder, settings)
    parent = folder.resolve()
    made = making.make(parent, settings, Sealing(recipients), now())
    if keep is not None:
        backups = folders.backups_in(parent, made.manifest.signed_by)
        for removed in folders.thin_out(backups, keep):
            click.echo(f"Removed {removed}")
    for key in made.manifest.missing:
        click.echo(f"congxa: missing in the folder of media, or damaged: {key}", err=True)
    click.echo("\n".join(reports.of_backup(made)))
    click.echo(made.folder)


@click.command()
@click.argument("folder", metavar="BACKUP", type=click.Path(path_type=Path, file_okay=False))
@click.option("--trust", "trusted", metavar="KEY", multiple=True,
              help="The key that signed it, as `congxa backup` printed it.")  # fmt: skip
@click.option("--identity", metavar="FILE", type=click.Path(path_type=Path, exists=True),
              help="The key that decrypts it, as age-keygen wrote it.")  # fmt: skip
@click.option("--aside", is_flag=True, help="First put aside what is there; nothing is deleted.")
def restore(folder: Path, trusted: tuple[str, ...], identity: Path | None, aside: bool) -> None:
    """Bring BACKUP back into the empty place that the settings name.

    Whoever was signed in signs in again, tokens of programs wait for `congxa token confirm`, and
    what was withdrawn as personal data since stays withdrawn. It ends with what `congxa doctor`
    says, and with status 3 when that finds something.
    """
    from api import preparation
    from api.backups import envelopes, restoring, signing
    from api.runtime.clock import now

    given = preparation.given()
    known = signing.known_key(given.state_dir)
    keys = [*trusted, *([known] if known else [])]
    if not keys or not all(map(signing.is_public_half, keys)):
        raise click.UsageError("name the key that signed it, as it was printed: --trust ed25519:…")
    opening = envelopes.identities(identity) if identity else envelopes.Opening()
    source = restoring.Source(folder.resolve(), opening, keys, aside)
    _tell_restored(source, restoring.restore(source, given, now()))


def _tell_restored(source: "Source", restored: "Restored") -> None:
    from api.backups import reports
    from api.operations import doctor
    from api.operations.cli import page
    from api.runtime.clock import now

    click.echo("\n".join(reports.of_restore(source, restored)))
    checks = doctor.examine(restored.settings, now())
    click.echo(page(checks))
    if not all(check.ok for check in checks):
        sys.exit(NOT_ALL)


def _settings() -> "Settings":
    """Those in force, with the secret key."""
    from api import agreement, settings
    from api.secret_key import ensure_secret

    return ensure_secret(agreement.agreed(settings.of_this_process()))
