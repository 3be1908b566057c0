"""What `congxa setup` asks: four questions, whose answers it keeps for the next time."""

import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

import click
from marshmallow import ValidationError, fields

from api.setting import values


@dataclass(frozen=True)
class Answers:
    """The name of the portal, its domain, who is its first admin, and where backups go."""

    name: str
    domain: str
    admin: str
    backups: str


QUESTIONS = {
    "name": "Name of the portal, such as UBND xã Yên Hòa",
    "domain": "Its domain, such as yenhoa.gov.vn",
    "admin": "E-mail address of the first admin",
    "backups": "Folder for the daily backups, best on another disk",
}
_EMAIL = fields.Email(error_messages={"invalid": "an e-mail address"})
_DEFAULT_BACKUPS = "/var/backups/congxa"


def asked(given: dict[str, str | None], kept: dict[str, str]) -> Answers:
    """The answers: as given, else as asked of whoever sits there, else as they were."""
    known = {"backups": _DEFAULT_BACKUPS, **kept}
    found = {name: given[name] or _ask(name, known.get(name)) for name in QUESTIONS}
    _check(found)
    return Answers(**found)


def as_kept(answers: Answers) -> dict[str, str]:
    """Answers by the names of their questions."""
    return asdict(answers)


def of_kept(kept: dict[str, str]) -> dict[str, str]:
    """Those of these that are answers."""
    return {name: value for name, value in kept.items() if name in QUESTIONS}


def _ask(name: str, known: str | None) -> str:
    if sys.stdin.isatty():
        return str(click.prompt(QUESTIONS[name], default=known))
    if known is None:
        raise click.UsageError(f"nobody is there to ask: give --{name}")
    return known


def _check(found: dict[str, str]) -> None:
    if not found["name"].strip() or not found["name"].isprintable():
        raise click.UsageError("--name: it must be a name")
    _must("domain", lambda: values.host(found["domain"]))
    _must("admin", lambda: _EMAIL.deserialize(found["admin"]))
    if not Path(found["backups"]).is_absolute():
        raise click.UsageError("--backups: it must be an absolute path")


def _must(name: str, check: Callable[[], object]) -> None:
    try:
        check()
    except ValidationError as error:
        raise click.UsageError(f"--{name}: it must be {error.messages[0]}") from error
