"""The names this installation answers to, and the site that each of them shows; no other name.

A name is taken from `Host` alone: `X-Forwarded-Host` only takes its place where the settings count
proxies in front. Ports are not looked at.
"""

import logging
import re
import threading
from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlsplit

from peewee import DatabaseError

from api.core import db, node
from api.core.errors import Unavailable

Environ = Mapping[str, object]
Loader = Callable[[], Iterable[tuple[str, str | None]]]

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
_HOST = re.compile(r"([a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?", re.IGNORECASE)
_log = logging.getLogger(__name__)
_lock = threading.Lock()


class _Sites(NamedTuple):
    """Sites by the host of their address, and the only one where there is one."""

    by_host: Mapping[str, str]
    only: str | None


_NONE = _Sites({}, None)
_trusted: frozenset[str] = LOOPBACK
_load: Loader = tuple
_seq = -1
_known = _NONE


def use(base_url: str, trusted: Iterable[str], load: Loader) -> None:
    """Answer to the host of `base_url`, to `trusted` names, and to those of the sites.

    A trusted name with a leading dot is a domain and all below it. `load` gives each site's slug
    and address; it is asked again when the log of changes has moved.
    """
    global _trusted, _load, _seq, _known
    _trusted = LOOPBACK | {_host_of(base_url), *trusted}
    _load, _seq, _known = load, -1, _NONE


def is_ours(environ: Environ) -> bool:
    """Whether the request names this installation."""
    host = _named(environ)
    if host is None:
        return False
    return host in _trusted or _is_below(host) or host in _sites().by_host


def site_of(environ: Environ) -> str | None:
    """The slug of the site that the request is for: the one of that name, else the only one."""
    sites = _sites()
    return sites.by_host.get(_named(environ) or "", sites.only)


def require_known() -> None:
    """Unavailable while the database has not told which sites there are: a name may be one's."""
    if not are_known():
        raise Unavailable


def are_known() -> bool:
    """Whether the database has ever told which sites there are."""
    _sites()
    return _seq >= 0


def is_current() -> bool:
    """Whether the sites are known without asking the database."""
    return node.state().seq == _seq


def refresh() -> None:
    """Ask the database for the sites, where the log of changes has moved since."""
    _sites()


def _named(environ: Environ) -> str | None:
    """The host of a request in lower case, without its port; None for what is no host."""
    found = _HOST.fullmatch(str(environ.get("HTTP_HOST", "")))
    return found[1].lower() if found else None


def _is_below(host: str) -> bool:
    return any(f".{host}".endswith(each) for each in _trusted if each.startswith("."))


def _sites() -> _Sites:
    global _seq, _known
    seq = node.state().seq
    if seq == _seq:
        return _known
    with _lock:
        try:
            sites = list(_load())
        except DatabaseError as error:
            _log.warning("the sites are not known: %s", error)
            db.close()
            return _known
        by_host = {_host_of(address): slug for slug, address in sites if address}
        _known = _Sites(by_host, sites[0][0] if len(sites) == 1 else None)
        _seq = seq
    return _known


def _host_of(address: str) -> str:
    """The host of an address as `Host` spells it."""
    host = urlsplit(address).hostname or ""
    return f"[{host}]" if ":" in host else host
