"""The names this installation answers to, and the site that each of them shows; no other name.

A name is taken from `Host` alone: `X-Forwarded-Host` only takes its place where the settings count
proxies in front. Ports are not looked at.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import urlsplit

from peewee import DatabaseError

from api.db import databases
from api.runtime import change_signal
from api.runtime.change_signal import State
from api.runtime.errors import Unavailable
from api.runtime.failures import Floods
from api.runtime.runtime import Part

Environ = Mapping[str, object]
Loader = Callable[[], Iterable[tuple[str, str | None]]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE)
_floods = Floods(logging.getLogger(__name__))


class _Sites(NamedTuple):
    """Sites by the host of their address, the one that all other names show, and their origins."""

    by_host: Mapping[str, str]
    elsewhere: str | None
    origins: tuple[str, ...] = ()


class Hosts:
    """The names of one installation; `load` gives each site's slug and address, oldest first."""

    def __init__(
        self, base_url: str = "", trusted: Iterable[str] = (), load: Loader = tuple
    ) -> None:
        self._trusted = LOOPBACK | {_host_of(base_url), *trusted}
        self._load = load
        self._lock = threading.Lock()
        self._seq = -1
        self._known = _Sites({}, None)

    def is_ours(self, host: str | None) -> bool:
        """Whether a host names this installation."""
        if host is None:
            return False
        return host in self._trusted or self._is_below(host) or host in self.sites().by_host

    def is_of_the_api(self, host: str | None) -> bool:
        """Whether a host is the API's own, and not one that only a site has."""
        if host is None or host in self._trusted:
            return host is not None
        return self._is_below(host) and host not in self.sites().by_host

    def are_known(self) -> bool:
        """Whether the database has ever told which sites there are."""
        self.sites()
        return self._seq >= 0

    def is_current(self, seq: int) -> bool:
        """Whether the sites are known without asking the database."""
        return seq == self._seq

    def sites(self) -> _Sites:
        """The sites, asked for again when the log of changes has moved."""
        seq = change_signal.state().seq
        if seq == self._seq:
            return self._known
        with self._lock:
            try:
                sites = list(self._load())
            except DatabaseError as error:
                _floods.met(logging.WARNING, "the sites are not known", error)
                databases.close()
                return self._known
            # Of several at one address the oldest stays, whatever comes in after it.
            by_host = {_host_of(address): slug for slug, address in sites[::-1] if address}
            homeless = [slug for slug, address in sites if not address or len(sites) == 1]
            origins = tuple(_origin_of(address) for _, address in sites if address)
            self._known = _Sites(by_host, next(iter(homeless), None), origins)
            self._seq = seq
        return self._known

    def _is_below(self, host: str) -> bool:
        return any(
            f".{host}".endswith(trusted) for trusted in self._trusted if trusted.startswith(".")
        )


_hosts = Part(Hosts)


def use(base_url: str, trusted: Iterable[str], load: Loader) -> None:
    """Answer to the host of `base_url`, to `trusted` names, and to those of the sites.

    A trusted name with a leading dot is a domain and all below it. `load` gives each site's slug
    and address, the oldest first; it is asked again when the log of changes has moved.
    """
    _hosts.set(Hosts(base_url, trusted, load))


def is_ours(environ: Environ) -> bool:
    """Whether the request names this installation."""
    return _hosts.get().is_ours(named(environ))


def is_of_the_api(environ: Environ) -> bool:
    """Whether the request names the API's own host, and not one that only a site has."""
    return _hosts.get().is_of_the_api(named(environ))


def origins() -> tuple[str, ...]:
    """The origins of the sites that have an address of their own."""
    return _hosts.get().sites().origins


def is_loopback(environ: Environ) -> bool:
    """Whether the request names this very machine."""
    return named(environ) in LOOPBACK


def site_of(environ: Environ) -> str | None:
    """The slug of the site that the request is for: the one of that name, else the only one, of
    several the oldest that has no address of its own.
    """
    sites = _hosts.get().sites()
    return sites.by_host.get(named(environ) or "", sites.elsewhere)


def require_known() -> None:
    """Unavailable while the database has not told which sites there are: a name may be one's."""
    if not are_known():
        raise Unavailable


def are_known() -> bool:
    """Whether the database has ever told which sites there are."""
    return _hosts.get().are_known()


def is_current(state: State) -> bool:
    """Whether the sites are known without asking the database."""
    return _hosts.get().is_current(state.seq)


def refresh() -> None:
    """Ask the database for the sites, where the log of changes has moved since."""
    _hosts.get().sites()


def named(environ: Environ) -> str | None:
    """The host of a request in lower case, without its port; None for what is no host."""
    return _name_in(str(environ.get("HTTP_HOST", "")))


@lru_cache(maxsize=1_000)
def _name_in(host: str) -> str | None:
    match = _HOST.fullmatch(host)
    return match[1].lower() if match else None


def _host_of(address: str) -> str:
    """The host of an address as `Host` spells it."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host


def _origin_of(address: str) -> str:
    """Scheme, host and port of an address."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
