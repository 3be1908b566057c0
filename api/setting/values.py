"""The types of settings: strict parsers from text, each of which says what it would have taken.

What they refuse they refuse with a ValidationError that completes the sentence "it must be …".
"""

import re
from collections.abc import Callable
from ipaddress import ip_address, ip_network
from pathlib import Path
from typing import TypeVar
from urllib.parse import SplitResult, urlsplit

from environs import ValidationError

KEY_LENGTH = 32
TOKEN_LENGTH = 16
T = TypeVar("T")

_INTEGER = re.compile(r"0|[1-9][0-9]{0,8}")
_HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*", re.IGNORECASE)
_PLACEHOLDER = re.compile(r"change.?me|secret|password|example|placeholder|your.key", re.IGNORECASE)
_SQLITE_FILE = re.compile(r"sqlite:///(?=.*[^/])[^?#]*[^?#/]")
_FOLDER = re.compile(r"/([a-z0-9_-]+/)+")
_DEFAULT_PORTS = {"http": 80, "https": 443}


class SettingsError(Exception):
    """The configuration cannot be used; the message is one line for the operator."""

    mend = "congxa settings"
    """The command that mends it, or shows where it is wrong."""


def integer(lowest: int, highest: int) -> Callable[[str], int]:
    """A whole number in ASCII digits, within bounds."""

    def parse(text: str) -> int:
        # int() alone would also take "١٢", "1_0" and " 7 ".
        if not _INTEGER.fullmatch(text) or not lowest <= int(text) <= highest:
            raise ValidationError(f"a whole number from {lowest} to {highest}")
        return int(text)

    return parse


def switch(text: str) -> bool:
    """1 or 0."""
    if text not in {"0", "1"}:
        raise ValidationError("0 or 1")
    return text == "1"


def one_of(*words: str) -> Callable[[str], str]:
    """One of a few words, as spelt."""

    def parse(text: str) -> str:
        if text not in words:
            raise ValidationError(f"one of {', '.join(words)}")
        return text

    return parse


def path(text: str) -> Path:
    """A file or folder."""
    if not text.strip() or "\0" in text:
        raise ValidationError("a path")
    return Path(text)


def path_from(path: Path, folder: Path) -> Path:
    """The absolute path; a relative one counts from `folder`."""
    return folder / path


def host(text: str) -> str:
    """A host name or an IP address, without a port."""
    if not _is_host(text):
        raise ValidationError("a host name or an IP address, without a port")
    return text.lower()


def host_pattern(text: str) -> str:
    """A host, or with a leading dot a domain and all below it."""
    return "." + host(text[1:]) if text.startswith(".") else host(text)


def many(parse: Callable[[str], T]) -> Callable[[str], tuple[T, ...]]:
    """Several, separated by commas; empty text is none."""

    def parse_all(text: str) -> tuple[T, ...]:
        parts = [part.strip() for part in text.split(",")] if text.strip() else []
        return tuple(dict.fromkeys(parse(part) for part in parts))

    return parse_all


def origin(text: str) -> str:
    """Scheme, host and port, in the spelling that browsers send; `*` and `null` are no origin."""
    parts = _split(text)
    if not parts or parts.scheme not in _DEFAULT_PORTS or not _is_bare(parts):
        raise ValidationError("http:// or https:// with a host, and nothing after host and port")
    name = parts.hostname or ""
    shown = f"[{name}]" if ":" in name else name
    is_default = parts.port in {None, _DEFAULT_PORTS[parts.scheme]}
    return f"{parts.scheme}://{shown}" + ("" if is_default else f":{parts.port}")


def folder_of_addresses(text: str) -> str:
    """A path that begins and ends with a slash; empty for none."""
    if text and not _FOLDER.fullmatch(text):
        raise ValidationError("a path like /_media/, with a slash at both ends")
    return text


def base_url(text: str) -> str:
    """An origin; one slash at its end is forgiven."""
    return origin(text.removesuffix("/"))


def database_url(text: str) -> str:
    """A SQLite file or a PostgreSQL database."""
    if _SQLITE_FILE.fullmatch(text) and ":memory:" not in text:
        return text
    parts = _split(text)
    if parts and parts.scheme in {"postgresql", "postgres"} and parts.path.strip("/"):
        return text.replace("postgres://", "postgresql://", 1)
    raise ValidationError("sqlite:///path/to/file or postgresql://user:password@host:port/database")


def database_from(url: str, folder: Path) -> str:
    """The address with an absolute path; a relative one counts from `folder`."""
    prefix, scheme, name = url.partition("sqlite:///")
    if prefix or not scheme or name.startswith("/"):
        return url
    # What an address would read as something else stands in it by its number.
    base = str(folder).replace("%", "%25").replace("?", "%3F").replace("#", "%23")
    return f"sqlite:///{base}/{name}"


def secret_key(text: str) -> str:
    """A key nobody can guess: long, varied and not a placeholder."""
    is_long = len(text) >= KEY_LENGTH and text.isascii() and text.isprintable()
    if not is_long or len(set(text)) < KEY_LENGTH // 3 or _PLACEHOLDER.search(text):
        raise ValidationError(
            f"at least {KEY_LENGTH} random ASCII characters, not a word or a placeholder"
        )
    return text


def token(text: str) -> str:
    """What somebody shows to be let in; empty for nobody."""
    is_usable = len(text) >= TOKEN_LENGTH and text.isascii() and text.isprintable()
    if text and (not is_usable or " " in text or _PLACEHOLDER.search(text)):
        raise ValidationError(f"at least {TOKEN_LENGTH} ASCII characters without spaces")
    return text


def network(text: str) -> str:
    """An IP address, or a network of them."""
    try:
        return str(ip_network(text))
    except ValueError as error:
        raise ValidationError("IP addresses or networks like 10.0.0.0/8") from error


def hide_password(text: str) -> str:
    """A database address fit to be shown."""
    text = re.sub(r"(//[^:/@]*):.*@", r"\1:********@", text)
    return re.sub(r"(password=)[^&]*", r"\1********", text)


def _split(text: str) -> SplitResult | None:
    """The parts of an address; none when it is malformed, its port included."""
    if not text.isascii() or re.search(r"[\s\\]", text):
        return None
    try:
        parts = urlsplit(text)
        is_usable = parts.port != 0
    except ValueError:
        return None
    return parts if is_usable else None


def _is_bare(parts: SplitResult) -> bool:
    has_more = parts.path or parts.query or parts.fragment or "@" in parts.netloc
    return not has_more and _is_host(parts.hostname or "") and not parts.netloc.endswith(":")


def _is_host(text: str) -> bool:
    try:
        ip_address(text)
    except ValueError:
        # All digits and dots, yet no address: a mistyped one, not a name.
        return bool(_HOST_NAME.fullmatch(text)) and not re.fullmatch(r"[0-9.]+", text)
    return "%" not in text
