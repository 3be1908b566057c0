"""What somebody who leaves has begun goes to another person."""

from typing import NamedTuple
from uuid import UUID

from api.accounts import commands, people, reach
from api.accounts.commands import By
from api.accounts.errors import CannotTakeOver
from api.accounts.models import Account
from api.accounts.queries import roles_of
from api.db.unit_of_work import transaction
from api.publishing.commands import handover
from api.publishing.models import Role
from api.sites import queries as sites

MOST = 200
"""Documents that one request hands over; the answer says how many are left."""


class Handed(NamedTuple):
    """How many documents changed hands, and how many more there are."""

    documents: int
    left: int


def hand_over(account_id: UUID, to: UUID, by: By) -> Handed:
    """Give all drafts of somebody within reach, on sites that the admin administers, to another.

    CannotTakeOver where the other one could not go on with them.
    """
    people.require_writing(by)
    with transaction():
        leaving = people.locked(account_id, by)
        taking = reach.get_person(by[0], to)
        commands.lock(taking)
        drafts = [
            (document, site)
            for document, site in handover.drafts_of(str(leaving.id))
            if reach.administers(by[0], site)
        ]
        _require_roles(taking, {site for _, site in drafts})
        pair = str(leaving.id), str(taking.id)
        handed = [handover.hand_over(document, pair, by) for document, _ in drafts[:MOST]]
        return Handed(sum(handed), len(drafts[MOST:]))


def _require_roles(account: Account, needed: set[UUID]) -> None:
    held = roles_of(account)
    for site in needed:
        if account.disabled_at or max(held.get(site, 0), held.get(None, 0)) < Role.AUTHOR:
            raise CannotTakeOver(name=account.name, site=sites.reference(site).name)
