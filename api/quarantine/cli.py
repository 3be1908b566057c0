"""The command of the shell that takes back what a stolen account has done, and undoes that."""

import sys
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click

from api.runtime.clock import local, now
from api.runtime.startup import NOT_ALL, Need, ready

if TYPE_CHECKING:
    from api.quarantine.commands import Outcome
    from api.quarantine.people import Plan
    from api.quarantine.queries import Case

_THEN = """\
Before you let {email} in again: congxa user reset {email} --second-factor
It drops passkeys and codes that somebody else may have added. To undo all of it:
congxa quarantine --undo EVENT, with the number below."""


@click.command()
@click.argument("email", required=False)
@click.option("--since", metavar="TIME", help="When it was stolen: 2026-07-11T08:00:00+07:00.")
@click.option("--dry-run", is_flag=True, help="Only tell what would be done.")
@click.option("--undo", "event", type=int, metavar="EVENT", help="Undo the one of this event.")
def quarantine(email: str | None, since: str | None, dry_run: bool, event: int | None) -> None:
    """Shut EMAIL out, and take back what it has done since TIME.

    Its sessions, tokens, previews and schedules end; accounts, tokens and roles that it has made or
    raised since are taken away; each document that it touched is public and drafted as it was then.
    The number of its EVENT in the audit log is printed alone on the last line.
    """
    if event is not None and not (email or since or dry_run):
        ready(Need.CHANGE)
        _undo(event)
    elif event is None and email and since:
        ready(Need.READ if dry_run else Need.CHANGE)
        (_show if dry_run else _quarantine)(email, _moment(since))
    else:
        raise click.UsageError("Say EMAIL and --since, or --undo alone.")


def _quarantine(email: str, since: datetime) -> None:
    from api.accounts.queries import get_account
    from api.quarantine import commands, people, queries

    case = queries.case_of(get_account(email), since)
    planned, gone = people.plan(case), queries.purged(case)
    outcome = commands.quarantine(case, now())
    for line in _of_people(case, planned):
        click.echo(line)
    click.echo(f"{len(outcome.back)} documents are as they were at {local(since)}.")
    for event in gone:
        outcome.left[event.document] = "it was purged: only a backup has it"
    is_whole = _tell_left(outcome)
    click.echo(_THEN.format(email=email))
    click.echo(outcome.event)
    sys.exit(0 if is_whole else NOT_ALL)


def _show(email: str, since: datetime) -> None:
    from api.accounts.queries import get_account
    from api.quarantine import people, queries

    case = queries.case_of(get_account(email), since)
    for line in (*_of_people(case, people.plan(case)), *_of_documents(case)):
        click.echo(line)
    for event in queries.purged(case):
        click.echo(f"{event.type} {event.document}: was purged, only a backup has it")
    click.echo("Nothing was changed: this was a dry run.")


def _undo(event: int) -> None:
    from api.quarantine import commands

    outcome = commands.undo(event, now())
    click.echo(f"{len(outcome.back)} documents are as they were before event {event}.")
    click.echo("Sessions, previews and one-time links that it ended stay over.")
    sys.exit(0 if _tell_left(outcome) else NOT_ALL)


def _tell_left(outcome: "Outcome") -> bool:
    """Name what was not done; whether all was."""
    for document_id, why in outcome.left.items():
        click.echo(f"congxa: {document_id} is left as it is: {why}", err=True)
    return not outcome.left


def _of_people(case: "Case", planned: "Plan") -> Iterator[str]:
    from api.quarantine import people

    emails = people.emails(case, planned)
    for account in planned.disabled:
        yield f"{account.email}: disabled"
    for token in planned.tokens:
        yield f"{emails[str(token.account)]}: token {token.name} (…{token.last_letters}) revoked"
    for (account_id, site), role in planned.roles.items():
        yield f"{emails[account_id]}: {role or 'no role'} of {people.site_name(site)} again"
    for account_id, is_disabled in planned.doors.items():
        yield f"{emails[account_id]}: {'disabled' if is_disabled else 'enabled'} again"
    for account_id in planned.links:
        yield f"{emails[account_id]}: no one-time link works any more"


def _of_documents(case: "Case") -> Iterator[str]:
    from api.publishing.access import people
    from api.publishing.queries import get_document
    from api.quarantine import queries

    for document_id in queries.touched(case):
        document = get_document(document_id)
        others = people.named(queries.others_since(document, case)).values()
        names = ", ".join(person["name"] for person in others)
        also = f"; takes back work of {names} too" if names else ""
        about = f"{document.type} {document_id} “{document.label}”"
        yield f"{about}: {queries.in_words(document, case)}{also}"


def _moment(text: str) -> datetime:
    from marshmallow import ValidationError

    from api.http.schemas.times import Instant

    try:
        moment: datetime = Instant().deserialize(text)
    except ValidationError as error:
        raise click.BadParameter(error.messages[0], param_hint="--since") from error
    if moment > now():
        raise click.BadParameter("This time is yet to come.", param_hint="--since")
    return moment
