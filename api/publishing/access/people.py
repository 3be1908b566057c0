"""The names of those who write, and what they may do now, which another feature knows."""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from api.publishing.models import Role
from api.runtime.runtime import Part, nothing

NamesOf = Callable[[Iterable[str]], Mapping[str, str]]
RolesOf = Callable[[str], Mapping[UUID | None, Role] | None]
PublishersOn = Callable[[UUID], Mapping[str, str]]
_names_of = Part[NamesOf | None](nothing)
_roles_of = Part[RolesOf | None](nothing)
_publishers_on = Part[PublishersOn | None](nothing)


def use(names_of: NamesOf, roles_of: RolesOf, publishers_on: PublishersOn) -> None:
    """Ask `names_of` for the names of actors by their ids; one that it does not know is absent.

    `roles_of` tells what a person may do now: nothing once shut out, None of a program.
    `publishers_on` gives the names, by id, of those whose role on a site publishes.
    """
    _names_of.set(names_of)
    _roles_of.set(roles_of)
    _publishers_on.set(publishers_on)


def named(ids: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Actors as answers name them, by id; whoever has no name is called by the id."""
    wanted = {actor_id for actor_id in ids if actor_id is not None}
    names_of = _names_of.get()
    known = names_of(wanted) if names_of else {}
    return {
        actor_id: {"id": actor_id, "name": known.get(actor_id, actor_id)} for actor_id in wanted
    }


def roles_of(actor_id: str) -> Mapping[UUID | None, Role] | None:
    """What a person may do now, whatever it was before; None of who has no account."""
    ask = _roles_of.get()
    return ask(actor_id) if ask else None


def publishers_on(site: UUID) -> Mapping[str, str]:
    """The names of those who may publish something on a site now, by their ids."""
    ask = _publishers_on.get()
    return ask(site) if ask else {}
