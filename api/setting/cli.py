"""The commands of the shell that show the settings, and change those that all share."""

import click

from api import settings
from api.settings import Settings


@click.command()
@click.option("--base-url", metavar="URL", help="Public address of the API and of media.")
@click.option("--free-link-hosts", metavar="HOSTS", help="Hosts without nofollow, by comma.")
def configure(base_url: str | None, free_link_hosts: str | None) -> None:
    """Change for all commands and nodes what links are made with.

    Without an option it takes what the settings say. What is public is then rendered again, by the
    running service or by the next one; restart a running one, so that its pages follow.
    """
    from api import agreement, installation, preparation

    options = {"CONGXA_BASE_URL": base_url, "CONGXA_FREE_LINK_HOSTS": free_link_hosts}
    chosen = {name: value for name, value in options.items() if value is not None}
    given = agreement.with_options(preparation.given(), chosen)
    if not agreement.is_told(given):
        raise click.UsageError("nothing to keep: give an option, or set what they name")
    changes = installation.to_configure(given)
    for change in changes:
        click.echo(
            f"{change.name} is {change.now or 'none'} now; it was {change.before or 'none'}."
        )
    if not changes:
        click.echo("Nothing is another than before.")


@click.command("settings")
def settings_() -> None:
    """Show every setting: default, value, what it is for, and where the value comes from."""
    from api import installation, preparation

    given = preparation.given()
    try:
        _show(installation.to_read(given))
    except Exception:
        # They help whoever looks for why the installation cannot be used.
        _show(given)
        raise


def _show(shown: Settings) -> None:
    for row in settings.describe(shown):
        click.echo(f"{row.name}={row.value}")
        click.echo(f"    {row.meaning} Default: {row.default or 'empty'}. From: {row.source}.")
