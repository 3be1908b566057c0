"""Commands of whoever gathers the portals of others: keep an exact copy, check a contract."""

from pathlib import Path
from typing import Any

import click

from api.text.web_addresses import is_web_address

CRITERIA = ("vn-2026-07",)
"""What `api/criteria/` holds; to ask it would make every command begin later."""


class PortalAddress(click.ParamType):
    """The address of a portal: `https://yenhoa.example.vn`."""

    name = "url"

    def convert(self, value: Any, param: Any, ctx: Any) -> str:
        """Take an address without its last slash; no query, no user."""
        is_plain = value.isascii() and not set(value) & set("?#")
        if not is_plain or not is_web_address(value):
            self.fail(f"“{value}” is no address like https://yenhoa.example.vn", param, ctx)
        return str(value).rstrip("/")


@click.command()
@click.argument("url", type=PortalAddress())
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option("--site", metavar="SLUG", help="Only what belongs to this site.")
@click.option("--type", "types", metavar="TYPE", multiple=True, help="Only objects of this type.")
@click.option("--follow", is_flag=True, help="Keep on until it is ended.")
@click.option(
    "--interval", type=click.FloatRange(1, 86_400), default=60, show_default=True,
    help="Seconds between two looks with --follow.",
)  # fmt: skip
def mirror(url: str, folder: Path, site: str | None, types: tuple[str, ...], follow: bool,
           interval: float) -> None:  # fmt: skip
    """Keep an exact copy of a portal in a folder; a run that was ended goes on where it was."""
    from api.tools import terminal
    from api.tools.index import State

    state = State(url, site, tuple(sorted(set(types))))
    terminal.mirror(state, folder, interval, follow=follow)


@click.command()
@click.argument("url", type=PortalAddress())
@click.option("--json", "as_json", is_flag=True, help="Write JSON, for machines.")
@click.option(
    "--criteria", metavar="NAME", type=click.Choice(CRITERIA),
    help="Look at its content instead, by what the law asks (vn-2026-07).",
)  # fmt: skip
def conform(url: str, as_json: bool, criteria: str | None) -> None:
    """Check whether a portal keeps the contract of this API; it only reads."""
    from api.tools import terminal

    if criteria is None:
        terminal.conform(url, as_json=as_json)
    else:
        terminal.judge(url, criteria, as_json=as_json)


COMMANDS = (mirror, conform)
