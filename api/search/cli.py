"""The search from the shell of an operator."""

import click

from api.runtime.clock import now
from api.runtime.startup import Need, needs


@click.command()
@needs(Need.CHANGE)
def reindex() -> None:
    """Make the index of the search anew from what is public."""
    from api.search import commands

    click.echo(f"Indexed: {commands.reindex(now())} objects.")
