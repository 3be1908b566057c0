"""Which addresses of the web may be asked on somebody's word: public ones, by a name, over HTTPS.

Names are looked up once, and who asks connects to what was found then: a name that means another
address a moment later leads nowhere.
"""

import re
import socket
from collections.abc import Callable
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import NamedTuple
from urllib.parse import urlsplit

PORT = 443
Resolve = Callable[[str], list[str]]
_NAME = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?")
_LONGEST_NAME = 253
# Names that mean something inside of a network alone.
_INSIDE = ("internal", "local", "localhost", "localdomain", "lan", "intranet", "home", "arpa")
# They lead to an IPv4 address that they name, whatever Python says of them.
_TUNNELS = [
    ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")
]


class Refused(Exception):
    """This address is not asked."""


class Place(NamedTuple):
    """What to ask: a host by its name, the addresses that it has now, and the path with query."""

    host: str
    addresses: tuple[str, ...]
    target: str


def place_of(url: str, resolve: Resolve) -> Place:
    """What a URL names, each of its addresses public; else Refused."""
    if any(ord(character) <= 0x20 or character in "\\\x7f" for character in url):
        raise Refused
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise Refused from error
    if parts.scheme != "https" or "@" in parts.netloc or port not in (None, PORT):
        raise Refused
    host = _name(parts.hostname or "")
    query = f"?{parts.query}" if parts.query else ""
    return Place(host, _addresses(host, resolve), _ascii(f"{parts.path or '/'}{query}"))


def is_public(address: str) -> bool:
    """Whether an address is somebody's in the public Internet."""
    parsed = ip_address(address.partition("%")[0])
    inner = parsed.ipv4_mapped if isinstance(parsed, IPv6Address) else None
    return _is_public(inner or parsed)


def _is_public(address: IPv4Address | IPv6Address) -> bool:
    if isinstance(address, IPv6Address) and any(address in network for network in _TUNNELS):
        return False
    is_other = (
        address.is_multicast or address.is_reserved or getattr(address, "is_site_local", False)
    )
    return address.is_global and not is_other


def look_up(host: str) -> list[str]:
    """The addresses of a name, as this machine's resolver says."""
    answers = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    return [str(answer[4][0]) for answer in answers]


def _name(host: str) -> str:
    """A host as a name in the DNS; a number in any spelling is none."""
    try:
        name = host.encode("idna").decode("ascii").lower().removesuffix(".")
    except UnicodeError as error:
        raise Refused from error
    is_inside = name.rpartition(".")[2] in _INSIDE
    if len(name) > _LONGEST_NAME or not _NAME.fullmatch(name) or is_inside:
        raise Refused
    return name


def _addresses(host: str, resolve: Resolve) -> tuple[str, ...]:
    try:
        addresses = tuple(dict.fromkeys(resolve(host)))
    except OSError as error:
        raise Refused from error
    if not addresses or not all(is_public(address) for address in addresses):
        raise Refused
    return addresses


def _ascii(target: str) -> str:
    """A path as it goes over the line: what is no ASCII in it as bytes."""
    return "".join(
        character if character.isascii() else _escaped(character) for character in target
    )


def _escaped(letter: str) -> str:
    return "".join(f"%{byte:02X}" for byte in letter.encode())
