"""Commands of the shell for an operator: take away, bring back, throw away, check the audit log."""

import sys
from uuid import UUID

import click

from api.publishing.reasons import REASONS
from api.runtime.clock import now
from api.runtime.remarks import collected
from api.runtime.startup import NOT_ALL, Need, needs


@click.command()
@click.argument("document_id", metavar="ID", type=click.UUID)
@click.option("--reason", required=True, type=click.Choice(REASONS), help="Shown to the public.")
@click.option("--note", help="A sentence for the public.")
@click.option("--superseded-by", type=click.UUID, metavar="ID", help="What replaces it.")
@needs(Need.CHANGE)
def withdraw(document_id: UUID, reason: str, note: str | None, superseded_by: UUID | None) -> None:
    """Take what is public at ID away; its address says why (410).

    What still links to it is named.
    """
    from api.publishing import commands, queries, workflow
    from api.publishing.live import links

    document = queries.get_document(document_id)
    successor = commands.successor(document, superseded_by)
    why = commands.Withdrawal(reason, note, successor)
    url = links.own_url(document)
    with collected() as remarks:
        commands.withdraw(document, workflow.OPERATOR, now(), why)
    click.echo(f"{document_id} is withdrawn ({reason}).")
    targets = dict.fromkeys(links.addresses(document, url), document.id) if url else {}
    for said in links.linking(targets).get(document.id, ()):
        click.echo(f"warning: {said} links to it", err=True)
    _tell(remarks)


@click.command()
@click.argument("document_id", metavar="ID", type=click.UUID)
@needs(Need.CHANGE)
def republish(document_id: UUID) -> None:
    """Make the newest edition of ID public again, or for the first time."""
    from api.publishing import commands, queries, workflow

    document = queries.get_document(document_id)
    with collected() as remarks:
        findings = commands.publish(document, workflow.OPERATOR, now())
    for finding in findings:
        click.echo(f"warning: {finding.pointer}: {finding.detail}", err=True)
    click.echo(f"{document_id} is public at version {document.version}.")
    _tell(remarks)


@click.command()
@click.argument("document_id", metavar="ID", type=click.UUID)
@needs(Need.CHANGE)
def trash(document_id: UUID) -> None:
    """Put ID into the trash; what is public must be withdrawn first."""
    from api.publishing import commands, queries, workflow

    commands.trash(queries.get_document(document_id), workflow.OPERATOR, now())
    click.echo(f"{document_id} is in the trash.")


@click.command()
@click.argument("document_id", metavar="ID", type=click.UUID)
@needs(Need.CHANGE)
def recover(document_id: UUID) -> None:
    """Take ID out of the trash."""
    from api.publishing import commands, queries, workflow

    commands.recover(queries.get_document(document_id), workflow.OPERATOR, now())
    click.echo(f"{document_id} is out of the trash.")


@click.command()
@click.argument("document_id", metavar="ID", type=click.UUID)
@click.confirmation_option(prompt="Forget it for good?")
@needs(Need.CHANGE)
def purge(document_id: UUID) -> None:
    """Forget ID, which lies in the trash, for good; a public tombstone stays."""
    from api.publishing import commands, queries, workflow

    commands.purge(queries.get_document(document_id), workflow.OPERATOR, now())
    click.echo(f"{document_id} is gone.")


@click.group()
def audit() -> None:
    """The chain of audit events."""


@audit.command()
@click.option(
    "--head", metavar="NUMBER:HASH", help="A head that was noted: it must still be there."
)
@needs(Need.READ)
def verify(head: str | None) -> None:
    """Check that no event was changed, removed or moved; the head is printed, to be noted."""
    import re

    from api.publishing import queries
    from api.publishing.audit import chain

    if head is not None and not re.fullmatch(chain.HEAD, head):
        raise click.BadParameter("write it as it was printed, NUMBER:HASH", param_hint="--head")
    newest = queries.audit_head()[1]
    broken = chain.first_broken_event(head)
    if broken is not None:
        click.echo(f"The chain breaks at event {broken}.", err=True)
        sys.exit(1)
    click.echo(f"The chain is whole. Its head: {newest}")


def _tell(remarks: list[str]) -> None:
    """Say what is not done yet of something that is."""
    for remark in remarks:
        click.echo(f"congxa: {remark}", err=True)
    if remarks:
        sys.exit(NOT_ALL)
