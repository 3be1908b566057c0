"""Commands of the shell for an operator: a new portal, and its rule of the second person."""

import click

from api.runtime.clock import now
from api.runtime.startup import Need, needs


@click.group()
def site() -> None:
    """The portals of this installation."""


@site.command("create")
@click.argument("slug")
@click.option("--name", required=True, help="As it stands above every page.")
@needs(Need.CREATE)
def create_site(slug: str, name: str) -> None:
    """Begin a portal, which is public at once and empty."""
    from api.publishing import workflow
    from api.sites import commands, content

    made = commands.create_site(slug, name, (workflow.OPERATOR, now()))
    click.echo(f"The portal {slug} is there.")
    for finding in content.address_taken(made.id, None):
        click.echo(finding.detail, err=True)


@site.command("two-person")
@click.argument("slug")
@click.argument("state", type=click.Choice(("on", "off")))
@needs(Need.CHANGE)
def two_person(slug: str, state: str) -> None:
    """Say whether somebody else must publish what one wrote; `off` is for one editor alone."""
    from api.publishing import workflow
    from api.sites import commands

    commands.set_two_person_rule(slug, state == "on", (workflow.OPERATOR, now()))
    click.echo(f"The rule of the second person is {state} for {slug}.")
