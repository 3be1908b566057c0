"""Which addresses are those of push services: those that a setting names, and no other."""

from urllib.parse import urlsplit

from api.runtime.config import config
from api.runtime.outgoing.addresses import PORT


def is_known(endpoint: str) -> bool:
    """Whether an address is at one of the push services that browsers have."""
    try:
        parts = urlsplit(endpoint)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return False
    is_plain = endpoint.isascii() and endpoint.isprintable() and " " not in endpoint
    if not is_plain or parts.scheme != "https" or "@" in parts.netloc or port not in (None, PORT):
        return False
    return any(_is_meant(host, push_host) for push_host in config().push_hosts)


def _is_meant(host: str, name: str) -> bool:
    return f".{host}".endswith(name) if name.startswith(".") else host == name
