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


def matches(kept: str | None, password: str) -> bool:
    """Whether this is the password of which `kept` was kept; where nothing was, it takes as long.

    So whoever measures the time learns nothing of who has an account.
    """
    normal = unicodedata.normalize("NFC", password)
    try:
        return _hasher.verify(kept or _nobodys(), normal) and kept is not None
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
    if not core or len(set(core)) < 4 or core in _breached():
        raise WeakPassword(
            why="it is one of those that are tried first",
            why_vi="nằm trong số những mật khẩu bị thử đầu tiên",
        )
    known = {_core(word) for text in about for word in (text, text.partition("@")[0])} - {""}
    if any(core == word or (len(word) > 3 and word in core and len(core) < 2 * len(word) + 4)
           for word in known):  # fmt: skip
        raise WeakPassword(
            why="it is made of your name, address or commune",
            why_vi="được ghép từ tên, địa chỉ hoặc tên xã của bạn",
        )


def _core(password: str) -> str:
    """Its letters without accents, capitals, and the digits and signs that people add."""
    return re.sub(r"[^a-z]", "", slugify(password))


@cache
def _breached() -> frozenset[str]:
    text = files("api.accounts").joinpath("breached_passwords.txt").read_text("utf-8")
    words = {line.strip() for line in text.splitlines() if not line.startswith("#")}
    return frozenset(words | {word * 2 for word in words} | {word * 3 for word in words})
