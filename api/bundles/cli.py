"""Commands of the shell that move content in and out."""

from pathlib import Path
from typing import Any

import click

from api.runtime.startup import Need, needs, ready


@click.command("import")
@click.argument("path", type=click.Path(path_type=Path, exists=True))
@click.option("--site", metavar="SLUG", help="The site that the bundle must be of.")
@click.option("--dry-run", is_flag=True, help="Check only.")
@click.option("--overwrite", is_flag=True, help="Let the bundle win over edits made here.")
@click.option("--keep-going", is_flag=True, help="Leave out lines with faults, write the others.")
@click.option("--report", type=click.Path(path_type=Path), help="Write all of it there as JSON.")
@click.option("--convert-legacy", is_flag=True, help="Make Unicode of TCVN3 and VNI texts.")
def import_(path: Path, **chosen: Any) -> None:
    """Bring in a content bundle: a folder, or a zip of one."""
    from api.bundles import transfers

    ready(Need.NONE)  # What a zip is unpacked into, root alone could read.

    def prepare(folder: Path) -> None:
        # Where there is nothing to read, nothing is written, and so needs no new database.
        is_tried = chosen["dry_run"] or not any(folder.glob("*.json*"))
        ready(Need.TRY if is_tried else Need.CREATE)

    transfers.bring_in(path, transfers.Options(**chosen), prepare)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--site", metavar="SLUG", help="Which site; may be left out while there is one.")
@needs(Need.READ)
def export(path: Path, site: str | None) -> None:
    """Write a site out as a content bundle: a new folder, or a new .zip file."""
    from api.bundles import transfers

    transfers.take_out(path, site)
