"""The search from the shell of an operator."""

import click

from api.core.clock import now
from api.core.startup import with_data
from api.search import commands


@click.command()
@with_data
def reindex() -> None:
    """Make the index of the search anew from what is public."""
    click.echo(f"Indexed: {commands.reindex(now())} objects.")


COMMANDS = (reindex,)
