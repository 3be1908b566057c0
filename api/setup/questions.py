"""What `congxa setup` asks: four questions, whose answers it keeps for the next time."""

import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click
from marshmallow import ValidationError

from api.setting import values
from api.text.slugs import slugify
from api.text.web_addresses import is_email


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
_OF_UNITS = set('"\\$%')
"""What systemd reads otherwise in the word of a unit."""
_HOST = "the name alone of a host, for which a certificate can be had"
_DEFAULT_BACKUPS = "/var/backups/congxa"


def asked(given: dict[str, str | None], earlier: dict[str, str]) -> Answers:
    """The answers: as given, else as asked of whoever sits there, else as they were."""
    known = {"backups": _DEFAULT_BACKUPS, **earlier}
    chosen = {name: _given(name, given[name]) for name in QUESTIONS if given[name] is not None}
    return Answers(**{name: chosen.get(name) or _ask(name, known.get(name)) for name in QUESTIONS})


def as_kept(answers: Answers) -> dict[str, str]:
    """Answers by the names of their questions."""
    return asdict(answers)


def of_kept(earlier: dict[str, str]) -> dict[str, str]:
    """Those of these that are answers."""
    return {name: value for name, value in earlier.items() if name in QUESTIONS}


def _given(name: str, answer: str | None) -> str:
    try:
        return _checked(name, answer or "")
    except click.BadParameter as error:
        raise click.UsageError(f"--{name}: {error.message}") from error


def _ask(name: str, known: str | None) -> str:
    if sys.stdin.isatty():
        # What is no answer is asked for again.
        checked = partial(_checked, name)
        return str(click.prompt(QUESTIONS[name], default=known, value_proc=checked))
    if known is None:
        raise click.UsageError(f"nobody is there to ask: give --{name}")
    return known


def _checked(name: str, answer: str) -> str:
    try:
        return _CHECKS[name](answer.strip())
    except ValidationError as error:
        raise click.BadParameter(f"it must be {error.messages[0]}") from error


def _name(answer: str) -> str:
    if not slugify(answer) or not answer.isprintable():
        raise ValidationError("a name")
    return " ".join(answer.split())


def _domain(answer: str) -> str:
    """As certificates and browsers write it; one with accents is `xn--…` there."""
    try:
        name = values.host(answer.encode("idna").decode("ascii"))
    except (UnicodeError, ValidationError) as error:
        raise ValidationError(_HOST) from error
    if ":" in name or name.rpartition(".")[2].isdigit():
        raise ValidationError(_HOST)
    return name


def _email(answer: str) -> str:
    # The same as makes the account.
    if not is_email(answer.lower()):
        raise ValidationError("an e-mail address")
    return answer


def _folder(answer: str) -> str:
    if not Path(answer).is_absolute() or not answer.isprintable() or set(answer) & _OF_UNITS:
        raise ValidationError('an absolute path without any of " \\ $ %')
    return str(Path(os.path.normpath(answer)))  # A unit takes no `..`.


_CHECKS: dict[str, Callable[[str], str]] = {
    "name": _name,
    "domain": _domain,
    "admin": _email,
    "backups": _folder,
}
