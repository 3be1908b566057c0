"""Looks whether a portal keeps the contract, check by check; it only reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from types import ModuleType

from api.tools.checks import caching, errors, feed, http, items, lists, media, snapshot
from api.tools.checks.visit import Check, Visit
from api.tools.checks.walk import NotChecked
from api.tools.client import Portal
from api.tools.errors import PortalError, TooLarge

OK, BROKEN, NOT_CHECKED = "ok", "broken", "not checked"
# What a check meets where a portal sends a list for an object, or a number for a text.
_OF_ANOTHER_FORM = (AttributeError, LookupError, RecursionError, TypeError, ValueError)
_MODULES: tuple[ModuleType, ...] = (*(http, caching, errors, lists, items, media, feed, snapshot),)


@dataclass(frozen=True)
class Finding:
    """What came out of one check, and what was seen where it is not as the contract says."""

    check: Check
    result: str
    seen: str | None = None


def checks() -> list[Check]:
    """Every check there is, in the order in which they are made."""
    members = [member for module in _MODULES for member in vars(module).values()]
    return [member for member in members if isinstance(member, Check)]


def examine(portal: Portal) -> Iterator[Finding]:
    """Make every check; look twice at what looks broken, since a portal may change meanwhile."""
    visit = Visit(portal)
    for check in checks():
        finding = _looked_at(check, visit)
        if finding.result == BROKEN:
            visit = Visit(portal)
            finding = _looked_at(check, visit)
        yield finding


def _looked_at(check: Check, visit: Visit) -> Finding:
    try:
        seen = check.look(visit)
    except NotChecked as why:
        return Finding(check, NOT_CHECKED, str(why))
    except _OF_ANOTHER_FORM as error:
        return Finding(check, BROKEN, f"an answer has another form ({type(error).__name__})")
    except TooLarge as why:
        return Finding(check, NOT_CHECKED, str(why))
    except PortalError as error:
        return Finding(check, BROKEN, str(error))
    return Finding(check, OK if seen is None else BROKEN, seen)
