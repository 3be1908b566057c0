"""The names of those who write, which another feature knows."""

from collections.abc import Callable, Iterable, Mapping

from api.runtime.runtime import Part, nothing

NamesOf = Callable[[Iterable[str]], Mapping[str, str]]
_names_of = Part[NamesOf | None](nothing)


def use(names_of: NamesOf) -> None:
    """Ask `names_of` for the names of actors by their ids; one that it does not know is absent."""
    _names_of.set(names_of)


def named(ids: Iterable[str | None]) -> dict[str, dict[str, str]]:
    """Actors as answers name them, by id; whoever has no name is called by the id."""
    wanted = {each for each in ids if each is not None}
    names_of = _names_of.get()
    known = names_of(wanted) if names_of else {}
    return {each: {"id": each, "name": known.get(each, each)} for each in wanted}
