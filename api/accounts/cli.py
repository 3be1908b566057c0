"""Commands of the shell for an operator: who may sign in, and with which roles."""

import sys
from typing import Any
from uuid import UUID

import click

from api.accounts.roles import ROLES
from api.runtime.clock import local, now
from api.runtime.startup import Need, needs


@click.group()
def user() -> None:
    """People who may sign in, and their roles."""


@user.command("create")
@click.argument("email")
@click.option("--name", required=True, help="As it is shown beside what they write.")
@click.option("--role", required=True, type=click.Choice(ROLES), help="What they may do.")
@click.option("--site", metavar="SLUG", help="Where; without it, on every site.")
@click.option("--password-stdin", is_flag=True, help="Take the password from standard input.")
@needs(Need.CHANGE)
def create_user(email: str, name: str, role: str, site: str | None, password_stdin: bool) -> None:
    """Let somebody in. Without a password a link to choose one is printed, good for 72 hours."""
    from api.accounts import commands
    from api.db.unit_of_work import transaction

    where, by = _site(site), _by()
    password = _password() if password_stdin else None
    with transaction():
        account = commands.create_account(email, name, password, by)
        commands.grant(account, _role(role), where, by)
        link = None if password_stdin else commands.make_link(account, by)
    click.echo(f"{account.email} may sign in as {role} of {site or 'every site'}.")
    if link is not None:
        _show(link)


@user.command("list")
@needs(Need.READ)
def list_users() -> None:
    """Show everybody who has an account, with roles by site."""
    from api.accounts import queries

    for account in queries.accounts():
        click.echo(queries.line(account))


@user.command("disable")
@click.argument("email")
@needs(Need.CHANGE)
def disable_user(email: str) -> None:
    """Shut somebody out at once, with all tokens and links."""
    from api.accounts import commands, queries

    commands.disable(queries.get_account(email), _by())
    click.echo(f"{email} is disabled.")


@user.command("enable")
@click.argument("email")
@needs(Need.CHANGE)
def enable_user(email: str) -> None:
    """Let somebody in again."""
    from api.accounts import commands, queries

    commands.enable(queries.get_account(email), _by())
    click.echo(f"{email} is enabled.")


@user.command("reset")
@click.argument("email")
@click.option("--second-factor", is_flag=True, help="Who uses it needs no second factor any more.")
@needs(Need.CHANGE)
def reset_user(email: str, second_factor: bool) -> None:
    """Print a link to choose a new password, good once and for an hour."""
    from api.accounts import commands, queries

    account = queries.get_account(email)
    _show(commands.make_link(account, _by(), drops_second_factor=second_factor))


@user.command("grant")
@click.argument("email")
@click.option(
    "--role", required=True, type=click.Choice((*ROLES, "none")), help="What they may do."
)
@click.option("--site", metavar="SLUG", help="Where; without it, on every site.")
@needs(Need.CHANGE)
def grant_role(email: str, role: str, site: str | None) -> None:
    """Give somebody a role in place of the one they have there; `none` takes it away."""
    from api.accounts import commands, queries

    given = None if role == "none" else _role(role)
    commands.grant(queries.get_account(email), given, _site(site), _by())
    click.echo(f"{email} has the role {role} on {site or 'every site'}.")


@click.group()
def token() -> None:
    """Tokens that programs sign in with for somebody."""


@token.command("create")
@click.argument("email")
@click.option("--name", required=True, help="What it is for.")
@click.option("--scope", type=click.Choice(("read", *ROLES)), help="No more than this.")
@click.option("--site", metavar="SLUG", help="On this site alone.")
@click.option("--days", default=90, show_default=True, type=click.IntRange(1, 3650))
@needs(Need.CHANGE)
def create_token(email: str, name: str, scope: str | None, site: str | None, days: int) -> None:
    """Make a token. It is the last line, and nobody can show it again."""
    from api.accounts import commands, queries

    most = _ceiling(scope)
    ceiling = commands.Scope(most, _site(site))
    made, secret = commands.create_token(queries.get_account(email), name, days, _by(), ceiling)
    click.echo(f"Token {made.id} of {email}, good until {local(made.expires_at)}:")
    click.echo(secret)


@token.command("list")
@needs(Need.READ)
def list_tokens() -> None:
    """Show every token that was not revoked, by its last letters."""
    from api.accounts import queries
    from api.accounts.secrets import PREFIX

    people = {account.id: account for account in queries.accounts()}
    for issued in queries.tokens(people.values()):
        known = f"{PREFIX}…{issued.last_letters}"
        until = f"until {local(issued.expires_at)}"
        click.echo(f"{issued.id}  {people[issued.account].email}  {issued.name}  {known}  {until}")


@token.command("confirm")
@click.argument("token_id", metavar="ID", type=click.UUID)
@needs(Need.CHANGE)
def confirm_token(token_id: UUID) -> None:
    """Let a token be good again that `congxa restore` has disabled."""
    from api.accounts import commands, queries

    commands.confirm_token(queries.get_token(token_id), _by())
    click.echo(f"{token_id} is good again.")


@token.command("revoke")
@click.argument("token_id", metavar="ID", type=click.UUID)
@needs(Need.CHANGE)
def revoke_token(token_id: UUID) -> None:
    """End a token at once."""
    from api.accounts import commands, queries

    commands.revoke_token(queries.get_token(token_id), _by())
    click.echo(f"{token_id} is revoked.")


def _show(secret: str) -> None:
    from api.accounts.commands import address_of

    click.echo("This link is good once:")
    click.echo(address_of(secret))


def _password() -> str:
    typed = sys.stdin.buffer.readline()
    try:
        return typed.decode().rstrip("\r\n")
    except UnicodeDecodeError as error:
        raise click.UsageError("the password on standard input is not UTF-8") from error


def _role(name: str) -> Any:
    from api.publishing.models import Role

    return Role[name.upper()]


def _ceiling(scope: str | None) -> int | None:
    """The most that a token may do: 0 is reading alone, None all that its owner may."""
    if scope is None:
        return None
    return 0 if scope == "read" else int(_role(scope))


def _site(slug: str | None) -> UUID | None:
    from api.sites import queries as sites

    return None if slug is None else sites.get_reference(slug).id


def _by() -> Any:
    from api.publishing.workflow import OPERATOR

    return OPERATOR, now()
