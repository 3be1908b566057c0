"""Passwords: which are refused as too easy to guess, and what is kept of the others."""

import re
import unicodedata
from functools import cache
from importlib.resources import files
from secrets import token_urlsafe

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from api.accounts.errors import WeakPassword
from api.text.slugs import slugify

SHORTEST = 12
LONGEST = 200
# About 20 ms on a small server (OWASP's second choice); the library's own default is ten times it.
_hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


def hashed(password: str, *about: str) -> str:
    """What to keep of a new password; WeakPassword for one that is easy to guess.

    `about` is what everybody knows of its owner: name, address, commune.
    """
    normal = unicodedata.normalize("NFC", password)
    _require_strength(normal, about)
    return _hasher.hash(normal)


def matches(password_hash: str | None, password: str) -> bool:
    """Whether this is the password of that hash; where there is none, it takes as long.

    So whoever measures the time learns nothing of who has an account.
    """
    normal = unicodedata.normalize("NFC", password)
    try:
        return _hasher.verify(password_hash or _nobodys(), normal) and password_hash is not None
    except (VerificationError, InvalidHashError):
        return False


@cache
def _nobodys() -> str:
    return _hasher.hash(token_urlsafe(32))


def _require_strength(password: str, about: tuple[str, ...]) -> None:
    if not SHORTEST <= len(password) <= LONGEST:
        raise WeakPassword(
            why=f"it must have from {SHORTEST} to {LONGEST} letters",
            why_vi=f"phải có từ {SHORTEST} đến {LONGEST} ký tự",
        )
    core = _core(password)
    if len(set(core)) < 4 or _once(core) in _breached():
        raise WeakPassword(
            why="it is one of those that are tried first",
            why_vi="nằm trong số những mật khẩu bị thử đầu tiên",
        )
    if any(_is_made_of(known, core) for text in about for known in _parts(text)):
        raise WeakPassword(
            why="it is made of your name, address or commune",
            why_vi="được ghép từ tên, địa chỉ hoặc tên xã của bạn",
        )


def _core(password: str) -> str:
    """Its letters without accents, capitals, and the digits and signs that people add."""
    return re.sub(r"[^a-z]", "", slugify(password))


def _once(core: str) -> str:
    """A word that was typed several times to be long enough, once."""
    return core[: (core + core).find(core, 1)]


def _parts(text: str) -> set[str]:
    """What of a name or an address one would think of: `Xã Yên Hòa`, `Yên Hòa`, `yenhoa`@…"""
    own, _at, place = text.partition("@")
    words = own.split()
    ends = (" ".join(words[first:]) for first in range(len(words)))
    return {_core(part) for part in (text, *ends, place.partition(".")[0])} - {""}


def _is_made_of(known: str, core: str) -> bool:
    """Whether little more is there than what everybody knows."""
    return core == known or (len(known) > 3 and known in core and len(core) < 2 * len(known) + 4)


@cache
def _breached() -> frozenset[str]:
    folder = files("api.accounts.entry")
    texts = [folder.joinpath(f"{name}_passwords.txt") for name in ("common", "office")]
    lines = [line for text in texts for line in text.read_text("utf-8").splitlines()]
    return frozenset(line for line in lines if not line.startswith("#"))
